/** Twenty guesses at once are no more guesses than one after another: counted before they are judged (CVE-2026-35597, -27801). */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createRouterClient } from '@orpc/server'
import type { Desk } from '../../src-preload/contract'
import { makeDesk } from '../../src-main/desk/desk'
import type { Seat } from '../../src-main/desk/seat'
import { makeId, systemRandom as random } from '../../src-main/random'
import { newAccount } from '../../src-main/desk/account-fields'
import { enrolOtpIn, openBehind, openChallengeIn, phcOfPassword } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'
import { breakages, type Breakage } from '../harness/around-store'
import { houseOnFile } from '../harness/house-on-file'
import { totp } from '../oracles/totp'

vi.setConfig({ testTimeout: 240_000 })

const atOnce = 20
const accounts = 50
const mostJudged = 5

let test: TestDesk
let seats: Seat[]
/** What the apps of all of them show just now: not to be guessed by chance. */
let shown: Set<string>
let emails: string[]

/** Fifty people with OTP and an open second step each, straight into the store. */
beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  await welcomed(test)
  shown = new Set()
  const hand = await openBehind(test)
  const at = new Date(test.time).toISOString()
  const phc = await phcOfPassword()
  emails = Array.from({ length: accounts }, (_, nr) => `person.${nr}@corp.example`)
  seats = await hand.write(async (tables, keyring) => {
    const made: Seat[] = []
    for (const email of emails) {
      const id = makeId(random)
      await tables.accounts.insert(newAccount({ id, at, role: 'user', name: email, email }))
      await tables.passwords.set({ account_id: id, phc, set_at: at, must_change: 0, expires_at: null })
      const { secret } = await enrolOtpIn(tables, keyring, id, at)
      for (const off of [-30_000, 0, 30_000]) shown.add(totp({ secret, nowMs: test.time + off }))
      made.push({ host: 'in-process', computer: 'BURST', ...(await openChallengeIn(tables, id, 'otp', test.time)) })
    }
    return made
  })
  await hand.close()
})

/** @returns a desk over the same file, whole or broken in a known way. */
async function deskOn(broken: Breakage): Promise<(seat: Seat) => Desk> {
  const house = await houseOnFile(test.folder, { clock: () => test.time, around: breakages[broken] })
  onTestFinished(() => house.store.close())
  const router = makeDesk(house)
  return (seat) => createRouterClient(router, { context: { seat } })
}

/** @returns how many of twenty calls at once were refused with `judged`: looked at, and found wrong. */
async function burst(guess: (nr: number) => Promise<unknown>, judged: string): Promise<number> {
  const answers = await Promise.all(Array.from({ length: atOnce }, (_, nr) => refusalOf(guess(nr))))
  return answers.filter(({ code }) => code === judged).length
}

/** Codes of the right form that no app shows: the judge has to look at each of them. */
function wrongToken(nr: number): string {
  const candidates = Array.from({ length: atOnce + shown.size }, (_, place) => String(place).padStart(6, '0'))
  return candidates.filter((one) => !shown.has(one))[nr] ?? ''
}
const kinds = {
  'tokens of the app': {
    judged: 'token-wrong',
    guess: (desk: Desk, nr: number) => desk.session.authenticate({ code: wrongToken(nr) }),
  },
  'recovery codes': {
    judged: 'recovery-code-wrong',
    guess: (desk: Desk, nr: number) =>
      desk.session.authenticateWithRecoveryCode({ code: `0000-0000-0000-${String(1000 + nr)}` }),
  },
} as const

describe.each(Object.entries(kinds))('%s', (_, { judged, guess }) => {
  it(`of ${atOnce} wrong ones at once at most ${mostJudged} are judged, at each of ${accounts} accounts`, async () => {
    const at = await deskOn('none')
    for (const seat of seats) {
      const looked = await burst((nr) => guess(at({ ...seat }), nr), judged)
      expect(looked).toBeGreaterThanOrEqual(1)
      expect(looked).toBeLessThanOrEqual(mostJudged)
    }
  })

  it('the broken way, a count that goes with the refusal, looks at all of them', async () => {
    const at = await deskOn('counts-rolled-back')
    expect(await burst((nr) => guess(at({ ...seats[0]! }), nr), judged)).toBe(atOnce)
  })
})

describe('passwords', () => {
  const guess = (at: (seat: Seat) => Desk, email: string) => (nr: number) =>
    at(test.seat()).session.signIn({ email, password: `not the password ${nr}` })

  it(`of ${atOnce} wrong ones at once at most ${mostJudged} are judged, known address or not`, async () => {
    const at = await deskOn('none')
    for (const email of [...emails.slice(0, 5), 'nobody@corp.example']) {
      expect(await burst(guess(at, email), 'sign-in-wrong')).toBe(mostJudged)
    }
  })

  it('the broken way looks at more', async () => {
    const at = await deskOn('counts-rolled-back')
    expect(await burst(guess(at, emails[0]!), 'sign-in-wrong')).toBeGreaterThan(mostJudged)
  })
})

it('a burst over many open challenges of one account ends at the lock', async () => {
  const at = await deskOn('none')
  const hand = await openBehind(test)
  const many = await hand.write(async (tables) => {
    const { id } = (await tables.accounts.findByEmailKey(emails[0]!))!
    const opened = []
    for (let nr = 0; nr < atOnce; nr++) opened.push(await openChallengeIn(tables, id, 'otp', test.time))
    return opened
  })
  await hand.close()
  const guesses = many.flatMap((seat) =>
    [0, 1].map((nr) =>
      refusalOf(kinds['tokens of the app'].guess(at({ host: 'in-process', computer: 'X', ...seat }), nr)),
    ),
  )
  const codes = (await Promise.all(guesses)).map(({ code }) => code)
  expect(codes.filter((code) => code === 'token-wrong')).toHaveLength(10)
  expect(codes.filter((code) => code === 'locked')).toHaveLength(30)
})
