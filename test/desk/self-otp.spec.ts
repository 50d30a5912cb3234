/** Account management, OTP: set up, replaced, cancelled, deleted and cleared by its owner, and what that asks for. */
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { refusalOf } from '../doubles/operations'
import {
  enrolEmail,
  enrolOtp,
  inByRecoveryCode,
  openWithPerson,
  otherToken,
  passwordTyped,
  tokenOf,
  type Person,
} from '../doubles/person'
import { openTestDesk, password, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let person: Person
let self: Desk['self']
const minute = 60_000

beforeEach(async () => {
  ;({ test, desk: administrator, person } = await openWithPerson())
  self = person.desk.self
})

/** Reads the file with a connection of its own, as somebody outside would. */
function outside<T>(sql: string): T[] {
  const db = new Database(test.file, { readonly: true })
  try {
    return db.prepare(sql).all(person.id) as T[]
  } finally {
    db.close()
  }
}
const keys = () => outside<{ status: string }>('select status from otp_keys where account_id = ?')
const liveSets = () => outside('select number from recovery_sets where account_id = ? and superseded_at is null')
const requireMfa = async () => {
  await administrator.session.stepUp({ password })
  const { policy } = await administrator.settings.show()
  await administrator.settings.changePolicy({ ...policy, required: 'everyone' })
}

describe('setting up OTP', () => {
  it('M5 is pending until the first token, and M6 a wrong one changes nothing', async () => {
    const key = await self.makeOtpKey()
    expect(key).toMatchObject({ issuer: 'WhaTap', accountName: person.email, digits: 6, periodSeconds: 30 })
    expect(await self.show()).toMatchObject({ state: 'pending', pendingKey: { id: key.keyId }, otp: null })
    const wrong = { keyId: key.keyId, token: otherToken(tokenOf(test, key)) }
    expect((await refusalOf(self.verifyOtpKey(wrong))).code).toBe('token-wrong')
    expect(await self.show()).toMatchObject({ state: 'pending', pendingKey: { id: key.keyId }, otp: null })
    expect((await passwordTyped(test, person.email)).answer.kind).toBe('in')
  })

  it('M7 hands over the recovery codes with the token that made the key active', async () => {
    const { me, recoverySet } = await enrolOtp(test, person)
    expect(recoverySet).toMatchObject({ number: 1, fileName: 'WhaTap-recovery-codes.txt' })
    expect(recoverySet.codes).toHaveLength(10)
    expect(me).toMatchObject({ email: person.email, confined: null })
    expect(await self.show()).toMatchObject({ state: 'enrolled-otp', codesLeft: 10, pendingKey: null })
    const { desk, answer } = await passwordTyped(test, person.email)
    expect(answer).toMatchObject({ kind: 'challenge', challenge: { method: 'otp' } })
    expect((await refusalOf(desk.self.show())).code).toBe('not-signed-in')
  })

  it('cancels the set-up, and then there is no pending key', async () => {
    const { keyId } = await self.makeOtpKey()
    await self.cancelOtpKey({ keyId })
    expect(await self.show()).toMatchObject({ state: 'not-enrolled', pendingKey: null })
    expect((await refusalOf(self.cancelOtpKey({ keyId }))).code).toBe('no-pending-key')
    expect((await refusalOf(self.verifyOtpKey({ keyId, token: '000000' }))).code).toBe('no-pending-key')
  })

  it('M9 keeps the old key until the new one is verified', async () => {
    const { key: old } = await enrolOtp(test, person)
    test.time += minute
    const next = await self.makeOtpKey()
    expect(keys().map(({ status }) => status)).toEqual(['active', 'pending'])
    const { desk } = await passwordTyped(test, person.email)
    await desk.session.authenticate({ code: tokenOf(test, old) })
    await self.verifyOtpKey({ keyId: next.keyId, token: tokenOf(test, next) })
    expect(keys()).toEqual([{ status: 'active' }])
    expect(liveSets()).toEqual([{ number: 2 }])
  })

  it('asks for a fresh step-up only where a factor is active', async () => {
    test.time += 6 * minute
    await self.makeOtpKey()
    await enrolOtp(test, person)
    expect(await refusalOf(self.makeOtpKey())).toEqual({ code: 'step-up-needed', data: { token: true } })
  })

  it('M14 replaces email, so that there is one method', async () => {
    await enrolEmail(test, person)
    await enrolOtp(test, person)
    expect(await self.show()).toMatchObject({ state: 'enrolled-otp', emailFactor: null, codesLeft: 10 })
    expect(outside('select since from email_factors where account_id = ?')).toEqual([])
  })

  it('is refused before the recovery key of the store is read back', async () => {
    const fresh = await openTestDesk()
    const desk = fresh.at(fresh.seat())
    await desk.welcome.makeAdministrator({ name: 'A', email: 'a@corp.example', password, issuer: 'X' })
    expect((await refusalOf(desk.self.makeOtpKey())).code).toBe('recovery-key-first')
    await fresh.close()
  })
})

describe('after a recovery code', () => {
  it('M18 a key verified anew opens the desk again, without step-up, and ends others who came in so', async () => {
    const { recoverySet } = await enrolOtp(test, person)
    const back = await inByRecoveryCode(test, person.email, recoverySet.codes)
    const other = await inByRecoveryCode(test, person.email, recoverySet.codes.slice(1))
    expect(back.me.confined).toEqual({ to: 'factor', because: 'recovery-code' })
    for (const refused of [back.desk.self.sessions(), back.desk.self.clearMfa(), back.desk.self.renewRecoveryCodes()]) {
      expect(await refusalOf(refused)).toEqual({ code: 'confined', data: { to: 'factor' } })
    }
    test.time += 6 * minute
    expect((await enrolOtp(test, back)).me.confined).toBeNull()
    await expect(back.desk.self.sessions()).resolves.toBeDefined()
    expect((await refusalOf(other.desk.self.show())).code).toBe('session-ended')
  })

  it('M18 the old key and the remaining codes stay valid until then', async () => {
    const { key, recoverySet } = await enrolOtp(test, person)
    const back = await inByRecoveryCode(test, person.email, recoverySet.codes)
    await back.desk.self.makeOtpKey()
    test.time += minute
    const { desk } = await passwordTyped(test, person.email)
    await expect(desk.session.authenticate({ code: tokenOf(test, key) })).resolves.toMatchObject({ kind: 'in' })
    expect(await back.desk.self.show()).toMatchObject({ codesLeft: 9, state: 'enrolled-otp' })
  })
})

describe('clearing', () => {
  it('M14 is refused where MFA is not active', async () => {
    await self.makeOtpKey()
    expect((await refusalOf(self.clearMfa())).code).toBe('not-enrolled')
    expect((await refusalOf(self.deleteOtpKey())).code).toBe('not-enrolled')
    expect((await self.show()).pendingKey).not.toBeNull()
  })

  it('M14 Delete OTP key takes key, pending key and codes; only this session stays', async () => {
    await enrolOtp(test, person)
    await self.makeOtpKey()
    test.time += minute
    const open = await passwordTyped(test, person.email)
    const { me } = await self.deleteOtpKey()
    expect(me.confined).toBeNull()
    expect(await self.show()).toMatchObject({ state: 'not-enrolled', codesLeft: null, recoverySet: null })
    expect([keys(), liveSets()]).toEqual([[], []])
    expect((await refusalOf(open.desk.session.authenticate({ code: '000000' }))).code).toBe('challenge-over')
    expect((await self.sessions()).sessions.map(({ isThis }) => isThis)).toEqual([true])
    expect((await passwordTyped(test, person.email)).answer.kind).toBe('in')
  })

  it('M14 Delete OTP key does nothing to email, Clear MFA does', async () => {
    await enrolEmail(test, person)
    expect((await refusalOf(self.deleteOtpKey())).code).toBe('not-enrolled')
    expect((await self.show()).state).toBe('enrolled-email')
    await self.clearMfa()
    expect(await self.show()).toMatchObject({ state: 'not-enrolled', emailFactor: null })
  })

  it('leads to Must re-enrol where MFA is required, and to nowhere else until it is set up', async () => {
    await requireMfa()
    await enrolOtp(test, person)
    const { me } = await self.clearMfa()
    expect(me.confined).toEqual({ to: 'factor', because: 'must-re-enrol' })
    expect((await refusalOf(self.sessions())).code).toBe('confined')
    expect((await self.show()).state).toBe('must-re-enrol')
    expect((await enrolEmail(test, person)).me.confined).toBeNull()
    expect((await self.show()).state).toBe('enrolled-email')
  })

  it('asks for a fresh step-up, as new recovery codes do', async () => {
    await enrolOtp(test, person)
    test.time += 6 * minute
    for (const refused of [self.clearMfa(), self.deleteOtpKey(), self.renewRecoveryCodes()]) {
      expect((await refusalOf(refused)).code).toBe('step-up-needed')
    }
  })
})

describe('new recovery codes', () => {
  it('void the former ones, and are there only with OTP', async () => {
    expect((await refusalOf(self.renewRecoveryCodes())).code).toBe('not-enrolled')
    const { recoverySet } = await enrolOtp(test, person)
    const next = await self.renewRecoveryCodes()
    expect(next.number).toBe(recoverySet.number + 1)
    expect(liveSets()).toEqual([{ number: next.number }])
    const { desk } = await passwordTyped(test, person.email)
    const old = desk.session.authenticateWithRecoveryCode({ code: recoverySet.codes[0] ?? '' })
    expect((await refusalOf(old)).code).toBe('recovery-code-wrong')
  })
})

describe('a factor disabled by too many tries', () => {
  it('is for the desk to re-issue: an open session is no way around, and the new key enables it again', async () => {
    await enrolOtp(test, person)
    const db = new Database(test.file)
    db.prepare(`update accounts set state = 'disabled-otp' where id = ?`).run(person.id)
    db.prepare(`update account_counts set state = 'disabled-otp' where state = 'enrolled-otp'`).run()
    db.prepare('insert into factor_tries values (?, 50, ?)').run(person.id, '2026-03-31T09:00:00.000Z')
    db.close()
    for (const refused of [
      self.makeOtpKey(),
      self.sendEmailToken(),
      self.verifyEmailToken({ token: '00000000' }),
      self.clearMfa(),
      self.deleteOtpKey(),
      self.renewRecoveryCodes(),
      self.changeEmail({ email: 'else@corp.example' }),
    ]) {
      expect((await refusalOf(refused)).code).toBe('factor-disabled')
    }
    const key = await administrator.otp.reissue({ accountId: person.id, reason: 'was guessed at' })
    expect((await self.show()).state).toBe('disabled-otp')
    await administrator.otp.verify({ accountId: person.id, keyId: key.keyId, token: tokenOf(test, key) })
    expect(await administrator.accounts.show({ id: person.id })).toMatchObject({ state: 'enrolled-otp', wrongInRow: 0 })
  })
})
