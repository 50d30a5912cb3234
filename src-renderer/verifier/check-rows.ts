/** The rows of the log: gapless, chained, as signed, from the first number to the last. */
import { chainText, genesis, type ChainRow } from '../../src-main/engine/chain-text'
import { rowLine } from '../../src-main/engine/evidence-format'
import type { Frame } from './check-manifest'
import { hashOf } from './hashes'
import { linesOf, readLine } from './lines'
import type { Finding, Kind, Pace } from './verdict'

/** What the checks after it need of rows that hold. */
export interface Rows {
  readonly finding: Finding | null
  /** Last number that holds; one less than the first where none does. */
  readonly heldTo: number
  /** Hash of row `from + i` at place i. */
  readonly hashes: readonly string[]
  /** Rows that say how many accounts changed with them, in order. */
  readonly moved: readonly { readonly no: number; readonly count: number; readonly hash: string }[]
}

const slice = 250

/** What row `no` says of the accounts that changed with it; a detail that is no JSON says nothing. */
function movedOf({ no, detail }: ChainRow): Rows['moved'][number] | null {
  if (!detail.includes('"standings')) return null
  try {
    const { standings, standingsHash } = JSON.parse(detail) as { standings?: unknown; standingsHash?: unknown }
    return typeof standings === 'number' ? { no, count: standings, hash: String(standingsHash) } : null
  } catch {
    return null
  }
}

export async function checkRows(frame: Frame, { breathe }: Pace): Promise<Rows> {
  const { manifest, genuine, differ, from, blocks } = frame
  // A chain can be made anew from any row on; the signed list of hashes cannot, and names that very row.
  const listed = genuine && !differ.has('row-hashes.txt') ? linesOf(blocks['row-hashes.txt'] ?? '') : null
  const hashes: string[] = []
  const moved: Rows['moved'][number][] = []
  let before = genuine ? manifest.before : null
  let expected = from
  const bad = (kind: Kind): Rows => ({
    finding: { check: 'rows', kind, no: expected, file: 'audit.jsonl' },
    ...{ heldTo: expected - 1, hashes, moved },
  })
  if (from === 1 && before !== null && before !== genesis) return bad('start-differs')
  if (from === 1) before = genesis

  for (const line of linesOf(blocks['audit.jsonl'] ?? '')) {
    if (expected > frame.to) return bad('row-extra')
    const row = readLine<ChainRow>(line, rowLine)
    const inList = listed?.next().value?.trimEnd()
    if (row === null) return bad(looksLikeRow(line) ? 'row-changed' : 'row-unreadable')
    if (row.no > expected) return bad(expected === from ? 'front-missing' : 'row-missing')
    if (row.no < expected) return bad('row-extra')
    const chained = row.hash === hashOf(chainText(row.before, row)) && (before === null || row.before === before)
    if (!chained) return bad('row-changed')
    if (inList !== undefined && row.hash !== inList) return bad('row-replaced')
    hashes.push(row.hash)
    const change = movedOf(row)
    if (change) moved.push(change)
    before = row.hash
    expected += 1
    if (hashes.length % slice === 0) await breathe(0.4 + (0.4 * hashes.length) / (frame.to - from + 1))
  }
  if (expected <= frame.to) return bad(expected === from ? 'front-missing' : 'end-missing')
  const heldTo = frame.to
  if (genuine && before !== manifest.last) {
    const finding: Finding = { check: 'rows', kind: 'end-differs', no: from, to: frame.to, file: 'audit.jsonl' }
    return { finding, heldTo, hashes, moved }
  }
  return { finding: null, heldTo, hashes, moved }
}

/** Readable, only not as we write it: something in it was changed. */
const looksLikeRow = (line: string): boolean => readLine<object>(line, () => line) !== null
