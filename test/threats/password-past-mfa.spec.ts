/** A new password is no way past MFA, whoever made it (flask-security #258, CVE-2023-26481). */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { enrolEmail, behind } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { enrolOtp, passwordTyped, signedInPerson, tokenOf, type Person } from '../doubles/person'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let person: Person
let key: { secret: string }

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  administrator = (await welcomed(test)).desk
  person = await signedInPerson(test, administrator)
  ;({ key } = await enrolOtp(test, person))
  test.time += 30_000
})

const issued = async (): Promise<string> => {
  const { slip } = await administrator.passwords.issue({ accountId: person.id, way: 'slip', reason: 'forgot it' })
  return slip?.password ?? ''
}

describe('a temporary password', () => {
  it('leads to the second step of OTP and of email alike, and changes nothing of either', async () => {
    for (const method of ['otp', 'email'] as const) {
      if (method === 'email') await enrolEmail(test, person.id)
      const typed = await issued()
      const desk = test.at(test.seat())
      const answer = await desk.session.signIn({ email: person.email, password: typed })
      expect(answer).toMatchObject({ kind: 'challenge', challenge: { method } })
      expect(
        (await refusalOf(desk.self.changePassword({ current: typed, password: 'another good sentence' }))).code,
      ).toBe('not-signed-in')
    }
  })

  it('ends sessions and second steps that were open with the former one', async () => {
    const { desk } = await passwordTyped(test, person.email)
    await issued()
    expect((await refusalOf(person.desk.self.show())).code).toBe('session-ended')
    expect((await refusalOf(desk.session.authenticate({ code: tokenOf(test, key) }))).code).toBe('challenge-over')
  })

  it('does not take a lock or a wait off, nor the count of second factors', async () => {
    const until = new Date(test.time + 60_000).toISOString()
    await behind(test, async (tables) => {
      await tables.accounts.change(person.id, { locked_until: until, lock_cause: 'wrong-second-factor' })
      for (let nr = 0; nr < 7; nr++) await tables.signInTries.takeFactor(person.id, until)
    })
    const typed = await issued()
    const signIn = () => test.at(test.seat()).session.signIn({ email: person.email, password: typed })
    expect(await refusalOf(signIn())).toEqual({ code: 'locked', data: { until } })
    expect(await behind(test, (tables) => tables.signInTries.ofFactor(person.id))).toBe(7)
  })

  it('runs out after 72 hours, which is told only to whoever knows it', async () => {
    const typed = await issued()
    const signIn = (given: string) => test.at(test.seat()).session.signIn({ email: person.email, password: given })
    test.time += 72 * 3_600_000
    expect((await refusalOf(signIn(typed))).code).toBe('password-expired')
    expect((await refusalOf(signIn('something else entirely'))).code).toBe('sign-in-wrong')
  })
})

describe('changing one’s own password', () => {
  it('asks for the token of the app, and a used one is none', async () => {
    const change = (token?: string) =>
      person.desk.self.changePassword({
        current: password,
        password: 'another good sentence',
        ...(token ? { token } : {}),
      })
    expect((await refusalOf(change())).code).toBe('token-wrong')
    const token = tokenOf(test, key)
    await person.desk.session.stepUp({ password, token })
    expect(await refusalOf(change(token))).toEqual({ code: 'token-wrong', data: { problem: 'used', offSeconds: 0 } })
    test.time += 30_000
    await change(tokenOf(test, key))
  })

  it('leaves MFA as it is, and the next sign-in owes the second step', async () => {
    const another = 'another good sentence'
    await person.desk.self.changePassword({ current: password, password: another, token: tokenOf(test, key) })
    const answer = await test.at(test.seat()).session.signIn({ email: person.email, password: another })
    expect(answer).toMatchObject({ kind: 'challenge', challenge: { method: 'otp' } })
  })
})
