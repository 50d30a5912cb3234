/** The hash chain of the audit log: each row's hash covers its content and the hash of the row before. */
import { createHash } from 'node:crypto'

/** What a row's hash covers: every field of the audit table but the two hashes. */
export interface ChainContent {
  /** Gapless from 1. */
  readonly no: number
  readonly at: string
  readonly actor_id: string | null
  readonly actor_name: string
  readonly actor_role: string
  readonly computer: string
  readonly host: string
  readonly act: string
  readonly account_id: string | null
  readonly account_name: string
  readonly result: string
  readonly code: string | null
  readonly reason: string
  /** JSON text as it is stored. */
  readonly detail: string
}

export interface ChainRow extends ChainContent {
  /** Hash of the row before; `genesis` for row 1. */
  readonly before: string
  /** Hash of this row. */
  readonly hash: string
}

/** What row 1 stands on. */
export const genesis: string = createHash('sha256').update('mfa-desk audit log 1').digest('hex')

// A lone surrogate becomes U+FFFD when it is stored; hashed as it came, the stored row would look changed.
const text = (value: string | null): string | null => (value === null ? null : value.toWellFormed())

/**
 * Hashes one row.
 * @param before hash of the row before, or `genesis`
 * @returns lower-case hex SHA-256 over a JSON array of `before` and the fields in the order of `ChainContent`; in an
 *   array no value can slide into the next field, and there is no order of names to agree on
 */
export function chainHash(before: string, row: ChainContent): string {
  const canonical = JSON.stringify([
    before,
    row.no,
    text(row.at),
    text(row.actor_id),
    text(row.actor_name),
    text(row.actor_role),
    text(row.computer),
    text(row.host),
    text(row.act),
    text(row.account_id),
    text(row.account_name),
    text(row.result),
    text(row.code),
    text(row.reason),
    text(row.detail),
  ])
  return createHash('sha256').update(canonical).digest('hex')
}

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
