/** Clearing MFA ends whatever the account has open, in the same commit (stage-door #53; CVE-2026-20779: a second path forgot). */
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import { behind } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { enrolOtp, passwordTyped, signedInPerson, tokenOf, type Person } from '../doubles/person'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let person: Person
let elsewhere: { seat: Seat; desk: Desk }
let waiting: { seat: Seat; desk: Desk }
let key: { secret: string }

/** One session where the person sits, one elsewhere, and a second step that waits for its token. */
beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  administrator = (await welcomed(test)).desk
  person = await signedInPerson(test, administrator)
  ;({ key } = await enrolOtp(test, person))
  test.time += 30_000
  elsewhere = await passwordTyped(test, person.email)
  await elsewhere.desk.session.authenticate({ code: tokenOf(test, key) })
  waiting = await passwordTyped(test, person.email)
  test.time += 30_000
})

const isOut = async (desk: Desk) => (await refusalOf(desk.self.show())).code
const openOf = () =>
  behind(test, async (tables) => ({
    sessions: (await tables.sessions.listOpen(person.id, '', '')).length,
    key: await tables.otpKeys.find(person.id, 'active'),
    set: await tables.recoverySets.findInForce(person.id),
    state: (await tables.accounts.find(person.id))?.state,
  }))

describe.each([
  ['Clear MFA', () => administrator.accounts.clearMfa({ id: person.id, reason: 'lost phone' })],
  ['Delete OTP key', () => administrator.accounts.deleteOtpKey({ id: person.id, reason: 'lost phone' })],
])('%s at the desk', (_, clear) => {
  it('ends every session and every open second step, and leaves no factor', async () => {
    await administrator.session.stepUp({ password })
    await clear()
    expect([await isOut(person.desk), await isOut(elsewhere.desk)]).toEqual(['session-ended', 'session-ended'])
    expect((await refusalOf(waiting.desk.session.authenticate({ code: tokenOf(test, key) }))).code).toBe(
      'challenge-over',
    )
    expect((await waiting.desk.session.state()).challenge).toBeNull()
    expect(await openOf()).toEqual({ sessions: 0, key: null, set: null, state: 'not-enrolled' })
  })

  it('leads to Must re-enrol where MFA is required, and the next session is kept to that', async () => {
    await administrator.session.stepUp({ password })
    const { policy } = await administrator.settings.show()
    await administrator.settings.changePolicy({ ...policy, required: 'everyone', graceDays: 14 })
    await clear()
    expect(await openOf()).toMatchObject({ sessions: 0, state: 'must-re-enrol' })
    const { desk, answer } = await passwordTyped(test, person.email)
    expect(answer).toMatchObject({ kind: 'in', me: { confined: { to: 'factor', because: 'must-re-enrol' } } })
    expect((await refusalOf(desk.self.clearMfa())).code).toBe('confined')
  })
})

it('clearing one’s own ends every other session and open second step, and keeps the one it was done in', async () => {
  await person.desk.session.stepUp({ password, token: tokenOf(test, key) })
  await person.desk.self.clearMfa()
  expect(await isOut(elsewhere.desk)).toBe('session-ended')
  test.time += 30_000
  expect((await refusalOf(waiting.desk.session.authenticate({ code: tokenOf(test, key) }))).code).toBe('challenge-over')
  expect(await person.desk.self.show()).toMatchObject({ state: 'not-enrolled', codesLeft: null })
  expect(await openOf()).toMatchObject({ sessions: 1, key: null, set: null })
})

it('where the audit row cannot be written nothing is cleared and nothing ends', async () => {
  await administrator.session.stepUp({ password })
  const db = new Database(test.file)
  db.exec(`create trigger no_more_rows before insert on audit begin select raise(abort, 'the log is closed'); end`)
  db.close()
  await refusalOf(administrator.accounts.clearMfa({ id: person.id, reason: 'lost phone' }))
  expect(await openOf()).toMatchObject({ sessions: 2, state: 'enrolled-otp' })
  await expect(person.desk.self.show()).resolves.toMatchObject({ state: 'enrolled-otp' })
  expect((await waiting.desk.session.state()).challenge).not.toBeNull()
})
