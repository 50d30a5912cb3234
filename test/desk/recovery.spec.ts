/** New recovery codes at the desk: for somebody else, with OTP, and the former set void at once. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, enrolOtp, passwordTyped, signedInPerson, type Person } from '../doubles/person'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let person: Person

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
  person = await signedInPerson(test, desk)
})
afterEach(() => test.close())

const renew = () => desk.recovery.renew({ accountId: person.id, reason: 'file lost' })

it('signs in with a code of the new set and with none of the old one', async () => {
  const { recoverySet: old } = await enrolOtp(test, person)
  const next = await renew()
  expect(await desk.accounts.show({ id: person.id })).toMatchObject({
    codesLeft: 10,
    recoverySet: { number: old.number + 1, checksum: next.checksum, left: 10, of: 10 },
  })
  const { desk: coming } = await passwordTyped(test, person.email)
  const withCode = (code = '') => coming.session.authenticateWithRecoveryCode({ code })
  expect((await refusalOf(withCode(old.codes[0]))).code).toBe('recovery-code-wrong')
  expect((await withCode(next.codes[9])).me.confined).toEqual({ to: 'factor', because: 'recovery-code' })
  expect((await desk.accounts.show({ id: person.id })).codesLeft).toBe(9)
})

it('is refused without OTP and for a disabled account', async () => {
  expect((await refusalOf(renew())).code).toBe('not-enrolled')
  await enrolEmail(test, person)
  expect((await refusalOf(renew())).code).toBe('not-enrolled')
  await desk.accounts.disable({ id: person.id, reason: 'left' })
  expect((await refusalOf(renew())).code).toBe('account-disabled')
})
