/** Re-issuing an OTP key at the desk: pending until verified, the old one until then, and nothing twice. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { totp } from '../oracles/totp'
import { refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let person: string

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
  person = await makeAccount(desk, '佐藤 遥', 'haruka.sato@corp.example')
})
afterEach(() => test.close())

const reissue = () => desk.otp.reissue({ accountId: person, reason: 'new phone' })
const show = () => desk.accounts.show({ id: person })

async function enrol() {
  const key = await reissue()
  const set = await desk.otp.verify({
    accountId: person,
    keyId: key.keyId,
    token: totp({ secret: key.secret, nowMs: test.time }),
  })
  return { key, set }
}

describe('re-issue', () => {
  it('M4 hands over key and address that any authenticator app understands', async () => {
    const key = await reissue()
    const uri = new URL(key.uri)
    expect(uri.protocol + '//' + uri.host).toBe('otpauth://totp')
    expect(uri.searchParams.get('secret')).toBe(key.secret)
    expect(uri.searchParams.get('issuer')).toBe('WhaTap')
    expect(decodeURIComponent(uri.pathname)).toBe('/WhaTap:haruka.sato@corp.example')
    expect(key.secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  it('M5 leaves the account pending, and a wrong token changes nothing (M6)', async () => {
    const key = await reissue()
    expect(await show()).toMatchObject({ state: 'pending', pendingKey: { id: key.keyId }, otp: null })
    const right = totp({ secret: key.secret, nowMs: test.time })
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0')
    const refusal = await refusalOf(desk.otp.verify({ accountId: person, keyId: key.keyId, token: wrong }))
    expect(refusal.code).toBe('token-wrong')
    expect(await show()).toMatchObject({ state: 'pending', pendingKey: { id: key.keyId }, otp: null })
    await desk.otp.verify({ accountId: person, keyId: key.keyId, token: right })
    expect(await show()).toMatchObject({ state: 'enrolled-otp', pendingKey: null, codesLeft: 10 })
  })

  it('says how far a phone is off', async () => {
    const key = await reissue()
    const slow = totp({ secret: key.secret, nowMs: test.time - 240_000 })
    expect(await refusalOf(desk.otp.verify({ accountId: person, keyId: key.keyId, token: slow }))).toEqual({
      code: 'token-wrong',
      data: { problem: 'off', offSeconds: -240 },
    })
  })

  it('M9 keeps the old key until the new one is verified, then replaces it and voids its codes', async () => {
    const { key: old, set } = await enrol()
    test.time += 60_000
    const next = await reissue()
    expect(await show()).toMatchObject({
      state: 'enrolled-otp',
      otp: { digits: 6 },
      recoverySet: { number: set.number },
    })
    expect(activeKey().id).toBe(old.keyId)
    const token = totp({ secret: next.secret, nowMs: test.time })
    const { number } = await desk.otp.verify({ accountId: person, keyId: next.keyId, token })
    expect(number).toBe(set.number + 1)
    expect(activeKey().id).toBe(next.keyId)
    expect(liveSets()).toEqual([{ number }])
  })

  it('cancels a set-up and goes back to what was', async () => {
    const first = await reissue()
    await desk.otp.cancel({ accountId: person, keyId: first.keyId })
    expect(await show()).toMatchObject({ state: 'not-enrolled', pendingKey: null })
    expect((await refusalOf(desk.otp.cancel({ accountId: person, keyId: first.keyId }))).code).toBe('no-pending-key')
  })

  it('knows only the newest pending key', async () => {
    const first = await reissue()
    const second = await reissue()
    const token = totp({ secret: first.secret, nowMs: test.time })
    expect((await refusalOf(desk.otp.verify({ accountId: person, keyId: first.keyId, token }))).code).toBe(
      'no-pending-key',
    )
    expect((await show()).pendingKey?.id).toBe(second.keyId)
  })

  it('verifies once when two windows verify at the same time', async () => {
    const key = await reissue()
    const token = totp({ secret: key.secret, nowMs: test.time })
    const input = { accountId: person, keyId: key.keyId, token }
    const outcomes = await Promise.allSettled([desk.otp.verify(input), desk.otp.verify(input), desk.otp.verify(input)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(liveSets()).toEqual([{ number: 1 }])
  })

  it('remembers the step of the first token, so that it cannot be used again to sign in', async () => {
    const { key } = await enrol()
    expect(activeKey()).toMatchObject({ id: key.keyId, last_step: Math.floor(test.time / 30_000) })
  })

  it('asks the password again five minutes after signing in, and takes the call then', async () => {
    test.time += 5 * 60_000
    expect(await refusalOf(reissue())).toEqual({ code: 'step-up-needed', data: { token: false } })
    await desk.session.stepUp({ password })
    await expect(reissue()).resolves.toMatchObject({ digits: 6 })
  })

  it('is refused for a disabled account and before the recovery key is read back', async () => {
    await desk.accounts.disable({ id: person, reason: 'left' })
    expect((await refusalOf(reissue())).code).toBe('account-disabled')
    const fresh = await openTestDesk()
    const early = fresh.at(fresh.seat())
    await early.welcome.makeAdministrator({ name: 'A', email: 'a@corp.example', password, issuer: 'X' })
    const id = await makeAccount(early, 'B', 'b@corp.example')
    expect((await refusalOf(early.otp.reissue({ accountId: id, reason: 'why' }))).code).toBe('recovery-key-first')
    await fresh.close()
  })
})

describe('a token of a disabled account', () => {
  it('is refused, and the key stays pending', async () => {
    const key = await reissue()
    const token = totp({ secret: key.secret, nowMs: test.time })
    await desk.accounts.disable({ id: person, reason: 'left' })
    const input = { accountId: person, keyId: key.keyId, token }
    expect((await refusalOf(desk.otp.verify(input))).code).toBe('account-disabled')
    expect((await refusalOf(desk.otp.verify({ ...input, token: '000000' }))).code).toBe('account-disabled')
    expect(await show()).toMatchObject({ state: 'pending', pendingKey: { id: key.keyId } })
    await desk.accounts.enable({ id: person, reason: 'came back' })
    expect((await desk.otp.verify(input)).codes).toHaveLength(10)
  })

  it('is refused, too, where it was disabled while the token was judged', async () => {
    const key = await reissue()
    const input = { accountId: person, keyId: key.keyId, token: totp({ secret: key.secret, nowMs: test.time }) }
    // The judging reads what is committed; the disabling stands before the settling in the queue of writes.
    const [verified, disabled] = await Promise.allSettled([
      desk.otp.verify(input),
      desk.accounts.disable({ id: person, reason: 'left' }),
    ])
    expect(disabled.status).toBe('fulfilled')
    expect(verified).toMatchObject({ status: 'rejected', reason: { code: 'account-disabled' } })
    expect(liveSets()).toEqual([])
  })
})

describe('recovery codes', () => {
  it('M7 come as a file that a person can read and a program can take apart', async () => {
    const { set } = await enrol()
    expect(set.fileName).toBe('WhaTap-recovery-codes.txt')
    const lines = set.fileText.split('\r\n')
    expect(lines.filter((line) => /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/.test(line))).toEqual(set.codes)
    expect(new Set(set.codes).size).toBe(10)
    expect(set.fileText).toContain('haruka.sato@corp.example')
    expect(set.fileText.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('a new set voids the former; without OTP there is none', async () => {
    expect((await refusalOf(desk.recovery.renew({ accountId: person, reason: 'why' }))).code).toBe('not-enrolled')
    const { set } = await enrol()
    const next = await desk.recovery.renew({ accountId: person, reason: 'file lost' })
    expect(next.number).toBe(set.number + 1)
    expect(liveSets()).toEqual([{ number: next.number }])
  })
})

describe('secrets', () => {
  it('leave once: neither key nor codes are in the file, its log or any later answer', async () => {
    const { key, set } = await enrol()
    const later = JSON.stringify([
      await show(),
      await desk.accounts.timeline({ id: person, before: null, limit: 50 }),
      await desk.audit.list({ before: null, limit: 50 }),
    ])
    const { readFileSync } = await import('node:fs')
    const stored = [test.file, `${test.file}-wal`].map((file) => readFileSync(file).toString('latin1')).join('')
    for (const secret of [key.secret, ...set.codes, ...set.codes.map((code) => code.replaceAll('-', ''))]) {
      expect(later).not.toContain(secret)
      expect(stored).not.toContain(secret)
    }
    expect(stored).toContain('haruka.sato@corp.example')
  })
})

function outside<T>(work: (db: Database.Database) => T): T {
  const db = new Database(test.file, { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

const activeKey = () =>
  outside((db) =>
    db.prepare(`select id, last_step from otp_keys where account_id = ? and status = 'active'`).get(person),
  ) as {
    id: string
    last_step: number
  }

const liveSets = () =>
  outside((db) =>
    db.prepare('select number from recovery_sets where account_id = ? and superseded_at is null').all(person),
  )
