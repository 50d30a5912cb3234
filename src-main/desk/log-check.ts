/** One walk over the audit log: chain, anchors, cuts, and the events and snapshots of accounts that the log answers for. */
import { setImmediate } from 'node:timers/promises'
import { chainHash, genesis, type ChainRow } from '../engine/audit-chain'
import { ChainJudge, type Break } from '../engine/chain-judge'
import { cutText } from '../engine/signed-text'
import type { Signer } from '../keys/signer'
import type { Store } from '../store/store'
import type { AnchorsRead } from './anchoring'
import { makeEventCheck } from './event-check'

/** Rows judged between two breaths: some milliseconds. */
const rowsEach = 100

export interface LogCheckOptions {
  readonly store: Pick<Store, 'read'>
  readonly signer: Signer
  readonly storeId: string
  readonly anchors: AnchorsRead
  /** Number before the first row to check; null: all that was not cut. */
  readonly after: number | null
  /** Last number; the log may grow meanwhile. Null: the newest row, and none may be missing behind it. */
  readonly to: number | null
  readonly reached?: (done: number, total: number) => void
  readonly isCancelled?: () => boolean
}

export interface LogChecked {
  readonly from: number
  readonly to: number
  readonly broken: Break | null
  /** Newest row that an anchor fits; null: none. */
  readonly anchoredTo: number | null
  /** How many anchors were compared. */
  readonly anchors: number
}

/** @returns what was found; null where it was cancelled. */
export async function checkLog(options: LogCheckOptions): Promise<LogChecked | null> {
  const { store, anchors, reached, isCancelled } = options
  const last = (await store.read((tables) => tables.audit.last())).no
  const to = Math.min(options.to ?? last, last)
  const base = await baseOf(options)
  const from = base.start.no + 1
  const signed = new Map<number, string[]>()
  for (const { no, hash } of anchors.good) signed.set(no, [...(signed.get(no) ?? []), hash])
  const judge = new ChainJudge({ start: base.start, hashOf: chainHash, anchors: signed })
  const compared = () => [...signed.keys()].filter((no) => no >= from && no <= judge.no).length
  const verdict = (broken: Break | null): LogChecked => ({
    ...{ from, to: Math.max(to, base.start.no), broken, anchoredTo: judge.anchoredTo, anchors: compared() },
  })
  if (base.broken !== null) return verdict(base.broken)

  // From the middle of the log there is nothing to count from: snapshots are the business of a whole check.
  const events = await makeEventCheck(store, options.after === null ? base.start.no : null)
  if (events.broken !== null) return verdict(events.broken)
  for (let at = from; at <= to; at += rowsEach) {
    const end = Math.min(at + rowsEach - 1, to)
    const rows = await store.read((tables) => tables.audit.listFrom(at, end - at + 2))
    const broken = judgeRows(judge, rows, end) ?? gapBefore(judge, end)
    const holds = broken === null ? end : broken.at - 1
    const wrong = await events.check(rows.filter(({ no }) => no <= holds))
    if (wrong !== null) return verdict(await earlier(store, judge, signed, wrong))
    if (broken !== null) return verdict(broken)
    reached?.(end - from + 1, to - from + 1)
    await setImmediate()
    if (isCancelled?.() === true) return null
  }
  return verdict(await endOf(options, judge, last))
}

/** What the first row stands on, and whether the cuts before it are ours and follow one another. */
async function baseOf({ store, signer, storeId, after }: LogCheckOptions) {
  const known = await signer.known()
  const cuts = await store.read((tables) => tables.auditProof.cuts())
  let start = { no: 0, hash: genesis }
  for (const { signature, ...cut } of cuts) {
    const isOurs = signer.isSigned(known, cut.key_id, cutText(storeId, cut), signature)
    if (!isOurs || cut.from_no !== start.no + 1 || cut.before !== start.hash) {
      const broken: Break = { at: start.no + 1, to: cut.to_no, kind: 'cut' }
      return { start, broken }
    }
    start = { no: cut.to_no, hash: cut.last_hash }
  }
  if (after === null || after <= start.no) return { start, broken: null }
  const [row] = await store.read((tables) => tables.audit.listFrom(after, 1))
  if (row?.no !== after)
    return { start: { no: after, hash: '' }, broken: { at: after, to: after, kind: 'missing' } as Break }
  return { start: { no: row.no, hash: row.hash }, broken: null }
}

function judgeRows(judge: ChainJudge, rows: readonly ChainRow[], end: number): Break | null {
  for (const [at, row] of rows.entries()) {
    // where rows up to the end are gone, the next one tells how many
    if (row.no > end && judge.no >= end) break
    if (judge.add(row, rows[at + 1]) !== null) break
  }
  return judge.broken
}

/**
 * Accounts are not those a row answers for: then the row may be none of ours either, which the next anchor tells.
 * @returns whichever begins first
 */
async function earlier(
  { read }: LogCheckOptions['store'],
  judge: ChainJudge,
  signed: ReadonlyMap<number, unknown>,
  wrong: Break,
): Promise<Break> {
  const end = least([...signed.keys()].filter((no) => no >= wrong.at))
  while (judge.broken === null && judge.no < end && Number.isFinite(end)) {
    const rows = await read((tables) => tables.audit.listFrom(judge.no + 1, rowsEach + 1))
    if (rows.length === 0) break
    judgeRows(judge, rows, Math.min(end, judge.no + rowsEach))
    await setImmediate()
  }
  return judge.broken !== null && judge.broken.at <= wrong.at ? judge.broken : wrong
}

/** Infinity where there is none. There may be more numbers than a call takes arguments. */
const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity)

/** A slice that ends before its end: the rows up to there are gone, whatever comes after. */
const gapBefore = (judge: ChainJudge, end: number): Break | null =>
  judge.no < end ? { at: judge.no + 1, to: end, kind: 'missing' } : null

async function endOf({ store, anchors, to }: LogCheckOptions, judge: ChainJudge, last: number): Promise<Break | null> {
  // A part of the log ends where it ends.
  if (to !== null && to < last) return null
  const gone = judge.end(anchors.good.at(-1)?.no ?? 0)
  if (gone !== null) return gone
  const good = anchors.good.at(-1)?.no ?? 0
  const forged = least(anchors.forged.filter((no) => no > good))
  if (Number.isFinite(forged)) return { at: good + 1, to: Math.max(forged, good + 1), kind: 'forged' }
  const newest = (await store.read((tables) => tables.audit.last())).no
  const stray = await store.read((tables) => tables.auditProof.strayEvent(newest))
  return stray === null ? null : { at: judge.no + 1, to: Math.max(stray, judge.no + 1), kind: 'events' }
}
