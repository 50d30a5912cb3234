/** Password hashes, one per account that has a password. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { PasswordsTable } from './schema'

export type PasswordRow = Selectable<PasswordsTable>

export const passwordsReads = (db: ReadDb) => ({
  async find(accountId: string): Promise<PasswordRow | null> {
    const found = await db.selectFrom('passwords').selectAll().where('account_id', '=', accountId).executeTakeFirst()
    return found ?? null
  },
})

export const passwordsWrites = (db: WriteDb) => ({
  ...passwordsReads(db),
  /** Sets or replaces the password of an account. */
  async set(row: PasswordRow): Promise<void> {
    const { phc, set_at, must_change } = row
    await db
      .insertInto('passwords')
      .values(row)
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ phc, set_at, must_change }))
      .execute()
  },
  /** @returns whether there was a password. */
  async remove(accountId: string): Promise<boolean> {
    const result = await db.deleteFrom('passwords').where('account_id', '=', accountId).executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
