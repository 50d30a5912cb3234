/** One token of the app, several processes on one file: exactly one of them is let in (RFC 6238, 5.2; CVE-2015-7225). */
import { expect, it, vi } from 'vitest'
import { enrolOtpIn, openChallengeIn } from '../doubles/behind-the-desk'
import { totp } from '../oracles/totp'
import { often, patience } from '../harness/often'
import { processes, raceRounds, type Round } from '../harness/race-rounds'

vi.setConfig({ testTimeout: patience })

async function tokenRound({ hand, accountId, round, now: start }: Round) {
  const now = start + round * 30_000
  return hand.write(async (tables, keyring) => {
    // the losers of one round and of the next would together lock the account
    await tables.signInTries.forgetFactor(accountId)
    const { secret } = await enrolOtpIn(tables, keyring, accountId, new Date(now).toISOString())
    const call = { operation: 'session.authenticate', input: { code: totp({ secret, nowMs: now }) } }
    const seats = []
    for (let nr = 0; nr < processes; nr++) seats.push(await openChallengeIn(tables, accountId, 'otp', now))
    return seats.map((seat) => ({ call, seat, now }))
  })
}

it('lets one in, in each round of all processes', async () => {
  const rounds = await raceRounds({ rounds: often(200, 5000), broken: 'none', prepare: tokenRound })
  expect(rounds.filter(({ successes }) => successes !== 1)).toEqual([])
})

it('the broken way, reading before writing, lets two in', async () => {
  const rounds = await raceRounds({
    rounds: often(200, 5000),
    broken: 'otp',
    prepare: tokenRound,
    until: (one) => one.successes > 1,
  })
  expect(rounds.at(-1)?.successes).toBeGreaterThan(1)
})
