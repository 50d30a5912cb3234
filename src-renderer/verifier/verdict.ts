/** What the check of an evidence pack answers: a closed list of what can be wrong, each with the row it begins at. */
import type { CountLine, EvidenceBlock, Manifest } from '../../src-main/engine/evidence-format'

/** In the order they are shown. */
export const checks = ['manifest', 'files', 'rows', 'anchors', 'cuts', 'standings', 'coverage'] as const
export type Check = (typeof checks)[number]

export const kinds = [
  'manifest-unreadable',
  'manifest-signature',
  'file-missing',
  'file-differs',
  'row-unreadable',
  'row-changed',
  'row-replaced',
  'row-missing',
  'row-extra',
  'front-missing',
  'end-missing',
  'end-differs',
  'start-differs',
  'anchor-differs',
  'anchor-missing',
  'anchor-extra',
  'anchor-signature',
  'anchor-store',
  'anchor-hash',
  'log-shorter',
  'cut-differs',
  'cut-signature',
  'cut-order',
  'standings-differ',
  'standings-stray',
  'coverage-differs',
] as const
export type Kind = (typeof kinds)[number]

export interface Finding {
  readonly check: Check
  readonly kind: Kind
  /** The first row of the log that it makes doubtful. */
  readonly no: number
  /** Where it cannot be told exactly: the row lies in `no` … `to`. */
  readonly to?: number
  readonly file?: EvidenceBlock
}

export interface Verdict {
  /** In order of their numbers. */
  readonly findings: readonly Finding[]
  /** Null where nothing was found. */
  readonly firstBad: { readonly no: number; readonly to: number } | null
  /** Null where it cannot be read. */
  readonly manifest: Manifest | null
  /** Of the key that signed: all of SHA-256 in hex, and as people compare it. Null where there is no such key. */
  readonly key: { readonly sha256: string; readonly fingerprint: string } | null
  /** Rows that hold, from the first one on. */
  readonly rows: number
  /** Numbers of the anchors in the range that agree, and the newest of them: up to it the range is anchored. */
  readonly anchors: number
  readonly anchoredTo: number | null
  /** Rows up to here were exported before and removed; 0 where none were. */
  readonly cutTo: number
  readonly standings: number
  readonly coverage: { readonly before: readonly CountLine[]; readonly after: readonly CountLine[] }
}

export type Blocks = Readonly<Partial<Record<EvidenceBlock, string>>>

/** How the check gives way, so that the page stays alive, and tells how far it is: 0 to 1. */
export interface Pace {
  breathe(done: number): Promise<void> | undefined
}
