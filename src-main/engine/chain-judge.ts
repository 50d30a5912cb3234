/** Judges the audit log row by row, against its chain and against anchors. Pure: hashing is handed in. */
import type { ChainContent, ChainRow } from './chain-text'

/**
 * What is wrong: a row was changed (`changed`) or is gone (`missing`), the newest rows are gone (`end`), rows are not those
 * that an anchor was signed for (`anchor`), an anchor past the last good one was not signed by this store (`forged`), a cut
 * is not ours (`cut`), events (`events`) or snapshots (`snapshot`) of accounts are not those the log answers for.
 */
export type BreakKind = 'changed' | 'missing' | 'end' | 'anchor' | 'forged' | 'cut' | 'events' | 'snapshot'

export interface Break {
  /** The first number at which the log is not what it was; for `anchor`, the first that nothing vouches for. */
  readonly at: number
  /** The last number that it is known to be true of: the two differ where rows are missing or an anchor does not fit. */
  readonly to: number
  readonly kind: BreakKind
}

export interface JudgeFacts {
  /** Number and hash of the row before the first one; 0 and `genesis`, or what a cut says. */
  readonly start: { readonly no: number; readonly hash: string }
  readonly hashOf: (before: string, row: ChainContent) => string
  /** Hashes that were signed, by number; usually one each. */
  readonly anchors: ReadonlyMap<number, readonly string[]>
}

/** Hashes that are remembered, to tell a row that was moved from one that was changed. */
const recentMost = 1000

export class ChainJudge {
  readonly #facts: JudgeFacts
  readonly #recent = new Map<string, number>()
  /** Last row that holds. */
  #no: number
  #hash: string
  #anchoredTo: number | null = null
  #broken: Break | null = null

  constructor(facts: JudgeFacts) {
    this.#facts = facts
    this.#no = facts.start.no
    this.#hash = facts.start.hash
    this.#recent.set(facts.start.hash, facts.start.no)
  }

  get broken(): Break | null {
    return this.#broken
  }
  get no(): number {
    return this.#no
  }
  /** Newest row that an anchor was found to fit; it vouches for all before it. */
  get anchoredTo(): number | null {
    return this.#anchoredTo
  }

  /**
   * Judges the next row; after the first break nothing more is judged.
   * @param next the row after it, where there is one: it tells a changed row from its changed neighbour
   */
  add(row: ChainRow, next: ChainRow | undefined): Break | null {
    this.#broken ??= this.#judge(row, next)
    if (this.#broken === null) {
      this.#no = row.no
      this.#hash = row.hash
      this.#recent.set(row.hash, row.no)
      const [oldest] = this.#recent.keys()
      if (this.#recent.size > recentMost && oldest !== undefined) this.#recent.delete(oldest)
      if (this.#facts.anchors.has(row.no)) this.#anchoredTo = row.no
    }
    return this.#broken
  }

  /** Once all rows are judged: rows that an anchor was signed for and that are not there. @param newest number of the newest anchor */
  end(newest: number): Break | null {
    if (newest > this.#no) this.#broken ??= { at: this.#no + 1, to: newest, kind: 'end' }
    return this.#broken
  }

  #judge(row: ChainRow, next: ChainRow | undefined): Break | null {
    const { hashOf, start, anchors } = this.#facts
    const expected = this.#no + 1
    if (row.no > expected) return { at: expected, to: row.no - 1, kind: 'missing' }
    const changed = (at: number): Break => ({ at, to: at, kind: 'changed' })
    if (row.no !== expected || row.hash !== hashOf(row.before, row)) return changed(this.#movedFrom(row) ?? expected)
    const anchored = this.#anchoredTo ?? start.no
    if (row.before !== this.#hash) {
      // Row and successor agree, and both stand on another hash: it is the row before that was written anew, hash and all.
      const isGenuine = next === undefined || next.before === row.hash
      return changed(isGenuine && this.#no > anchored ? this.#no : expected)
    }
    const signed = anchors.get(row.no)
    if (signed?.some((hash) => hash !== row.hash) === true) {
      if (next !== undefined && signed.includes(next.before)) return changed(expected)
      // A whole chain that is not the one that was signed: between the two anchors nobody can tell where it begins.
      return { at: anchored + 1, to: row.no, kind: 'anchor' }
    }
    return null
  }

  /** A row that stood further up, before rows were put in above it. @returns the first number that was put in */
  #movedFrom(row: ChainRow): number | null {
    const before = this.#recent.get(row.before)
    if (before === undefined || before >= row.no - 1) return null
    return this.#facts.hashOf(row.before, { ...row, no: before + 1 }) === row.hash ? before + 1 : null
  }
}
