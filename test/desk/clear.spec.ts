/** At the desk: Clear MFA, Delete OTP key (M14, M24) and Unlock account (M25). */
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
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
import { password, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let myId: string
let person: Person
const minute = 60_000

beforeEach(async () => {
  ;({ test, desk, myId, person } = await openWithPerson())
})

const about = { reason: 'phone and file lost' }
const clear = () => desk.accounts.clearMfa({ id: person.id, ...about })
const deleteKey = () => desk.accounts.deleteOtpKey({ id: person.id, ...about })
const unlock = () => desk.accounts.unlock({ id: person.id, ...about })
const show = () => desk.accounts.show({ id: person.id })

/** Rows of a table that are the person's, read from outside. */
function left(table: string, where = 'true'): number {
  const db = new Database(test.file, { readonly: true })
  try {
    const query = db.prepare(`select count(*) from ${table} where account_id = ? and ${where}`).pluck()
    return query.get(person.id) as number
  } finally {
    db.close()
  }
}
const remains = () => ({
  keys: left('otp_keys'),
  email: left('email_factors'),
  codes: left('recovery_sets', 'superseded_at is null'),
  tokens: left('email_tokens', 'used_at is null and ended_at is null'),
  challenges: left('challenges', 'used_at is null and ended_at is null'),
  sessions: left('sessions', 'ended_at is null'),
})
const nothing = { keys: 0, email: 0, codes: 0, tokens: 0, challenges: 0, sessions: 0 }

describe('Clear MFA', () => {
  it('M24 removes everything of OTP, and sessions and open second steps with it', async () => {
    await enrolOtp(test, person)
    await person.desk.self.makeOtpKey()
    await person.desk.self.sendEmailToken()
    await passwordTyped(test, person.email)
    expect(remains()).toEqual({ keys: 2, email: 0, codes: 1, tokens: 1, challenges: 1, sessions: 1 })
    expect(await clear()).toEqual({ state: 'not-enrolled' })
    expect(remains()).toEqual(nothing)
    expect(await show()).toMatchObject({ state: 'not-enrolled', codesLeft: null, pendingKey: null, openSessions: 0 })
    expect((await refusalOf(person.desk.self.show())).code).toBe('session-ended')
    await expect(desk.accounts.counts()).resolves.toBeDefined()
  })

  it('M24 removes email as well, and the next sign-in asks for the password alone', async () => {
    await enrolEmail(test, person)
    await passwordTyped(test, person.email)
    await clear()
    expect(remains()).toEqual(nothing)
    expect((await passwordTyped(test, person.email)).answer.kind).toBe('in')
  })

  it('leads to Must re-enrol where MFA is required, never to nothing', async () => {
    await enrolOtp(test, person)
    await desk.session.stepUp({ password })
    const { policy } = await desk.settings.show()
    await desk.settings.changePolicy({ ...policy, required: 'everyone' })
    expect(await clear()).toEqual({ state: 'must-re-enrol' })
    const { answer } = await passwordTyped(test, person.email)
    expect(answer).toMatchObject({ kind: 'in', me: { confined: { to: 'factor', because: 'must-re-enrol' } } })
    expect((await refusalOf(clear())).code).toBe('not-enrolled')
  })

  it('M14 is refused where MFA is not active, and a pending key stays', async () => {
    expect((await refusalOf(clear())).code).toBe('not-enrolled')
    await person.desk.self.makeOtpKey()
    expect((await refusalOf(clear())).code).toBe('not-enrolled')
    expect((await show()).pendingKey).not.toBeNull()
    await expect(person.desk.self.show()).resolves.toBeDefined()
  })

  it('voids what was under way: the pending key cannot be verified any more', async () => {
    await enrolOtp(test, person)
    const key = await desk.otp.reissue({ accountId: person.id, reason: 'new phone' })
    await clear()
    const late = desk.otp.verify({ accountId: person.id, keyId: key.keyId, token: tokenOf(test, key) })
    expect((await refusalOf(late)).code).toBe('no-pending-key')
  })
})

describe('Delete OTP key', () => {
  it('M14 takes key, pending key and codes where OTP is the method', async () => {
    await enrolOtp(test, person)
    await person.desk.self.makeOtpKey()
    expect(await deleteKey()).toEqual({ state: 'not-enrolled' })
    expect(remains()).toEqual(nothing)
  })

  it('M14 is refused where the method is email or none', async () => {
    expect((await refusalOf(deleteKey())).code).toBe('not-enrolled')
    await enrolEmail(test, person)
    expect((await refusalOf(deleteKey())).code).toBe('not-enrolled')
    expect((await show()).state).toBe('enrolled-email')
  })
})

describe('Unlock account', () => {
  /** Wrong tokens one after the other, each wait waited for; five a challenge. */
  async function guess(count: number): Promise<void> {
    const { key } = await enrolOtp(test, person)
    let open = await passwordTyped(test, person.email)
    for (let tried = 1; tried <= count; tried++) {
      test.time += 15_000
      const code = otherToken(tokenOf(test, key))
      await refusalOf(open.desk.session.authenticate({ code }))
      if (tried % 5 === 0 && tried < count) open = await passwordTyped(test, person.email)
    }
    await desk.session.stepUp({ password })
  }

  it('M25 shows cause, count and end of a lock, and takes lock and count away', async () => {
    await guess(10)
    const locked = await show()
    expect(locked).toMatchObject({ lockCause: 'wrong-second-factor', wrongInRow: 10 })
    expect(Date.parse(locked.lockedUntil ?? '') - test.time).toBe(15 * minute)
    expect((await refusalOf(passwordTyped(test, person.email))).code).toBe('locked')
    expect(await unlock()).toEqual({ rev: locked.rev + 1 })
    expect(await show()).toMatchObject({ lockedUntil: null, lockCause: null, wrongInRow: 0, state: 'enrolled-otp' })
    expect((await passwordTyped(test, person.email)).answer.kind).toBe('challenge')
    expect((await refusalOf(unlock())).code).toBe('not-locked')
  })

  it('M25 begins the count anew where there is no lock yet or no more', async () => {
    expect((await refusalOf(unlock())).code).toBe('not-locked')
    await guess(2)
    expect((await show()).wrongInRow).toBe(2)
    await unlock()
    expect((await show()).wrongInRow).toBe(0)
  })

  it('is not needed where a new key is verified: lock and count were those of the old one', async () => {
    await guess(10)
    const key = await desk.otp.reissue({ accountId: person.id, reason: 'new phone' })
    expect((await show()).lockedUntil).not.toBeNull()
    await desk.otp.verify({ accountId: person.id, keyId: key.keyId, token: tokenOf(test, key) })
    expect(await show()).toMatchObject({ lockedUntil: null, lockCause: null, wrongInRow: 0 })
  })
})

describe('is refused', () => {
  it('on oneself, and without a fresh step-up', async () => {
    await enrolOtp(test, { desk })
    const own = { id: myId, ...about }
    for (const refused of [
      desk.accounts.clearMfa(own),
      desk.accounts.deleteOtpKey(own),
      desk.accounts.unlock(own),
      desk.otp.reissue({ accountId: myId, ...about }),
      desk.recovery.renew({ accountId: myId, ...about }),
    ]) {
      expect((await refusalOf(refused)).code).toBe('own-account')
    }
    expect((await desk.self.show()).state).toBe('enrolled-otp')
    test.time += 6 * minute
    for (const refused of [clear(), deleteKey(), unlock()]) {
      expect((await refusalOf(refused)).code).toBe('step-up-needed')
    }
  })
})
