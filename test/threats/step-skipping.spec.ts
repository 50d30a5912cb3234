/** No step of signing in is skipped by calling operations out of order, or with what another step would take (GHSA-j679-vp39-qwqq). */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import { hashSessionId } from '../../src-main/engine/session-id'
import { behind, enrolEmail, enrolOtp, givePassword, type Enrolled } from '../doubles/behind-the-desk'
import { mailedCode } from '../doubles/letters'
import { callByName, factsOf, faultOf, operationNames, refusalOf } from '../doubles/operations'
import { inByRecoveryCode, passwordTyped } from '../doubles/person'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { totp } from '../oracles/totp'

const email = 'haruka.sato@corp.example'

let test: TestDesk
let administrator: Desk
let person: string
let key: Enrolled

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  administrator = (await welcomed(test)).desk
  person = await makeAccount(administrator, '佐藤 遥', email)
  await givePassword(test, person)
  key = await enrolOtp(test, person)
})

const token = () => totp({ secret: key.secret, nowMs: test.time })
const at = (seat: Partial<Seat>) => test.at({ ...test.seat(), ...seat })
const openSessions = () => behind(test, async (tables) => (await tables.sessions.listOpen(person, '', '')).length)
const guarded = operationNames().filter((name) => factsOf(name).right !== 'anyone')

describe('without the password', () => {
  it('no second step is taken, and nothing is mailed', async () => {
    const desk = test.at(test.seat())
    const calls = [
      () => desk.session.authenticate({ code: token() }),
      () => desk.session.authenticateWithRecoveryCode({ code: key.codes[0] ?? '' }),
      () => desk.session.sendAgain(),
      () => desk.session.leaveChallenge(),
    ]
    for (const call of calls) expect(await faultOf(call())).toBe('challenge-over')
    expect(await openSessions()).toBe(0)
  })

  it.each(['', 'x', 'A'.repeat(43), 'null', '../challenges'])('nor with %j for a challenge', async (challenge) => {
    expect(await faultOf(at({ challenge }).session.authenticate({ code: token() }))).toBe('challenge-over')
  })

  it('a wrong password opens no second step, and does not end the one that is open', async () => {
    const { desk } = await passwordTyped(test, email)
    await refusalOf(desk.session.signIn({ email, password: 'not the password at all' }))
    await desk.session.authenticate({ code: token() })
  })
})

describe('with the password alone', () => {
  it('every operation that is not open to anyone says not-signed-in', async () => {
    const { desk } = await passwordTyped(test, email)
    expect(guarded.length).toBeGreaterThan(50)
    for (const name of guarded)
      expect([name, await faultOf(callByName(desk, name, {}))]).toEqual([name, 'not-signed-in'])
  })

  it('a challenge is no session, and a session no challenge', async () => {
    const { seat } = await passwordTyped(test, email)
    const challenge = seat.challenge ?? ''
    expect(await faultOf(at({ session: challenge }).self.show())).toBe('session-ended')
    const { seat: other } = await inByRecoveryCode(test, email, key.codes)
    expect(await faultOf(at({ challenge: other.session }).session.authenticate({ code: token() }))).toBe(
      'challenge-over',
    )
  })

  it('the hash of a challenge, as the store has it, is no challenge', async () => {
    const { seat } = await passwordTyped(test, email)
    const hash = hashSessionId(seat.challenge ?? '')
    expect(await behind(test, (tables) => tables.challenges.find(hash))).not.toBeNull()
    expect(await faultOf(at({ challenge: hash }).session.authenticate({ code: token() }))).toBe('challenge-over')
  })
})

describe('what another step would take', () => {
  it('a recovery code is no token and a token no recovery code', async () => {
    const { desk } = await passwordTyped(test, email)
    expect(await faultOf(desk.session.authenticate({ code: key.codes[0] ?? '' }))).toBe('token-wrong')
    expect(await faultOf(desk.session.authenticateWithRecoveryCode({ code: token() }))).toBe('recovery-code-wrong')
  })

  it('the token of a key that is not verified yet does not sign in', async () => {
    const pending = await administrator.otp.reissue({ accountId: person, reason: 'new phone' })
    const { desk } = await passwordTyped(test, email)
    const code = totp({ secret: pending.secret, nowMs: test.time })
    expect(await faultOf(desk.session.authenticate({ code }))).toBe('token-wrong')
  })

  it('a token or a code of somebody else does not sign in', async () => {
    const other = await makeAccount(administrator, 'Ben Carter', 'ben@corp.example')
    const theirs = await enrolOtp(test, other)
    const { desk } = await passwordTyped(test, email)
    const code = totp({ secret: theirs.secret, nowMs: test.time })
    expect(await faultOf(desk.session.authenticate({ code }))).toBe('token-wrong')
    expect(await faultOf(desk.session.authenticateWithRecoveryCode({ code: theirs.codes[0] ?? '' }))).toBe(
      'recovery-code-wrong',
    )
  })

  it('a code mailed for one purpose is none for another', async () => {
    await administrator.session.stepUp({ password })
    await administrator.email.send({ accountId: person, reason: 'on the phone' })
    const forDesk = await mailedCode(test, email)
    const inside = await inByRecoveryCode(test, email, key.codes)
    await inside.desk.self.sendEmailToken()
    const forSetUp = await mailedCode(test, email)
    expect(await faultOf(inside.desk.self.verifyEmailToken({ token: forDesk }))).toBe('email-token-wrong')
    expect(await faultOf(administrator.email.verify({ accountId: person, token: forSetUp }))).toBe('email-token-wrong')

    await enrolEmail(test, person)
    const { desk } = await passwordTyped(test, email)
    for (const code of [forDesk, forSetUp]) {
      expect(await faultOf(desk.session.authenticate({ code }))).toBe('email-token-wrong')
    }
  })

  it('a code mailed for signing in does not set email up at the desk', async () => {
    await enrolEmail(test, person)
    await passwordTyped(test, email)
    const code = await mailedCode(test, email)
    expect(await faultOf(administrator.email.verify({ accountId: person, token: code }))).toBe('email-token-wrong')
  })
})

describe('after a recovery code', () => {
  it('M18 nothing is open but setting a factor up, seeing oneself and leaving', async () => {
    const { desk } = await inByRecoveryCode(test, email, key.codes)
    const open: string[] = []
    for (const name of guarded.filter((one) => one !== 'session.signOut')) {
      const code = await faultOf(callByName(desk, name, { nonsense: true }))
      if (code !== 'confined' && code !== 'not-allowed') open.push(name)
    }
    expect(open.sort()).toEqual(
      [
        ...['session.stay', 'session.stepUp', 'self.show', 'self.setLanguage'],
        ...['self.makeOtpKey', 'self.verifyOtpKey', 'self.cancelOtpKey'],
        ...['self.sendEmailToken', 'self.verifyEmailToken', 'self.sendAddressToken', 'self.verifyAddress'],
      ].sort(),
    )
    await desk.session.signOut()
  })

  it('M18 signing in again with a code keeps the new session to the same', async () => {
    await inByRecoveryCode(test, email, key.codes)
    const { me } = await inByRecoveryCode(test, email, key.codes.slice(1))
    expect(me.confined).toEqual({ to: 'factor', because: 'recovery-code' })
  })

  it('M18 step-up does not let go of it, and a factor verified does', async () => {
    const { desk } = await inByRecoveryCode(test, email, key.codes)
    await desk.session.stepUp({ password })
    expect((await desk.session.stay()).confined).not.toBeNull()
    const next = await desk.self.makeOtpKey()
    const { me } = await desk.self.verifyOtpKey({
      keyId: next.keyId,
      token: totp({ secret: next.secret, nowMs: test.time }),
    })
    expect(me.confined).toBeNull()
  })
})
