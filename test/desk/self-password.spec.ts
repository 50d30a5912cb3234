/** Account management: the password changed by its owner, and that it walks past nothing. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { lettersOf, mailedCode, otherCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import {
  enrolEmail,
  enrolOtp,
  openWithPerson,
  otherToken,
  passwordTyped,
  tokenOf,
  type Person,
} from '../doubles/person'
import { makeAccount, password, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let person: Person
let self: Desk['self']
const minute = 60_000
const next = 'quite another long sentence'

beforeEach(async () => {
  ;({ test, desk: administrator, person } = await openWithPerson())
  self = person.desk.self
})

const opens = async (typed: string) => {
  try {
    return (await test.at(test.seat()).session.signIn({ email: person.email, password: typed })).kind
  } catch {
    return 'refused'
  }
}

describe('changing the password', () => {
  it('takes the new one, ends every other session and open second step, and tells the owner', async () => {
    const other = await passwordTyped(test, person.email)
    const { me } = await self.changePassword({ current: password, password: next })
    expect(me).toMatchObject({ id: person.id, confined: null })
    expect((await refusalOf(other.desk.self.show())).code).toBe('session-ended')
    await expect(self.show()).resolves.toMatchObject({ state: 'not-enrolled' })
    expect([await opens(password), await opens(next)]).toEqual(['refused', 'in'])
    expect((await lettersOf(test)).at(-1)).toMatchObject({ kind: 'password-changed', to: person.email })
  })

  it('is the way out of a password the desk made, and nothing else is open until then', async () => {
    const { slip } = await administrator.passwords.issue({ accountId: person.id, way: 'slip', reason: 'forgotten' })
    const temporary = slip?.password ?? ''
    const desk = test.at(test.seat())
    const { me } = (await desk.session.signIn({ email: person.email, password: temporary })) as {
      me: { confined: unknown }
    }
    expect(me.confined).toEqual({ to: 'password', because: 'temporary-password' })
    for (const refused of [desk.self.makeOtpKey(), desk.self.sendEmailToken(), desk.self.sessions()]) {
      expect(await refusalOf(refused)).toEqual({ code: 'confined', data: { to: 'password' } })
    }
    expect((await desk.self.show()).password).toMatchObject({ leastCharacters: 15, mostCharacters: 128 })
    const asBefore = { current: temporary, password: temporary.toLowerCase().replaceAll('-', '') }
    expect((await refusalOf(desk.self.changePassword(asBefore))).code).toBe('same-password')
    expect((await desk.self.changePassword({ current: temporary, password: next })).me.confined).toBeNull()
    expect(await administrator.accounts.show({ id: person.id })).toMatchObject({ password: { temporaryUntil: null } })
  })

  it('refuses a weak one and the same one, without counting either', async () => {
    const short = { current: password, password: 'too short' }
    expect(await refusalOf(self.changePassword(short))).toEqual({
      code: 'password-weak',
      data: { problem: 'too-short', least: 15, most: 128 },
    })
    const own = { current: password, password: 'haruka.sato@corp.example' }
    expect(await refusalOf(self.changePassword(own))).toMatchObject({ data: { problem: 'common' } })
    for (let tried = 0; tried < 6; tried++) {
      const same = { current: password, password: password.normalize('NFKD') }
      expect((await refusalOf(self.changePassword(same))).code).toBe('same-password')
    }
    expect(await opens(password)).toBe('in')
  })

  it('counts a wrong current one as signing in does', async () => {
    const wrong = { current: 'not the password at all', password: next }
    for (let tried = 0; tried < 5; tried++) {
      expect((await refusalOf(self.changePassword(wrong))).code).toBe('password-wrong')
    }
    expect(await refusalOf(self.changePassword({ current: password, password: next }))).toEqual({
      code: 'password-wait',
      data: { until: new Date(test.time + minute).toISOString() },
    })
    expect(await opens(password)).toBe('refused')
    test.time += minute
    await self.changePassword({ current: password, password: next })
    expect(await opens(next)).toBe('in')
  })

  it('asks for a token where OTP is set up, takes it once, and leaves MFA as it is', async () => {
    const { key } = await enrolOtp(test, person)
    const change = (token?: string) =>
      self.changePassword({ current: password, password: next, ...(token === undefined ? {} : { token }) })
    expect((await refusalOf(change())).code).toBe('token-wrong')
    expect(await refusalOf(change(tokenOf(test, key)))).toMatchObject({ data: { problem: 'used' } })
    test.time += minute
    const token = tokenOf(test, key)
    expect((await refusalOf(change(otherToken(token)))).code).toBe('token-wrong')
    await change(token)
    expect(await self.show()).toMatchObject({ state: 'enrolled-otp', codesLeft: 10 })
    expect(await opens(next)).toBe('challenge')
    expect(await administrator.accounts.show({ id: person.id })).toMatchObject({ wrongInRow: 0 })
  })

  it('asks for a mailed token where email is the method, takes it once, and counts the wrong ones', async () => {
    expect((await refusalOf(self.sendPasswordToken())).code).toBe('changed-meanwhile')
    await self.sendEmailToken()
    const ofSetUp = await mailedCode(test, person.email)
    await self.verifyEmailToken({ token: ofSetUp })
    const change = (token?: string, current = password) =>
      refusalOf(self.changePassword({ current, password: next, ...(token === undefined ? {} : { token }) }))
    const wrong = (problem: string) => ({ code: 'email-token-wrong', data: { problem } })
    expect(await change()).toEqual(wrong('malformed'))
    expect(await change(ofSetUp)).toEqual(wrong('wrong'))

    const sent = await self.sendPasswordToken()
    expect(sent).toMatchObject({ sentTo: 'h•••@corp.example', sentToFolder: true })
    expect((await lettersOf(test)).at(-1)).toMatchObject({ kind: 'password-code', to: person.email })
    expect((await refusalOf(self.sendPasswordToken())).code).toBe('mail-wait')
    const first = await mailedCode(test, person.email)
    expect((await change(first, 'not the password at all')).code).toBe('password-wrong')
    for (let tried = 0; tried < 5; tried++) expect(await change(otherCode(first))).toEqual(wrong('wrong'))
    expect(await change(first)).toEqual(wrong('too-often'))

    test.time += 10 * minute
    await self.sendPasswordToken()
    const token = await mailedCode(test, person.email)
    await self.changePassword({ current: password, password: next, token })
    expect(await self.show()).toMatchObject({ state: 'enrolled-email' })
    expect([await opens(password), await opens(next)]).toEqual(['refused', 'challenge'])
    const again = { current: next, password: 'one more long sentence', token }
    expect(await refusalOf(self.changePassword(again))).toEqual(wrong('used'))
  })

  it('asks for no second mailed code in exchange for a temporary password: one was typed at signing in', async () => {
    await enrolEmail(test, person)
    const { slip } = await administrator.passwords.issue({ accountId: person.id, way: 'slip', reason: 'forgotten' })
    const temporary = slip?.password ?? ''
    const desk = test.at(test.seat())
    await desk.session.signIn({ email: person.email, password: temporary })
    await desk.session.authenticate({ code: await mailedCode(test, person.email) })
    expect((await refusalOf(desk.self.sendPasswordToken())).code).toBe('confined')
    expect((await desk.self.changePassword({ current: temporary, password: next })).me.confined).toBeNull()
  })

  it('takes eight characters where MFA is required', async () => {
    await administrator.session.stepUp({ password })
    const { policy } = await administrator.settings.show()
    await administrator.settings.changePolicy({ ...policy, required: 'everyone' })
    expect((await self.show()).password).toMatchObject({ leastCharacters: 8 })
    await self.changePassword({ current: password, password: 'q7-Vfu2x' })
    expect(await opens('q7-Vfu2x')).toBe('in')
  })
})

describe('what one sees of oneself', () => {
  it('is open to every role, and holds nothing of anybody else', async () => {
    await makeAccount(administrator, 'Ben', 'ben@corp.example')
    expect(await self.show()).toMatchObject({ name: 'Haruka Sato', role: 'user', policy: 'not-required' })
    expect((await refusalOf(person.desk.accounts.show({ id: person.id }))).code).toBe('not-allowed')
  })

  it('keeps the language that was chosen, and letters are written in it', async () => {
    const { me } = await self.setLanguage({ language: 'ja' })
    expect(me.language).toBe('ja')
    expect((await self.show()).language).toBe('ja')
    await enrolOtp(test, person)
    expect((await lettersOf(test)).at(-1)).toMatchObject({ kind: 'otp-enrolled', language: 'ja' })
  })
})
