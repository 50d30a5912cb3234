/** A desk killed -9 in the middle of an act on somebody's account: it is done with row and letter, or nothing of it is. */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import { makeOtpKey, secretText } from '../../src-main/engine/otp'
import { hashSessionId, makeSessionId } from '../../src-main/engine/session-id'
import { pendingRow } from '../../src-main/desk/otp-key'
import type { House } from '../../src-main/desk/house'
import { makeId, systemRandom as random } from '../../src-main/random'
import type { WriteTables } from '../../src-main/store/store'
import { enrolOtpIn, openBehind, type Behind } from '../doubles/behind-the-desk'
import { outside } from '../doubles/store-outside'
import { makeAccount, openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'
import type { Breakage } from '../harness/around-store'
import type { NamedCall } from '../harness/desk-process'
import { killCalls } from '../harness/killed-calls'
import { often, patience } from '../harness/often'
import { totp } from '../oracles/totp'

vi.setConfig({ testTimeout: patience, hookTimeout: 60_000 })

const minute = 60_000

let test: TestDesk
let hand: Behind
let administrator: string
let person: string
let now: number

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk, me } = await welcomed(test)
  administrator = me.id
  person = await makeAccount(desk, '佐藤 遥', 'haruka.sato@corp.example')
  hand = await openBehind(test)
  onTestFinished(() => hand.close())
  now = test.time
})

/** A session of an account, as a sign-in just now would leave it. @returns what the seat holds of it */
async function sessionIn(tables: WriteTables, accountId: string) {
  const [session, at] = [makeSessionId(random), new Date(now).toISOString()]
  await tables.sessions.insert({
    ...{ id_hash: hashSessionId(session), account_id: accountId, host: 'in-process', computer: 'TEST-01' },
    ...{ made_at: at, last_seen_at: at, fresh_at: at, step_up_unused: 0, ended_at: null },
    ...{ entered_by: 'password', factor_at: null },
  })
  return { session, challenge: null }
}

const counted = {
  done: `select count(*) from audit where result = 'done'`,
  refused: `select count(*) from audit where result <> 'done'`,
  letters: 'select count(*) from outbox',
  theirSessions: 'select count(*) from sessions where ended_at is null and account_id = ?',
  activeKeys: `select count(*) from otp_keys where status = 'active' and account_id = ?`,
  pendingKeys: `select count(*) from otp_keys where status = 'pending' and account_id = ?`,
  setsInForce: 'select count(*) from recovery_sets where superseded_at is null and account_id = ?',
  sets: 'select count(*) from recovery_sets where account_id = ?',
  liveTokens: 'select count(*) from email_tokens where used_at is null and ended_at is null and account_id = ?',
  tokens: 'select count(*) from email_tokens where account_id = ?',
  passwordsMade: 'select count(*) from passwords where must_change = 1 and account_id = ?',
  tries: 'select coalesce(sum(tries), 0) from factor_tries where account_id = ?',
  rev: 'select rev from accounts where id = ?',
  locked: 'select count(*) from accounts where locked_until is not null and id = ?',
} as const
type Fact = keyof typeof counted

const facts = () =>
  outside(test, (db) =>
    Object.entries(counted).map(([name, query]): [Fact, number] => {
      const statement = db.prepare(query).pluck()
      return [name as Fact, (query.includes('?') ? statement.get(person) : statement.get()) as number]
    }),
  )

/** Makes things ready for the act, each time the same. @returns the call */
type Ready = (tables: WriteTables, keyring: Parameters<Parameters<Behind['write']>[0]>[1]) => Promise<NamedCall>

const acts: Record<string, Ready> = {
  'accounts.clearMfa': async (tables, keyring) => {
    await enrolOtpIn(tables, keyring, person, new Date(now).toISOString())
    return { operation: 'accounts.clearMfa', input: { id: person, reason: 'phone lost' } }
  },
  'otp.verify': async (tables, keyring) => {
    const [key, keyId] = [makeOtpKey(random), makeId(random)]
    await tables.otpKeys.remove(person, 'pending')
    await tables.otpKeys.remove(person, 'active')
    await tables.recoverySets.supersede(person, new Date(now).toISOString())
    const made = { id: keyId, accountId: person, key, at: new Date(now).toISOString() }
    await tables.otpKeys.insert(pendingRow({ keyring } as House, made))
    const token = totp({ secret: secretText(key.secret), nowMs: now })
    return { operation: 'otp.verify', input: { accountId: person, keyId, token } }
  },
  'recovery.renew': async (tables, keyring) => {
    await enrolOtpIn(tables, keyring, person, new Date(now).toISOString())
    return { operation: 'recovery.renew', input: { accountId: person, reason: 'two left' } }
  },
  'accounts.unlock': async (tables) => {
    const until = new Date(now + 15 * minute).toISOString()
    await tables.accounts.change(person, { locked_until: until, lock_cause: 'wrong-second-factor' })
    await tables.signInTries.forgetFactor(person)
    await tables.signInTries.takeFactor(person, new Date(now).toISOString())
    return { operation: 'accounts.unlock', input: { id: person, reason: 'clock was off' } }
  },
  'email.send': async (tables) => {
    await tables.emailTokens.endOf(person, new Date(now).toISOString())
    // ten a day may be mailed: the next kill is another day's
    now += 24 * 60 * minute
    return { operation: 'email.send', input: { accountId: person, reason: 'no phone' } }
  },
  'passwords.issue': async (tables) => {
    await tables.passwords.remove(person)
    return { operation: 'passwords.issue', input: { accountId: person, way: 'mail', reason: 'new here' } }
  },
}

/** @returns how many kills left the act whole, none of it, or something between */
async function killed(ready: Ready, broken: Breakage = 'none') {
  const left = { nothing: 0, whole: 0, between: 0 }
  let before: [Fact, number][] = []
  /** What the act changes, learned from the one that is not killed. */
  let whole = ''
  await killCalls({
    folder: test.folder,
    broken,
    betweenStatements: often(9, 500),
    atAnyTime: broken === 'none' ? often(2, 100) : 0,
    prepare: async () => {
      now += 11 * minute
      const given = await hand.write(async (tables, keyring) => {
        const call = await ready(tables, keyring)
        // what a kill before left open is no part of this act
        await tables.sessions.endOf(person, new Date(now).toISOString())
        await sessionIn(tables, person)
        return { call, seat: await sessionIn(tables, administrator), now }
      })
      before = facts()
      return given
    },
    check: async (answered) => {
      const changed = facts().flatMap(([name, count], at) =>
        count === before[at]![1] ? [] : [[name, count - before[at]![1]]],
      )
      const said = JSON.stringify(changed)
      if (whole === '') whole = said
      else if (said === '[]') left.nothing += 1
      else if (said === whole) left.whole += 1
      else left.between += 1
      if (answered) expect(said, 'what was acknowledged is there').toBe(whole)
    },
  })
  expect(JSON.parse(whole)).toContainEqual(['done', 1])
  const rows = await hand.write((tables) => tables.audit.listFrom(1, 100_000))
  expect(checkChain(rows, genesis).brokenAt).toBeNull()
  return left
}

describe('killed at every kind of point', () => {
  for (const [name, ready] of Object.entries(acts)) {
    it(`${name}: all of it or nothing`, async () => {
      const { nothing, whole, between } = await killed(ready)
      expect(between).toBe(0)
      expect(nothing + whole).toBeGreaterThanOrEqual(10)
      expect(nothing).toBeGreaterThan(0)
    })
  }

  it('the broken way, each statement for itself, leaves halves behind', async () => {
    expect((await killed(acts['accounts.clearMfa']!, 'no-transactions')).between).toBeGreaterThan(0)
  })
})
