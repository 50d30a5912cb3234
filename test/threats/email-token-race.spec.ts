/** One mailed code, several processes on one file: one session, or one set-up, comes of it (CVE-2026-27801). */
import { expect, it, vi } from 'vitest'
import { hashEmailCode } from '../../src-main/engine/email-token'
import { hashSessionId, makeSessionId } from '../../src-main/engine/session-id'
import type { Keyring } from '../../src-main/keys/keyring'
import { makeId, systemRandom as random } from '../../src-main/random'
import type { EmailTokenRow } from '../../src-main/store/email-tokens'
import type { WriteTables } from '../../src-main/store/store'
import { openChallengeIn } from '../doubles/behind-the-desk'
import { often, patience } from '../harness/often'
import { processes, raceRounds, type Round } from '../harness/race-rounds'

vi.setConfig({ testTimeout: patience })

const code = '01234567'
type Given = Pick<EmailTokenRow, 'account_id' | 'purpose' | 'challenge_hash'>

/** A token as if it had just been mailed. */
async function mailed(tables: WriteTables, keyring: Keyring, now: number, given: Given): Promise<void> {
  const id = makeId(random)
  const at = new Date(now).toISOString()
  await tables.emailTokens.endOf(given.account_id, at)
  await tables.emailTokens.insert({
    ...given,
    id,
    address: 'haruka.sato@corp.example',
    hash: hashEmailCode({ key: keyring.subKey('email-tokens'), id, code }),
    made_at: at,
    expires_at: new Date(now + 600_000).toISOString(),
    tries: 0,
    used_at: null,
    ended_at: null,
  })
}

/** All four stand before the same challenge: a code belongs to one. */
async function signInRound({ hand, accountId, round, now: start }: Round) {
  const now = start + round * 30_000
  return hand.write(async (tables, keyring) => {
    await tables.emailFactors.set(accountId, new Date(now).toISOString())
    await tables.accounts.change(accountId, { state: 'enrolled-email' })
    const seat = await openChallengeIn(tables, accountId, 'email', now)
    const challenge_hash = hashSessionId(seat.challenge)
    await mailed(tables, keyring, now, { account_id: accountId, purpose: 'sign-in', challenge_hash })
    const call = { operation: 'session.authenticate', input: { code } }
    return Array.from({ length: processes }, () => ({ call, seat, now }))
  })
}

/** Four sessions of one account, each of which was mailed the same token for setting up. */
async function setUpRound({ hand, accountId, round, now: start }: Round) {
  const now = start + round * 30_000
  return hand.write(async (tables, keyring) => {
    const at = new Date(now).toISOString()
    await tables.accounts.change(accountId, { state: 'not-enrolled' })
    await mailed(tables, keyring, now, { account_id: accountId, purpose: 'set-up', challenge_hash: null })
    const call = { operation: 'self.verifyEmailToken', input: { token: code } }
    const seats = []
    for (let nr = 0; nr < processes; nr++) {
      const session = makeSessionId(random)
      await tables.sessions.insert({
        ...{ id_hash: hashSessionId(session), account_id: accountId, host: 'in-process', computer: 'TEST-01' },
        ...{ made_at: at, last_seen_at: at, fresh_at: at, step_up_unused: 0, ended_at: null },
        ...{ entered_by: 'password', factor_at: null },
      })
      seats.push({ session, challenge: null })
    }
    return seats.map((seat) => ({ call, seat, now }))
  })
}

const twice = ({ successes }: { successes: number }) => successes > 1

it('signs one in, in each round of all processes', async () => {
  const rounds = await raceRounds({ rounds: often(200, 5000), broken: 'none', prepare: signInRound })
  expect(rounds.filter(({ successes }) => successes !== 1)).toEqual([])
})

it('the broken way, reading before writing, signs two in', async () => {
  const rounds = await raceRounds({
    rounds: often(200, 5000),
    broken: 'email-token',
    prepare: signInRound,
    until: twice,
  })
  expect(rounds.at(-1)?.successes).toBeGreaterThan(1)
})

it('sets email up once, in each round of all processes', async () => {
  const rounds = await raceRounds({ rounds: often(100, 2500), broken: 'none', prepare: setUpRound })
  expect(rounds.filter(({ successes }) => successes !== 1)).toEqual([])
})

it('the broken way sets email up twice with one token', async () => {
  const rounds = await raceRounds({
    rounds: often(100, 2500),
    broken: 'email-token',
    prepare: setUpRound,
    until: twice,
  })
  expect(rounds.at(-1)?.successes).toBeGreaterThan(1)
})
