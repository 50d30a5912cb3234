/** Waits, locks and the end of a factor: what wrong passwords and wrong second factors lead to at the desk. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { behind, enrolEmail, enrolOtp, givePassword, type Enrolled } from '../doubles/behind-the-desk'
import { lettersOf } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { totp } from '../oracles/totp'

const email = 'haruka.sato@corp.example'
const wrongPassword = 'not the password at all'
const second = 1000
const minute = 60 * second

let test: TestDesk
let administrator: Desk
let person: string
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  administrator = (await welcomed(test)).desk
  person = await makeAccount(administrator, '佐藤 遥', email)
  await givePassword(test, person)
  desk = test.at(test.seat())
})
afterEach(() => test.close())

const until = (ms: number) => ({ until: new Date(test.time + ms).toISOString() })
const signIn = (address = email, typed = password) => desk.session.signIn({ email: address, password: typed })
const account = () => behind(test, async (tables) => (await tables.accounts.find(person))!)
const wrongInRow = () => behind(test, (tables) => tables.signInTries.ofFactor(person))
const kinds = async () => (await lettersOf(test)).map(({ kind }) => kind)
const token = (key: Enrolled) => totp({ secret: key.secret, nowMs: test.time })
const guess = (code = '000') => refusalOf(desk.session.authenticate({ code }))

/** As if so many second factors had been wrong in a row before. */
const alreadyWrong = (times: number) =>
  behind(test, async (tables) => {
    await tables.signInTries.forgetFactor(person)
    for (let nr = 0; nr < times; nr++) await tables.signInTries.takeFactor(person, new Date(test.time).toISOString())
  })

describe('wrong passwords', () => {
  it.each([email, 'nobody@corp.example'])(
    'the fifth for %s sets a wait that doubles, and it is shown',
    async (address) => {
      for (let nr = 1; nr < 5; nr++) {
        expect(await refusalOf(signIn(address, wrongPassword))).toEqual({
          code: 'sign-in-wrong',
          data: { waitUntil: null },
        })
      }
      for (const minutes of [1, 2, 4, 8, 15, 15]) {
        const waitUntil = until(minutes * minute).until
        expect(await refusalOf(signIn(address, wrongPassword))).toEqual({ code: 'sign-in-wrong', data: { waitUntil } })
        const waiting = { code: 'password-wait', data: { until: waitUntil } }
        expect(await refusalOf(signIn(address, password))).toEqual(waiting)
        test.time += minutes * minute - 1
        expect(await refusalOf(signIn(address, wrongPassword))).toEqual(waiting)
        test.time += 1
      }
    },
  )

  it('are forgotten at the right one, but the wrong second factors are not', async () => {
    await enrolOtp(test, person)
    await alreadyWrong(7)
    for (let round = 0; round < 3; round++) {
      for (let nr = 1; nr < 5; nr++) await refusalOf(signIn(email, wrongPassword))
      expect(await signIn()).toMatchObject({ kind: 'challenge' })
    }
    expect(await wrongInRow()).toBe(7)
  })

  it('are forgotten at the right one of an account that is locked, too', async () => {
    const at = until(minute).until
    await behind(test, (tables) => tables.accounts.change(person, { locked_until: at, lock_cause: 'test' }))
    for (let nr = 0; nr < 20; nr++) expect((await refusalOf(signIn())).code).toBe('locked')
  })

  it('never lock the second factor, so that a stranger locks nobody out', async () => {
    await enrolOtp(test, person)
    for (let nr = 0; nr < 20; nr++) {
      await refusalOf(signIn(email, wrongPassword))
      test.time += 15 * minute
    }
    expect(await account()).toMatchObject({ state: 'enrolled-otp', locked_until: null })
    expect(await wrongInRow()).toBe(0)
    expect(await signIn()).toMatchObject({ kind: 'challenge' })
  })

  it('are not noted with what was typed', async () => {
    await refusalOf(signIn('S3cret typed into the wrong field', wrongPassword))
    const kept = await behind(test, async (tables) => JSON.stringify(await tables.audit.list({}, null, 100)))
    expect(kept).not.toContain('S3cret')
  })
})

describe('wrong second factors', () => {
  let key: Enrolled
  beforeEach(async () => {
    key = await enrolOtp(test, person)
  })

  it('wait 5 seconds after the third, 15 after the fourth, and the fifth ends the challenge', async () => {
    await signIn()
    for (const wait of [0, 0, 5 * second, 15 * second]) {
      expect((await guess()).code).toBe('token-wrong')
      if (wait === 0) continue
      const waiting = { code: 'factor-wait', data: until(wait) }
      expect(await guess(token(key))).toEqual(waiting)
      test.time += wait - 1
      expect(await guess(token(key))).toEqual(waiting)
      test.time += 1
    }
    expect((await guess()).code).toBe('token-wrong')
    expect((await guess(token(key))).code).toBe('challenge-over')
    expect((await desk.session.state()).challenge).toBeNull()
    expect(await wrongInRow()).toBe(5)
  })

  it('a wait is no try, and a right one on the fifth opens the desk', async () => {
    await signIn()
    for (const wait of [0, 0, 5 * second, 15 * second]) {
      await guess()
      test.time += wait
    }
    await desk.session.authenticate({ code: token(key) })
    expect(await wrongInRow()).toBe(0)
  })

  it('count tokens, malformed ones and recovery codes alike', async () => {
    await signIn()
    await guess('123456')
    await guess('12345')
    await refusalOf(desk.session.authenticateWithRecoveryCode({ code: '0000-0000-0000-0000' }))
    expect((await guess()).code).toBe('factor-wait')
    expect(await wrongInRow()).toBe(3)
  })

  it.each([
    [10, 15],
    [15, 30],
    [20, 60],
    [25, 60],
    [45, 60],
  ])('the %ith in a row locks for %i minutes, said only after the right password', async (nr, minutes) => {
    await alreadyWrong(nr - 1)
    await signIn()
    expect((await guess()).code).toBe('token-wrong')
    const locked = { code: 'locked', data: until(minutes * minute) }
    expect(await account()).toMatchObject({ locked_until: locked.data.until, lock_cause: 'wrong-second-factor' })
    expect((await lettersOf(test)).at(-1)).toMatchObject({ kind: 'account-locked', facts: locked.data })

    expect(await guess(token(key))).toEqual(locked)
    expect(await refusalOf(signIn())).toEqual(locked)
    expect((await refusalOf(signIn(email, wrongPassword))).code).toBe('sign-in-wrong')
    test.time += minutes * minute - 1
    expect((await refusalOf(signIn())).code).toBe('locked')
    test.time += 1
    await signIn()
    await desk.session.authenticate({ code: token(key) })
    expect(await account()).toMatchObject({ locked_until: null, lock_cause: null, state: 'enrolled-otp' })
    expect(await wrongInRow()).toBe(0)
  })

  it('a right one on the tenth takes back the lock it set itself, and tells so', async () => {
    await alreadyWrong(9)
    await signIn()
    await desk.session.authenticate({ code: token(key) })
    expect(await account()).toMatchObject({ locked_until: null, lock_cause: null })
    expect((await kinds()).slice(-2)).toEqual(['account-locked', 'account-unlocked'])
  })

  it.each(['otp', 'email'] as const)('the fiftieth in a row disables %s until it is re-issued', async (method) => {
    if (method === 'email') await enrolEmail(test, person)
    await alreadyWrong(49)
    await signIn()
    await guess()
    expect(await account()).toMatchObject({ state: `disabled-${method}`, locked_until: null })
    expect((await kinds()).at(-1)).toBe('factor-disabled')
    expect((await guess(token(key))).code).toBe('factor-disabled')
    expect((await desk.session.state()).challenge).toBeNull()
    expect((await refusalOf(signIn())).code).toBe('factor-disabled')
    expect((await refusalOf(signIn(email, wrongPassword))).code).toBe('sign-in-wrong')
    test.time += 24 * 60 * minute
    expect((await refusalOf(signIn())).code).toBe('factor-disabled')
  })

  it('a right one on the fiftieth leaves the factor as it was', async () => {
    await alreadyWrong(49)
    await signIn()
    await desk.session.authenticate({ code: token(key) })
    expect(await account()).toMatchObject({ state: 'enrolled-otp' })
  })

  it('an operator lets in whoever is locked', async () => {
    await alreadyWrong(9)
    await signIn()
    await guess()
    await administrator.session.stepUp({ password })
    await administrator.accounts.unlock({ id: person, reason: 'called and proved who it is' })
    await signIn()
    await desk.session.authenticate({ code: token(key) })
  })
})

describe('step-up', () => {
  let key: Enrolled
  beforeEach(async () => {
    key = await enrolOtp(test, person)
    await signIn()
    await desk.session.authenticate({ code: token(key) })
    test.time += 30 * second
  })
  const stepUp = (typed: { password: string; token?: string }) => refusalOf(desk.session.stepUp(typed))

  it('asks for the password and the token, and counts the token as any other second factor', async () => {
    expect((await stepUp({ password, token: '000' })).code).toBe('token-wrong')
    expect((await stepUp({ password })).code).toBe('token-wrong')
    expect(await wrongInRow()).toBe(1)
    await desk.session.stepUp({ password, token: token(key) })
    expect(await wrongInRow()).toBe(0)
    expect(await stepUp({ password, token: token(key) })).toEqual({
      code: 'token-wrong',
      data: { problem: 'used', offSeconds: 0 },
    })
  })

  it('locks at the tenth, and a lock holds in an open session too', async () => {
    await alreadyWrong(9)
    expect((await stepUp({ password, token: '000' })).code).toBe('token-wrong')
    expect(await stepUp({ password, token: token(key) })).toEqual({ code: 'locked', data: until(15 * minute) })
    expect((await kinds()).at(-1)).toBe('account-locked')
  })

  it('is not walked past by guessing until the factor is disabled', async () => {
    await alreadyWrong(49)
    await stepUp({ password, token: '000' })
    expect(await account()).toMatchObject({ state: 'disabled-otp' })
    expect((await stepUp({ password })).code).toBe('factor-disabled')
  })

  it('a right password is no wrong one, whatever comes of the token', async () => {
    for (const typed of ['000', undefined, '000', '000', undefined, '000']) {
      expect((await stepUp({ password, ...(typed === undefined ? {} : { token: typed }) })).code).toBe('token-wrong')
    }
    await alreadyWrong(9)
    await stepUp({ password, token: '000' })
    for (let nr = 0; nr < 6; nr++) expect((await stepUp({ password, token: '000' })).code).toBe('locked')
    expect((await stepUp({ password: wrongPassword })).code).toBe('password-wrong')
  })

  it('does not tell a token of the future from a wrong one, and helps whose phone is slow', async () => {
    const at = (off: number) => stepUp({ password, token: totp({ secret: key.secret, nowMs: test.time + off }) })
    const told = (problem: string, offSeconds: number) => ({ code: 'token-wrong', data: { problem, offSeconds } })
    test.time += 10 * minute
    expect(await at(4 * minute)).toEqual(told('wrong', 0))
    expect(await at(-4 * minute)).toEqual(told('off', -240))
    await signIn()
    expect(await guess(totp({ secret: key.secret, nowMs: test.time + 4 * minute }))).toEqual(told('wrong', 0))
  })

  it('counts wrong passwords by the own address, and none of them as a second factor', async () => {
    for (let nr = 0; nr < 5; nr++) {
      expect((await stepUp({ password: wrongPassword, token: token(key) })).code).toBe('password-wrong')
    }
    const waiting = { code: 'password-wait', data: until(minute) }
    expect(await stepUp({ password, token: token(key) })).toEqual(waiting)
    desk = test.at(test.seat())
    expect(await refusalOf(signIn())).toEqual(waiting)
    expect(await wrongInRow()).toBe(0)
  })

  it('asks no token of whoever came in with a recovery code, until a factor is verified', async () => {
    desk = test.at(test.seat())
    await signIn()
    await desk.session.authenticateWithRecoveryCode({ code: key.codes[0] ?? '' })
    await desk.session.stepUp({ password })
    const next = await desk.self.makeOtpKey()
    await desk.self.verifyOtpKey({ keyId: next.keyId, token: totp({ secret: next.secret, nowMs: test.time }) })
    expect((await stepUp({ password })).code).toBe('token-wrong')
  })
})
