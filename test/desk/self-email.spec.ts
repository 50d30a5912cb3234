/** Account management, the address: email as the method by a mailed token, and the address changed and verified. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { lettersOf, mailedCode, otherCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, enrolOtp, inByRecoveryCode, openWithPerson, passwordTyped, type Person } from '../doubles/person'
import { makeAccount, password, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let person: Person
let self: Desk['self']
const minute = 60_000
const elsewhere = 'haruka@new.example'

beforeEach(async () => {
  ;({ test, desk: administrator, person } = await openWithPerson())
  self = person.desk.self
})

const wrong = (problem: string) => ({ code: 'email-token-wrong', data: { problem } })
const strict = async () => {
  await administrator.session.stepUp({ password })
  const { policy } = await administrator.settings.show()
  await administrator.settings.changePolicy({ ...policy, strength: 'strict' })
}

describe('setting up email', () => {
  it('M10 M11 mails a code to the address on file, and says where to in part only', async () => {
    const sent = await self.sendEmailToken()
    expect(sent).toMatchObject({ sentTo: 'h•••@corp.example', sentToFolder: true })
    const letter = (await lettersOf(test)).at(-1)
    expect(letter).toMatchObject({ kind: 'set-up-code', to: person.email })
    expect(letter?.facts).toMatchObject({ code: expect.stringMatching(/^\d{8}$/), minutes: 10, by: { kind: 'self' } })
    expect((await self.show()).pendingEmail).toEqual(sent)
    expect(JSON.stringify(await self.show())).not.toContain(letter?.facts.code)
  })

  it('M12 the right token makes email the method', async () => {
    const { me } = await enrolEmail(test, person)
    expect(me.confined).toBeNull()
    expect(await self.show()).toMatchObject({
      state: 'enrolled-email',
      emailFactor: { lastUsedAt: null },
      pendingEmail: null,
      codesLeft: null,
    })
    const { desk, answer } = await passwordTyped(test, person.email)
    expect(answer).toMatchObject({ kind: 'challenge', challenge: { method: 'email', recoveryCodes: false } })
    const { me: back } = await desk.session.authenticate({ code: await mailedCode(test, person.email) })
    expect(back.confined).toBeNull()
  })

  it('M13 refuses a wrong, a used and an expired token, each with its reason, and a new one can be sent', async () => {
    await self.sendEmailToken()
    const code = await mailedCode(test, person.email)
    expect(await refusalOf(self.verifyEmailToken({ token: 'nonsense' }))).toEqual(wrong('malformed'))
    expect(await refusalOf(self.verifyEmailToken({ token: otherCode(code) }))).toEqual(wrong('wrong'))
    expect((await refusalOf(self.sendEmailToken())).code).toBe('mail-wait')
    expect((await self.show()).state).toBe('not-enrolled')
    test.time += 10 * minute
    expect(await refusalOf(self.verifyEmailToken({ token: code }))).toEqual(wrong('expired'))
    await self.sendEmailToken()
    const next = await mailedCode(test, person.email)
    await self.verifyEmailToken({ token: ` ${next.slice(0, 4)}-${next.slice(4)}` })
    expect(await refusalOf(self.verifyEmailToken({ token: next }))).toEqual(wrong('used'))
    expect((await self.show()).state).toBe('enrolled-email')
  })

  it('is made once, however often the right token comes at once', async () => {
    await self.sendEmailToken()
    const token = await mailedCode(test, person.email)
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => self.verifyEmailToken({ token })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('M14 voids key, pending key and codes, and asks for a fresh step-up to begin', async () => {
    await enrolOtp(test, person)
    await self.makeOtpKey()
    await enrolEmail(test, person)
    expect(await self.show()).toMatchObject({
      state: 'enrolled-email',
      otp: null,
      pendingKey: null,
      recoverySet: null,
      codesLeft: null,
    })
    test.time += 6 * minute
    expect((await refusalOf(self.sendEmailToken())).code).toBe('step-up-needed')
  })

  it('M18 is set up anew after a recovery code, and then the desk is open again', async () => {
    const { recoverySet } = await enrolOtp(test, person)
    const back = await inByRecoveryCode(test, person.email, recoverySet.codes)
    test.time += 6 * minute
    const { me } = await enrolEmail(test, { ...person, desk: back.desk })
    expect(me.confined).toBeNull()
    await expect(back.desk.self.sessions()).resolves.toBeDefined()
  })

  it('is no method under the strict policy, not even with a token mailed before it', async () => {
    await self.sendEmailToken()
    const token = await mailedCode(test, person.email)
    await strict()
    expect((await self.show()).emailAllowed).toBe(false)
    expect((await refusalOf(self.sendEmailToken())).code).toBe('email-not-allowed')
    expect((await refusalOf(self.verifyEmailToken({ token }))).code).toBe('email-not-allowed')
    expect((await self.show()).state).toBe('not-enrolled')
  })
})

describe('changing the address', () => {
  it('tells old and new, mails a token to the new one alone, and counts once that is typed', async () => {
    const before = (await lettersOf(test)).length
    const sent = await self.changeEmail({ email: elsewhere })
    expect(sent.sentTo).toBe('h•••@new.example')
    const letters = (await lettersOf(test)).slice(before)
    expect(letters.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      `email-changed ${person.email}`,
      `email-changed ${elsewhere}`,
      `address-code ${elsewhere}`,
    ])
    expect(letters[0]?.facts).toMatchObject({ accountName: person.email, newAddress: elsewhere })
    expect(await self.show()).toMatchObject({ email: elsewhere, emailUnverified: true, pendingAddress: sent })
    const { me } = await self.verifyAddress({ token: await mailedCode(test, elsewhere) })
    expect(me).toMatchObject({ email: elsewhere, confined: null })
    expect(await self.show()).toMatchObject({ emailUnverified: false, pendingAddress: null, state: 'not-enrolled' })
    expect((await passwordTyped(test, elsewhere)).answer.kind).toBe('in')
    expect((await refusalOf(self.sendAddressToken())).code).toBe('already-so')
  })

  it('stops email as the method until the new one is verified, and then it is so again', async () => {
    await enrolEmail(test, person)
    await self.changeEmail({ email: elsewhere })
    expect((await self.show()).state).toBe('disabled-email')
    expect((await refusalOf(self.sessions())).code).toBe('confined')
    const { desk, answer } = await passwordTyped(test, elsewhere)
    expect(answer).toMatchObject({ kind: 'in', me: { confined: { to: 'address', because: 'address-changed' } } })
    const { me } = await desk.self.verifyAddress({ token: await mailedCode(test, elsewhere) })
    expect(me.confined).toBeNull()
    expect(await self.show()).toMatchObject({ state: 'enrolled-email', emailUnverified: false })
    expect((await passwordTyped(test, elsewhere)).answer.kind).toBe('challenge')
  })

  it('makes codes mailed to the former address worthless', async () => {
    await self.sendEmailToken()
    const token = await mailedCode(test, person.email)
    await self.changeEmail({ email: elsewhere })
    expect(await refusalOf(self.verifyEmailToken({ token }))).toEqual(wrong('expired'))
    expect(await refusalOf(self.verifyAddress({ token }))).toEqual(wrong('wrong'))
  })

  it('leaves OTP as it is', async () => {
    await enrolOtp(test, person)
    await self.changeEmail({ email: elsewhere })
    expect(await self.show()).toMatchObject({ state: 'enrolled-otp', codesLeft: 10 })
    await self.verifyAddress({ token: await mailedCode(test, elsewhere) })
    expect(await self.show()).toMatchObject({ state: 'enrolled-otp', emailUnverified: false, emailFactor: null })
  })

  it('is refused for what is no address, the same one, one that is taken, and without a fresh step-up', async () => {
    await makeAccount(administrator, 'Ben', 'ben@corp.example')
    const change = (email: string) => refusalOf(self.changeEmail({ email }))
    expect(await change('not an address')).toEqual({ code: 'input-invalid', data: { field: 'email' } })
    expect((await change('HARUKA.SATO@corp.example')).code).toBe('already-so')
    expect((await change('Ben@corp.example')).code).toBe('email-taken')
    expect(await self.show()).toMatchObject({ email: person.email, emailUnverified: false })
    test.time += 6 * minute
    expect((await change(elsewhere)).code).toBe('step-up-needed')
  })
})
