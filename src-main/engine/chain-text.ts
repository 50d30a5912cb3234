/** What the hash of a row of the audit log covers, as text. Pure: the page that verifies an evidence pack shares it. */

/** Every field of the audit table but the two hashes. */
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

/** Hex SHA-256 of `mfa-desk audit log 1`: what row 1 stands on. */
export const genesis = 'b43ea20e21ee79964de72d29bdc35e2be37e3923b1249f3bc84ecd2475c19725'

// A lone surrogate becomes U+FFFD when it is stored; hashed as it came, the stored row would look changed.
const text = (value: string | null): string | null => (value === null ? null : value.toWellFormed())

/**
 * @param before hash of the row before, or `genesis`
 * @returns what is hashed, as UTF-8, by SHA-256: a JSON array of `before` and the fields in the order of `ChainContent`;
 *   in an array no value can slide into the next field, and there is no order of names to agree on
 */
export const chainText = (before: string, row: ChainContent): string =>
  JSON.stringify([
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
