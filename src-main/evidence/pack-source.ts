/** What an evidence pack is made from: facts about it, and the lines of its files, read as often as they are asked for. */
import type { CountLine, CutLine, Manifest, PublicKeyLine } from '../engine/evidence-format'
import type { ChainRow } from '../engine/chain-text'
import type { AnchorLine } from '../engine/signed-text'

/** What the manifest says and nobody can count. */
export type PackFacts = Pick<
  Manifest,
  | 'store'
  | 'storeName'
  | 'from'
  | 'to'
  | 'logEnd'
  | 'timeZone'
  | 'madeAt'
  | 'madeBy'
  | 'reason'
  | 'language'
  | 'version'
  | 'key'
>

export interface PackSource {
  /** Rows `from` … `to`, in order. */
  rows(): AsyncIterable<ChainRow>
  /** Changes of accounts that these rows answer for, in order; each as `standingLine` writes it. */
  changes(): AsyncIterable<{ readonly no: number; readonly line: string }>
  readonly anchors: readonly AnchorLine[]
  readonly cuts: readonly CutLine[]
  readonly keys: readonly PublicKeyLine[]
  /** How many accounts stood where, before the first row and after the last. */
  readonly before: readonly CountLine[]
  readonly after: readonly CountLine[]
}
