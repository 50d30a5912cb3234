/** Finding a recovery-code set by what a file says: its checksum, its account and number, or the codes themselves. */
import { sql } from 'kysely'
import type { ReadDb } from './db'

/** A set with the keyed hashes of its codes, in their order. */
export interface HashedSet {
  readonly id: string
  readonly salt: string
  readonly checksum: string
  readonly hashes: readonly string[]
}

interface Found extends Omit<HashedSet, 'hashes'> {
  readonly hashes: string
}

const sets = sql`select id, salt, checksum, (select json_group_array(hash) from
  (select hash from recovery_codes where set_id = recovery_sets.id order by place)) as hashes from recovery_sets`

const read = ({ hashes, ...set }: Found): HashedSet => ({ ...set, hashes: JSON.parse(hashes) as string[] })

/** Two sets may have one checksum, by chance; more than a few are no chance. */
const alikeMost = 20

export const setSearchReads = (db: ReadDb) => ({
  /** @returns sets with that checksum. */
  async byChecksum(checksum: string): Promise<HashedSet[]> {
    const found = await sql<Found>`${sets} where checksum = ${checksum} limit ${alikeMost}`.execute(db)
    return found.rows.map(read)
  },
  /** @returns the set of that number of the account with that folded address. */
  async byNumber(emailKey: string, number: number): Promise<HashedSet[]> {
    const query = sql<Found>`${sets} where account_id = (select id from accounts where email_key = ${emailKey}) and number = ${number}`
    return (await query.execute(db)).rows.map(read)
  },
  /** All sets, in no order that means anything, above the id `after`. */
  async walk(after: string, limit: number): Promise<HashedSet[]> {
    return (await sql<Found>`${sets} where id > ${after} order by id limit ${limit}`.execute(db)).rows.map(read)
  },
})
