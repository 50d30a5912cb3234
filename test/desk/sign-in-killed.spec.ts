/** A desk killed -9 in the middle of signing somebody in: a counted try stays counted, and nothing is half done. */
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import { enrolOtpIn, givePassword, openBehind, openChallengeIn, type Behind } from '../doubles/behind-the-desk'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import type { Breakage } from '../harness/around-store'
import { killCalls, type KilledCall } from '../harness/killed-calls'
import { often, patience } from '../harness/often'
import { totp } from '../oracles/totp'

vi.setConfig({ testTimeout: patience, hookTimeout: 60_000 })

const email = 'haruka.sato@corp.example'
const minute = 60_000

let test: TestDesk
let hand: Behind
let person: string
let now: number

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk } = await welcomed(test)
  person = await makeAccount(desk, '佐藤 遥', email)
  await givePassword(test, person)
  hand = await openBehind(test)
  onTestFinished(() => hand.close())
  now = test.time
})

/** What signing in writes, as counts: enough to tell whether something was half done. */
const facts = () =>
  hand.write(async (tables) => {
    const rows = await tables.audit.listFrom(1, 100_000)
    expect(checkChain(rows, genesis).brokenAt).toBeNull()
    const account = (await tables.accounts.find(person))!
    const of = (result: string) => rows.filter((row) => row.account_id === person && row.result === result).length
    return {
      done: of('done'),
      failed: of('failed'),
      sessions: (await tables.sessions.listOpen(person, '', '')).length,
      factorTries: await tables.signInTries.ofFactor(person),
      lastStep: (await tables.otpKeys.find(person, 'active'))?.last_step ?? null,
      lastUsedAt: account.last_used_at,
      lockedUntil: account.locked_until,
      letters: (await tables.outbox.list(undefined, null, 10_000)).length,
      mailedAt: (await tables.emailTokens.findNewest(person, 'sign-in'))?.made_at ?? null,
    }
  })
type Facts = Awaited<ReturnType<typeof facts>>

interface Scene {
  readonly prepare: () => Promise<KilledCall>
  /** What may be left, by what was before: from nothing done, first, to all of it, last. */
  readonly allowed: (before: Facts) => Partial<Facts>[]
}

/** Kills a call again and again. @returns which of the allowed states were seen, and how many kills left another */
async function killed({ prepare, allowed }: Scene, broken: Breakage = 'none') {
  let before: Facts
  const seen = new Set<number>()
  let otherwise = 0
  const died = await killCalls({
    folder: test.folder,
    broken,
    betweenStatements: often(12, 600),
    atAnyTime: broken === 'none' ? often(4, 200) : 0,
    prepare: async () => {
      now += 11 * minute
      const given = await prepare()
      before = await facts()
      return given
    },
    check: async (answered) => {
      const after = JSON.stringify(await facts())
      const states = allowed(before).map((state) => JSON.stringify({ ...before, ...state }))
      const state = states.indexOf(after)
      if (state < 0) otherwise += 1
      else seen.add(state)
      // What was acknowledged is there, whole.
      if (answered) expect(after).toBe(states.at(-1))
    },
  })
  expect(died).toBeGreaterThanOrEqual(10)
  return { seen: [...seen].sort(), otherwise }
}

async function openStep(): Promise<{ seat: KilledCall['seat']; secret: string }> {
  return hand.write(async (tables, keyring) => {
    await tables.signInTries.forgetFactor(person)
    const { secret } = await enrolOtpIn(tables, keyring, person, new Date(now).toISOString())
    return { secret, seat: await openChallengeIn(tables, person, 'otp', now) }
  })
}

const rightToken: Scene = {
  prepare: async () => {
    const { seat, secret } = await openStep()
    const code = totp({ secret, nowMs: now })
    return { call: { operation: 'session.authenticate', input: { code } }, seat, now }
  },
  allowed: ({ done, sessions }) => [
    {},
    { factorTries: 1 },
    {
      done: done + 1,
      sessions: sessions + 1,
      lastStep: Math.floor(now / 30_000),
      lastUsedAt: new Date(now).toISOString(),
    },
  ],
}

it('with a right token: nothing, a counted try, or a whole session', async () => {
  expect(await killed(rightToken)).toEqual({ seen: [0, 1, 2], otherwise: 0 })
})

it('the broken way, each statement for itself, leaves halves behind', async () => {
  expect((await killed(rightToken, 'no-transactions')).otherwise).toBeGreaterThan(0)
})

it('with a wrong one that locks: nothing, or the lock with its letter, and its row at last', async () => {
  const prepare = async () => {
    const { seat } = await openStep()
    await hand.write(async (tables) => {
      await tables.accounts.change(person, { locked_until: null, lock_cause: null })
      for (let nr = 0; nr < 9; nr++) await tables.signInTries.takeFactor(person, new Date(now).toISOString())
    })
    return { call: { operation: 'session.authenticate', input: { code: '000' } }, seat, now }
  }
  const locked = ({ letters }: Facts) => ({
    factorTries: 10,
    lockedUntil: new Date(now + 15 * minute).toISOString(),
    letters: letters + 1,
  })
  const allowed: Scene['allowed'] = (before) => [{}, locked(before), { ...locked(before), failed: before.failed + 1 }]
  expect(await killed({ prepare, allowed })).toEqual({ seen: [0, 1, 2], otherwise: 0 })
})

it('with the right password and email as the method: no code without its letter and its challenge', async () => {
  await hand.write(async (tables) => {
    await tables.emailFactors.set(person, new Date(now).toISOString())
    await tables.accounts.change(person, { state: 'enrolled-email' })
  })
  const prepare = async () => {
    // ten a day may be mailed: the next kill is another day's
    now += 24 * 60 * minute
    const call = { operation: 'session.signIn', input: { email, password } }
    return { call, seat: { session: null, challenge: null }, now }
  }
  const whole = ({ done, letters }: Facts) => ({
    done: done + 1,
    letters: letters + 1,
    mailedAt: new Date(now).toISOString(),
  })
  expect(await killed({ prepare, allowed: (before) => [{}, whole(before)] })).toEqual({ seen: [0, 1], otherwise: 0 })
})
