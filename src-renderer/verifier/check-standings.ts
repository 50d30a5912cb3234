/** Changes of accounts: the rows of the log answer for them by a hash, and they lead from the first coverage to the last. */
import { countLines, standingFileLine, type CountLine } from '../../src-main/engine/evidence-format'
import { standingLine, type StandingFields } from '../../src-main/engine/standing-text'
import type { Frame } from './check-manifest'
import type { Rows } from './check-rows'
import { LinesHash } from './hashes'
import { linesOf, readLine } from './lines'
import type { Finding, Kind, Pace, Verdict } from './verdict'

type Change = readonly [number, string, StandingFields | null, StandingFields | null]
/** How many accounts more or fewer stand there, by the standing as JSON. */
type Deltas = Map<string, number>

export interface Standings {
  readonly finding: Finding | null
  readonly count: number
  readonly deltas: Deltas
}

const writeChange = ([no, accountId, before, after]: Change): string => standingFileLine(no, accountId, before, after)

export async function checkStandings(frame: Frame, rows: Rows, { breathe }: Pace): Promise<Standings> {
  const deltas: Deltas = new Map()
  let count = 0
  const add = (standing: StandingFields | null, by: number): void => {
    if (standing) deltas.set(JSON.stringify(standing), (deltas.get(JSON.stringify(standing)) ?? 0) + by)
  }
  const end = (kind: Kind | null, no = 0): Standings => ({
    finding: kind && { check: 'standings', kind, no: Math.max(no, frame.from), file: 'standings.jsonl' },
    ...{ count, deltas },
  })

  const lines = linesOf(frame.blocks['standings.jsonl'] ?? '')
  let next = lines.next()
  for (const row of rows.moved) {
    const hash = new LinesHash()
    for (let here = 0; here < row.count; here += 1, next = lines.next()) {
      const change = next.done ? null : readLine<Change>(next.value, writeChange)
      if (change === null) return end('standings-differ', row.no)
      const [no, accountId, before, after] = change
      if (no !== row.no) return no < row.no ? end('standings-stray', no) : end('standings-differ', row.no)
      hash.add(standingLine(accountId, before, after))
      add(before, -1)
      add(after, 1)
      if (++count % 1000 === 0) await breathe(0.85 + (0.15 * count) / (frame.manifest.standings + 1))
    }
    if (hash.hex() !== row.hash) return end('standings-differ', row.no)
  }
  if (next.done) return end(null)
  // Behind the rows that hold nothing can be said of them.
  const stray = readLine<Change>(next.value, writeChange)?.[0]
  if (rows.finding !== null && (stray === undefined || stray > rows.heldTo)) return end(null)
  return end('standings-stray', stray ?? frame.to)
}

function readCounts(text: string): CountLine[] {
  const write = (line: CountLine): string => countLines([line]).join('')
  return [...linesOf(text)].map((line) => readLine<CountLine>(line, write)).filter((line) => line !== null)
}

/** Counts at the end must be those at the start and what happened in between. Asked only where rows and changes hold. */
export function checkCoverage(
  frame: Frame,
  { deltas }: Pick<Standings, 'deltas'>,
): { finding: Finding | null; coverage: Verdict['coverage'] } {
  const before = readCounts(frame.blocks['coverage-before.jsonl'] ?? '')
  const after = readCounts(frame.blocks['coverage-after.jsonl'] ?? '')
  const left = new Map(deltas)
  const add = (lines: readonly CountLine[], sign: 1 | -1): void => {
    for (const line of lines) {
      const standing = JSON.stringify(line.slice(0, 5))
      left.set(standing, (left.get(standing) ?? 0) + sign * line[5])
    }
  }
  add(before, 1)
  add(after, -1)
  const holds = [...left.values()].every((count) => count === 0)
  const { from, to } = frame
  return {
    finding: holds ? null : { check: 'coverage', kind: 'coverage-differs', no: from, to },
    coverage: { before, after },
  }
}
