/** The hash chain of the audit log: each row's hash covers its content and the hash of the row before. */
import { createHash } from 'node:crypto'
import { chainText, genesis, type ChainContent, type ChainRow } from './chain-text'

export { genesis, type ChainContent, type ChainRow } from './chain-text'

/**
 * Hashes one row.
 * @param before hash of the row before, or `genesis`
 * @returns lower-case hex SHA-256 over `chainText`
 */
export const chainHash = (before: string, row: ChainContent): string =>
  createHash('sha256').update(chainText(before, row)).digest('hex')

export interface ChainVerdict {
  /** The first number at which the log is not what it was; null where the chain holds. */
  readonly brokenAt: number | null
  /** Hash of the last row that holds, to go on from. */
  readonly last: string
}

/**
 * Checks consecutive rows in order of number. A missing row is named by its own number, not by that of its neighbour.
 * A chain alone cannot see that the newest rows are gone.
 * @param before hash of the row before the first one, or `genesis`
 * @param firstNo number the first row must have; from `genesis` it is 1, else the first row is believed
 */
export function checkChain(rows: Iterable<ChainRow>, before: string, firstNo?: number): ChainVerdict {
  let last = before
  let expected = firstNo ?? (before === genesis ? 1 : undefined)
  for (const row of rows) {
    expected ??= row.no
    if (row.no !== expected || row.before !== last || row.hash !== chainHash(last, row)) {
      return { brokenAt: expected, last }
    }
    last = row.hash
    expected += 1
  }
  return { brokenAt: null, last }
}
