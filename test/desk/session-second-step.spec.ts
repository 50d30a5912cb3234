/** The second step of signing in: the challenge and its life, each method, and what a right one leaves behind. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import { behind, enrolEmail, enrolOtp, givePassword, type Enrolled } from '../doubles/behind-the-desk'
import { lettersOf, mailedCode, otherCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { totp } from '../oracles/totp'

const email = 'haruka.sato@corp.example'
const second = 1000
const minute = 60 * second

let test: TestDesk
let administrator: Desk
let person: string
let seat: Seat
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  administrator = (await welcomed(test)).desk
  person = await makeAccount(administrator, '佐藤 遥', email)
  await givePassword(test, person)
  seat = test.seat()
  desk = test.at(seat)
})
afterEach(() => test.close())

const signIn = (at = desk) => at.session.signIn({ email, password })
const token = (key: Enrolled, offset = 0) => totp({ secret: key.secret, nowMs: test.time + offset })
const wrongToken = (key: Enrolled) => String((Number(token(key)) + 1) % 1_000_000).padStart(6, '0')
const account = () => behind(test, async (tables) => (await tables.accounts.find(person))!)
const rows = () => behind(test, async (tables) => (await tables.audit.list({}, null, 50)).rows)

describe('the challenge', () => {
  let key: Enrolled
  beforeEach(async () => {
    key = await enrolOtp(test, person)
  })

  it('M16 asks for the token of the app, and says no more than the page needs', async () => {
    const answer = await signIn()
    const challenge = {
      method: 'otp',
      accountName: email,
      digits: 6,
      periodSeconds: 30,
      recoveryCodes: true,
      endsAt: new Date(test.time + 10 * minute).toISOString(),
      sentTo: null,
      sentToFolder: false,
      sendAgainAt: null,
    }
    expect(answer).toEqual({ kind: 'challenge', challenge })
    expect(await desk.session.state()).toMatchObject({ me: null, challenge })
    expect((await test.at(test.seat()).session.state()).challenge).toBeNull()
  })

  it('its id stays with the seat, and the store keeps only a hash', async () => {
    const answer = JSON.stringify(await signIn())
    expect(Buffer.from(seat.challenge ?? '', 'base64url')).toHaveLength(32)
    expect(answer).not.toContain(seat.challenge)
    const kept = await behind(test, (tables) => tables.challenges.find(seat.challenge ?? ''))
    expect(kept).toBeNull()
  })

  it('opens nothing by itself', async () => {
    await signIn()
    expect((await refusalOf(desk.self.show())).code).toBe('not-signed-in')
    expect(seat.session).toBeNull()
  })

  it('ends after ten minutes, at the very instant', async () => {
    await signIn()
    test.time += 10 * minute - 1
    expect((await desk.session.state()).challenge).not.toBeNull()
    test.time += 1
    expect((await desk.session.state()).challenge).toBeNull()
    expect((await refusalOf(desk.session.authenticate({ code: token(key) }))).code).toBe('challenge-over')
  })

  it('is used once', async () => {
    await signIn()
    const copy: Seat = { ...seat }
    await desk.session.authenticate({ code: token(key) })
    test.time += 30 * second
    expect((await refusalOf(test.at(copy).session.authenticate({ code: token(key) }))).code).toBe('challenge-over')
  })

  it('ends where the seat begins another, gives it up, or somebody else signs in there', async () => {
    for (const end of [
      () => signIn(),
      () => desk.session.leaveChallenge(),
      () => desk.session.signIn({ email: 'keiko.ito@corp.example', password }),
    ]) {
      await signIn()
      const copy: Seat = { ...seat }
      await end()
      expect((await refusalOf(test.at(copy).session.authenticate({ code: token(key) }))).code).toBe('challenge-over')
    }
    await desk.session.signOut()
    expect((await refusalOf(desk.session.leaveChallenge())).code).toBe('challenge-over')
  })

  it('ends with the account disabled, cleared, or given a new password by the desk', async () => {
    for (const end of [
      () => administrator.accounts.clearMfa({ id: person, reason: 'lost phone' }),
      () => administrator.passwords.issue({ accountId: person, way: 'slip', reason: 'forgot it' }),
      () => administrator.accounts.disable({ id: person, reason: 'left' }),
    ]) {
      key = await enrolOtp(test, person)
      await givePassword(test, person)
      await signIn()
      await end()
      expect((await refusalOf(desk.session.authenticate({ code: token(key) }))).code).toBe('challenge-over')
      expect((await desk.session.state()).challenge).toBeNull()
    }
  })

  it('ends the session that was open at the seat', async () => {
    const before = { seat: test.seat() }
    const here = test.at(before.seat)
    await here.session.signIn({ email: 'keiko.ito@corp.example', password })
    const copy: Seat = { ...before.seat }
    await signIn(here)
    expect((await here.session.state()).me).toBeNull()
    expect((await refusalOf(test.at(copy).accounts.counts())).code).toBe('session-ended')
  })

  it('asks for a new password by the desk, and for the second step all the same', async () => {
    const { slip } = await administrator.passwords.issue({ accountId: person, way: 'slip', reason: 'forgot it' })
    const typed = (slip?.password ?? '').toLowerCase().replaceAll('-', ' ')
    expect(await desk.session.signIn({ email, password: typed })).toMatchObject({ kind: 'challenge' })
    const { me } = await desk.session.authenticate({ code: token(key) })
    expect(me.confined).toEqual({ to: 'password', because: 'temporary-password' })
  })
})

describe('a token of the app', () => {
  it('M16 opens the desk, is noted as used, and leaves one row that says the method', async () => {
    const key = await enrolOtp(test, person)
    await signIn()
    const before = (await rows()).length
    const { kind, me } = await desk.session.authenticate({ code: token(key) })
    expect({ kind, me }).toMatchObject({ kind: 'in', me: { email, language: null, confined: null, idleMinutes: 15 } })
    expect((await desk.session.state()).me).toEqual(me)
    expect(await account()).toMatchObject({ last_used_at: new Date(test.time).toISOString(), codes_left: 10 })
    const [row, ...older] = await rows()
    expect(older).toHaveLength(before)
    expect(row).toMatchObject({ act: 'session.authenticate', result: 'done', actor_id: person, account_id: person })
    expect(JSON.parse(row?.detail ?? '')).toEqual({ step: 'second-factor', method: 'otp' })
  })

  it('M20 is refused with a plain reason where it is wrong, used, malformed, or of a phone that is off', async () => {
    const key = await enrolOtp(test, person)
    await signIn()
    const refusal = async (code: string) => {
      const { code: name, data } = await refusalOf(desk.session.authenticate({ code }))
      return [name, data]
    }
    expect(await refusal(wrongToken(key))).toEqual(['token-wrong', { problem: 'wrong', offSeconds: 0 }])
    expect(await refusal('12345')).toEqual(['token-wrong', { problem: 'malformed', offSeconds: 0 }])
    expect(await refusal(token(key, -240_000))).toEqual(['token-wrong', { problem: 'off', offSeconds: -240 }])
    test.time += 5 * second
    await desk.session.authenticate({ code: token(key) })
    await signIn()
    expect(await refusal(token(key))).toEqual(['token-wrong', { problem: 'used', offSeconds: 0 }])
  })
})

describe('a mailed code', () => {
  beforeEach(() => enrolEmail(test, person))

  it('M19 is mailed when the second step begins, and opens the desk', async () => {
    const answer = await signIn()
    expect(answer).toMatchObject({
      kind: 'challenge',
      challenge: {
        method: 'email',
        digits: 8,
        recoveryCodes: false,
        sentTo: 'h•••@corp.example',
        sentToFolder: true,
        sendAgainAt: new Date(test.time + minute).toISOString(),
      },
    })
    const [letter] = (await lettersOf(test)).slice(-1)
    expect(letter).toMatchObject({ kind: 'sign-in-code', to: email, facts: { minutes: 10, accountName: email } })
    const { me } = await desk.session.authenticate({ code: await mailedCode(test, email) })
    expect(me.email).toBe(email)
    const factor = await behind(test, (tables) => tables.emailFactors.find(person))
    expect(factor?.last_used_at).toBe(new Date(test.time).toISOString())
  })

  it('M20 is refused where it is wrong, malformed, run out or used', async () => {
    await signIn()
    const code = await mailedCode(test, email)
    const refusal = (typed: string) => refusalOf(desk.session.authenticate({ code: typed }))
    expect(await refusal(otherCode(code))).toEqual({ code: 'email-token-wrong', data: { problem: 'wrong' } })
    expect(await refusal('abc')).toEqual({ code: 'email-token-wrong', data: { problem: 'malformed' } })
    const other = test.at(test.seat())
    await signIn(other)
    await other.session.authenticate({ code })
    expect(await refusal(code)).toEqual({ code: 'email-token-wrong', data: { problem: 'used' } })
    await signIn()
    expect(await refusal(code)).toEqual({ code: 'email-token-wrong', data: { problem: 'wrong' } })
  })

  it('belongs to the newest challenge alone', async () => {
    await signIn()
    const other = test.at(test.seat())
    await signIn(other)
    const code = await mailedCode(test, email)
    expect(await refusalOf(desk.session.authenticate({ code }))).toEqual({
      code: 'email-token-wrong',
      data: { problem: 'expired' },
    })
    await other.session.authenticate({ code })
  })

  it('is no way in with a recovery code', async () => {
    await signIn()
    const answer = await refusalOf(desk.session.authenticateWithRecoveryCode({ code: 'AAAA-BBBB-CCCC-DDDD' }))
    expect(answer.code).toBe('not-enrolled')
  })

  it('M19 is sent again after a minute, and only the new one works', async () => {
    await signIn()
    const first = await mailedCode(test, email)
    expect(await refusalOf(desk.session.sendAgain())).toEqual({
      code: 'mail-wait',
      data: { until: new Date(test.time + minute).toISOString() },
    })
    test.time += minute
    const { challenge } = await desk.session.sendAgain()
    expect(challenge.sendAgainAt).toBe(new Date(test.time + minute).toISOString())
    const next = await mailedCode(test, email)
    expect(next).not.toBe(first)
    expect((await refusalOf(desk.session.authenticate({ code: first }))).code).toBe('email-token-wrong')
    await desk.session.authenticate({ code: next })
  })

  it('is not sent again for an app, or without a challenge', async () => {
    expect((await refusalOf(desk.session.sendAgain())).code).toBe('challenge-over')
    await enrolOtp(test, person)
    await signIn()
    expect((await refusalOf(desk.session.sendAgain())).code).toBe('not-enrolled')
  })
})

describe('a recovery code', () => {
  let key: Enrolled
  beforeEach(async () => {
    key = await enrolOtp(test, person)
  })

  it('M17 opens the desk as it stands in the file, and M18 keeps it to setting up a factor anew', async () => {
    await signIn()
    const { me } = await desk.session.authenticateWithRecoveryCode({ code: ` ${key.codes[3]?.toLowerCase()}\r\n` })
    expect(me.confined).toEqual({ to: 'factor', because: 'recovery-code' })
    const [row] = await rows()
    expect(JSON.parse(row?.detail ?? '')).toEqual({ step: 'second-factor', method: 'recovery-code', codesLeft: 9 })
    expect(await account()).toMatchObject({ codes_left: 9, state: 'enrolled-otp' })
    expect(await refusalOf(desk.self.clearMfa())).toEqual({ code: 'confined', data: { to: 'factor' } })
    expect((await desk.session.stay()).confined).toEqual(me.confined)
  })

  it('M18 works once; the owner is told, and the app and the other codes work on', async () => {
    await signIn()
    await desk.session.authenticateWithRecoveryCode({ code: key.codes[0] ?? '' })
    const letter = (await lettersOf(test)).find(({ kind }) => kind === 'recovery-code-used')
    expect(letter).toMatchObject({ to: email, facts: { codesLeft: 9, by: { kind: 'self' } } })
    await signIn()
    expect(await refusalOf(desk.session.authenticateWithRecoveryCode({ code: key.codes[0] ?? '' }))).toEqual({
      code: 'recovery-code-wrong',
      data: { problem: 'used' },
    })
    const { me } = await desk.session.authenticate({ code: token(key) })
    expect(me.confined).toBeNull()
    await signIn()
    await desk.session.authenticateWithRecoveryCode({ code: key.codes[1] ?? '' })
    expect(await account()).toMatchObject({ codes_left: 8 })
  })

  it('M20 is refused where it is wrong or none at all', async () => {
    await signIn()
    const refusal = (code: string) => refusalOf(desk.session.authenticateWithRecoveryCode({ code }))
    expect(await refusal('0000-0000-0000-0000')).toEqual({ code: 'recovery-code-wrong', data: { problem: 'wrong' } })
    expect(await refusal('0000')).toEqual({ code: 'recovery-code-wrong', data: { problem: 'malformed' } })
    expect(await refusal('')).toEqual({ code: 'recovery-code-wrong', data: { problem: 'malformed' } })
  })

  it('is offered no more once none is left', async () => {
    await behind(test, (tables) => tables.accounts.change(person, { codes_left: 0 }))
    expect(await signIn()).toMatchObject({ challenge: { method: 'otp', recoveryCodes: false } })
  })
})
