/** Email as a method, at the desk (M23): the token goes to the person, and what they read back makes it their method. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { lettersOf, mailedCode, otherCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { enrolOtp, inByRecoveryCode, openWithPerson, signedInPerson, type Person } from '../doubles/person'
import { password, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let myId: string
let person: Person
const minute = 60_000

beforeEach(async () => {
  ;({ test, desk, myId, person } = await openWithPerson())
})

const send = (accountId = person.id) => desk.email.send({ accountId, reason: 'lost phone' })
const verify = (token: string, accountId = person.id) => desk.email.verify({ accountId, token })
const show = () => desk.accounts.show({ id: person.id })
const wrong = (problem: string) => ({ code: 'email-token-wrong', data: { problem } })

describe('a token mailed from the desk', () => {
  it('M23 goes to the person and is never seen at the desk', async () => {
    const sent = await send()
    expect(sent.sentTo).toBe('h•••@corp.example')
    const letter = (await lettersOf(test)).at(-1)
    expect(letter).toMatchObject({ kind: 'desk-code', to: person.email })
    expect(letter?.facts.by).toEqual({ kind: 'staff', name: 'Keiko Ito' })
    expect((await show()).deskToken).toEqual(sent)
    const seen = JSON.stringify([sent, await show(), await desk.audit.list({ before: null, limit: 50 })])
    expect(seen).not.toContain(letter?.facts.code)
  })

  it('M23 read back, makes email the method', async () => {
    await send()
    expect((await show()).state).toBe('not-enrolled')
    await verify(await mailedCode(test, person.email))
    expect(await show()).toMatchObject({ state: 'enrolled-email', deskToken: null, emailFactor: { lastUsedAt: null } })
    const answer = await test.at(test.seat()).session.signIn({ email: person.email, password })
    expect(answer).toMatchObject({ kind: 'challenge', challenge: { method: 'email' } })
  })

  it('M14 voids key and codes in the same act, and ends who came in by a recovery code', async () => {
    const { recoverySet } = await enrolOtp(test, person)
    const back = await inByRecoveryCode(test, person.email, recoverySet.codes)
    await send()
    await verify(await mailedCode(test, person.email))
    expect(await show()).toMatchObject({ state: 'enrolled-email', otp: null, codesLeft: null, recoverySet: null })
    expect((await refusalOf(back.desk.self.makeOtpKey())).code).toBe('session-ended')
  })

  it('proves an address that was changed', async () => {
    const { rev } = await show()
    const fields = { userName: '', secondEmail: '', phone: '', department: '', language: null, name: 'Haruka Sato' }
    await desk.accounts.change({ ...fields, id: person.id, rev, email: 'haruka@new.example' })
    expect((await show()).emailUnverified).toBe(true)
    await send()
    await verify(await mailedCode(test, 'haruka@new.example'))
    expect((await show()).emailUnverified).toBe(false)
  })

  it('M13 is refused wrong, used and too often, and five tries outlive a resend', async () => {
    await send()
    const code = await mailedCode(test, person.email)
    for (let tried = 0; tried < 3; tried++) expect(await refusalOf(verify(otherCode(code)))).toEqual(wrong('wrong'))
    test.time += minute
    await send()
    const next = await mailedCode(test, person.email)
    expect(await refusalOf(verify(otherCode(next)))).toEqual(wrong('wrong'))
    expect(await refusalOf(verify(otherCode(next)))).toEqual(wrong('wrong'))
    expect(await refusalOf(verify(next))).toEqual(wrong('too-often'))
    expect((await show()).state).toBe('not-enrolled')
  })

  it('works once, however many windows verify it', async () => {
    await send()
    const code = await mailedCode(test, person.email)
    const outcomes = await Promise.allSettled([verify(code), verify(code), verify(code)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusalOf(verify(code))).toEqual(wrong('used'))
  })

  it('does not stand in for one of another purpose', async () => {
    await person.desk.self.sendEmailToken()
    const own = await mailedCode(test, person.email)
    expect(await refusalOf(verify(own))).toEqual(wrong('wrong'))
    await send()
    const fromDesk = await mailedCode(test, person.email)
    expect(await refusalOf(person.desk.self.verifyEmailToken({ token: fromDesk }))).toEqual(wrong('wrong'))
  })
})

describe('is refused', () => {
  it('for oneself, for a disabled account and under the strict policy, sent or verified', async () => {
    expect((await refusalOf(send(myId))).code).toBe('own-account')
    expect((await refusalOf(verify('00000000', myId))).code).toBe('own-account')
    await send()
    const code = await mailedCode(test, person.email)
    await desk.accounts.disable({ id: person.id, reason: 'left' })
    expect((await refusalOf(send())).code).toBe('account-disabled')
    expect((await refusalOf(verify(code))).code).toBe('account-disabled')
    await desk.accounts.enable({ id: person.id, reason: 'is back' })
    await desk.session.stepUp({ password })
    const { policy } = await desk.settings.show()
    await desk.settings.changePolicy({ ...policy, strength: 'strict' })
    expect((await refusalOf(send())).code).toBe('email-not-allowed')
    expect((await refusalOf(verify(code))).code).toBe('email-not-allowed')
    expect((await show()).state).toBe('not-enrolled')
  })

  it('on staff accounts to whoever is no administrator', async () => {
    const helper = await signedInPerson(test, desk, 'help@corp.example', 'helpdesk')
    const acts = [
      helper.desk.email.send({ accountId: myId, reason: 'why' }),
      helper.desk.accounts.clearMfa({ id: myId, reason: 'why' }),
      helper.desk.accounts.unlock({ id: myId, reason: 'why' }),
    ]
    for (const refused of acts) expect((await refusalOf(refused)).code).toBe('staff-account')
    await expect(helper.desk.email.send({ accountId: person.id, reason: 'why' })).resolves.toBeDefined()
  })
})
