/** One recovery code, several processes on one file: exactly one of them is let in (Keycloak #26106, appwrite #11692). */
import { expect, it, vi } from 'vitest'
import { enrolOtpIn, openChallengeIn } from '../doubles/behind-the-desk'
import { often, patience } from '../harness/often'
import { processes, raceRounds, type Round } from '../harness/race-rounds'

vi.setConfig({ testTimeout: patience })

async function codeRound({ hand, accountId, round, now: start }: Round) {
  const now = start + round * 30_000
  return hand.write(async (tables, keyring) => {
    // the losers of one round and of the next would together lock the account
    await tables.signInTries.forgetFactor(accountId)
    const { codes } = await enrolOtpIn(tables, keyring, accountId, new Date(now).toISOString())
    const call = { operation: 'session.authenticateWithRecoveryCode', input: { code: codes[round % 10] } }
    const seats = []
    for (let nr = 0; nr < processes; nr++) seats.push(await openChallengeIn(tables, accountId, 'otp', now))
    return seats.map((seat) => ({ call, seat, now }))
  })
}

it('lets one in, in each round of all processes', async () => {
  const rounds = await raceRounds({ rounds: often(200, 5000), broken: 'none', prepare: codeRound })
  expect(rounds.filter(({ successes }) => successes !== 1)).toEqual([])
  expect(new Set(rounds.flatMap(({ refused }) => refused))).toEqual(new Set(['recovery-code-wrong']))
})

it('the broken way, reading before writing, lets two in', async () => {
  const until = ({ successes }: { successes: number }) => successes > 1
  const rounds = await raceRounds({ rounds: often(200, 5000), broken: 'recovery-code', prepare: codeRound, until })
  expect(rounds.at(-1)?.successes).toBeGreaterThan(1)
})
