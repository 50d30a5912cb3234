/** Rounds of a race between desks in processes of their own, over one file: who was let in, and what the others were told. */
import { expect, onTestFinished } from 'vitest'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import { openBehind, givePassword, type Behind } from '../doubles/behind-the-desk'
import { makeAccount, openTestDesk, welcomed } from '../doubles/test-desk'
import type { Breakage } from './around-store'
import { inSoak } from './often'
import { race, startDesk, type HeldSeat, type NamedCall } from './desk-process'

/** Desks that race, each a process of its own. */
export const processes = inSoak(4, 8)

export interface Round {
  readonly hand: Behind
  readonly accountId: string
  /** From 0. */
  readonly round: number
  /** Milliseconds since 1970, the same in every round. */
  readonly now: number
}
export interface RoundEnd {
  readonly successes: number
  /** Codes of the faults of those that were refused. */
  readonly refused: readonly string[]
}

export interface Rounds {
  readonly rounds: number
  readonly broken: Breakage
  /** What each process does in a round: four calls, each with its seat. */
  readonly prepare: (round: Round) => Promise<readonly { call: NamedCall; seat: HeldSeat; now: number }[]>
  /** No further round where it says so. */
  readonly until?: (end: RoundEnd) => boolean
}

/** @returns the end of each round. Afterwards the audit log must hold one row a call, and its chain. */
export async function raceRounds({ rounds, broken, prepare, until }: Rounds): Promise<RoundEnd[]> {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk } = await welcomed(test)
  const accountId = await makeAccount(desk, 'Haruka Sato', 'haruka.sato@corp.example')
  await givePassword(test, accountId)
  const hand = await openBehind(test)
  onTestFinished(() => hand.close())
  const desks = await Promise.all(Array.from({ length: processes }, () => startDesk(test.folder, broken)))
  const before = await hand.write(async (tables) => (await tables.audit.last()).no)
  const ends: RoundEnd[] = []
  for (let round = 0; round < rounds; round++) {
    const answers = await race(desks, await prepare({ hand, accountId, round, now: test.time }))
    const refused = answers.flatMap(({ fault }) => (fault ? [fault.code] : []))
    ends.push({ successes: answers.length - refused.length, refused })
    if (until?.(ends[round]!)) break
  }
  await Promise.all(desks.map((one) => one.close()))
  const rows = await hand.write((tables) => tables.audit.listFrom(1, 100_000))
  expect(rows).toHaveLength(before + ends.length * processes)
  expect(checkChain(rows, genesis).brokenAt).toBeNull()
  return ends
}
