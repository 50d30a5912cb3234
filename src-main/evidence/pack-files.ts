/** The files of an evidence pack as lines; what has been read of them is counted and hashed for the manifest. */
import { createHash, type Hash } from 'node:crypto'
import {
  anchorFileLine,
  countLines,
  cutFileLine,
  evidenceFiles,
  manifestFile,
  publicKeyLine,
  rowLine,
  shortHash,
  standingFileLine,
  type EvidenceFile,
} from '../engine/evidence-format'
import { genesis, type ChainRow } from '../engine/chain-text'
import type { StandingFields } from '../engine/standing-text'
import type { PackFacts, PackSource } from './pack-source'

export type Lines = Iterable<string> | AsyncIterable<string>

async function* mapped<T>(items: AsyncIterable<T>, write: (item: T) => string): AsyncGenerator<string> {
  for await (const item of items) yield write(item)
}

function changeLine({ no, line }: { readonly no: number; readonly line: string }): string {
  const [accountId, before, after] = JSON.parse(line) as [string, StandingFields | null, StandingFields | null]
  return standingFileLine(no, accountId, before, after)
}

/** @returns the lines of one file; the same at every call, as long as the rows are there. */
export function linesOf(source: PackSource, name: EvidenceFile): Lines {
  switch (name) {
    case 'audit.jsonl':
      return mapped(source.rows(), rowLine)
    case 'row-hashes.txt':
      return mapped(source.rows(), ({ hash }) => `${hash}\n`)
    case 'standings.jsonl':
      return mapped(source.changes(), changeLine)
    case 'anchors.jsonl':
      return source.anchors.map(anchorFileLine)
    case 'cuts.jsonl':
      return source.cuts.map(cutFileLine)
    case 'coverage-before.jsonl':
      return countLines(source.before)
    case 'coverage-after.jsonl':
      return countLines(source.after)
    case 'public-keys.jsonl':
      return source.keys.map(publicKeyLine)
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Size, lines and SHA-256 of a file, counted while it is written. */
export class Tally {
  readonly #hash: Hash = createHash('sha256')
  bytes = 0
  lines = 0

  add(bytes: Uint8Array, lines: number): void {
    this.#hash.update(bytes)
    this.bytes += bytes.length
    this.lines += lines
  }

  sha256(): string {
    return this.#hash.copy().digest('hex')
  }
}

export type Tallies = ReadonlyMap<EvidenceFile, Tally>
/** Of the first and the last row. */
export interface Ends {
  readonly before: string
  readonly firstAt: string
  readonly last: string
  readonly lastAt: string
}

/** @returns what the rows begin and end with. A range without rows begins and ends with what it stands on. */
export async function endsOf(source: PackSource): Promise<Ends> {
  let first: ChainRow | undefined
  let last: ChainRow | undefined
  for await (const row of source.rows()) {
    first ??= row
    last = row
  }
  if (!first || !last) return { before: genesis, firstAt: '', last: genesis, lastAt: '' }
  return { before: first.before, firstAt: first.at, last: last.hash, lastAt: last.at }
}

/** @returns `manifest.json`. */
export function manifestOf(facts: PackFacts, source: PackSource, ends: Ends, tallies: Tallies): string {
  const { store, storeName, from, to, logEnd, timeZone, madeAt, madeBy, reason, language, version, key } = facts
  const { before, firstAt, last, lastAt } = ends
  return manifestFile({
    format: 'mfa-desk evidence 1',
    ...{ store, storeName, from, to, before, last, firstAt, lastAt, logEnd },
    ...{ timeZone, madeAt, madeBy, reason, language, version, key },
    standings: tallies.get('standings.jsonl')?.lines ?? 0,
    anchors: source.anchors.map((anchor) => [anchor.no, shortHash(sha256(anchorFileLine(anchor)))]),
    cuts: source.cuts.map((cut) => [cut.from_no, shortHash(sha256(cutFileLine(cut)))]),
    files: evidenceFiles.map((name) => {
      const tally = tallies.get(name) ?? new Tally()
      return { name, bytes: tally.bytes, sha256: tally.sha256() }
    }),
  })
}
