/** Recovery-code sets and their codes; one set per account is in force. */
import { sql, type Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { RecoverySetsTable } from './schema'

export type RecoverySetRow = Selectable<RecoverySetsTable>
/** The set in force with what is left of it. */
export interface RecoverySetInForce extends RecoverySetRow {
  readonly left: number
  readonly of: number
}

export const recoverySetsReads = (db: ReadDb) => ({
  /** @returns the set in force, with how many codes are left and how many it had. */
  async findInForce(accountId: string): Promise<RecoverySetInForce | null> {
    const set = await db
      .selectFrom('recovery_sets')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('superseded_at', 'is', null)
      .executeTakeFirst()
    if (set === undefined) return null
    const codes = await db.selectFrom('recovery_codes').select('used_at').where('set_id', '=', set.id).execute()
    return { ...set, of: codes.length, left: codes.filter((code) => code.used_at === null).length }
  },
  /** @returns whether a code with that hash was in the set, and whether it was used. */
  async findCode(setId: string, hash: string): Promise<'unknown' | 'unused' | 'used'> {
    const code = await db
      .selectFrom('recovery_codes')
      .select('used_at')
      .where('set_id', '=', setId)
      .where('hash', '=', hash)
      .executeTakeFirst()
    if (code === undefined) return 'unknown'
    return code.used_at === null ? 'unused' : 'used'
  },
  /** @returns the number the next set of this account bears: 1, 2, 3 … */
  async nextNumber(accountId: string): Promise<number> {
    const found = await db
      .selectFrom('recovery_sets')
      .select((eb) => eb.fn.max('number').as('number'))
      .where('account_id', '=', accountId)
      .executeTakeFirst()
    return Number(found?.number ?? 0) + 1
  },
})

export const recoverySetsWrites = (db: WriteDb) => ({
  ...recoverySetsReads(db),
  /** Voids the set in force and its codes. @returns whether there was one. */
  async supersede(accountId: string, at: string): Promise<boolean> {
    const result = await db
      .updateTable('recovery_sets')
      .set({ superseded_at: at })
      .where('account_id', '=', accountId)
      .where('superseded_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /** Brings a voided set back into force, what is used of it stays used. @returns false where another is in force by now */
  async reinstate(id: string): Promise<boolean> {
    const result = await sql`update or ignore recovery_sets set superseded_at = null
      where id = ${id} and superseded_at is not null`.execute(db)
    return result.numAffectedRows === 1n
  },
  /** The set comes into force: supersede the former one first. `hashes` are those of codes 1 to 10. */
  async insert(set: Omit<RecoverySetRow, 'superseded_at'>, hashes: readonly string[]): Promise<void> {
    await db
      .insertInto('recovery_sets')
      .values({ ...set, superseded_at: null })
      .execute()
    const codes = hashes.map((hash, at) => ({ set_id: set.id, place: at + 1, hash, used_at: null }))
    await db.insertInto('recovery_codes').values(codes).execute()
  },
  /** Uses up the code with that hash: true for exactly one caller, never for a code of a void set (Keycloak #26106). */
  async consume(setId: string, hash: string, at: string): Promise<boolean> {
    const result = await db
      .updateTable('recovery_codes')
      .set({ used_at: at })
      .where('set_id', '=', setId)
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('recovery_sets')
            .select('recovery_sets.id')
            .where('recovery_sets.id', '=', setId)
            .where('superseded_at', 'is', null),
        ),
      )
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
})
