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
  /** Enabled accounts without a password, in order of making: how many, and those after account `after`. */
  async lacking(after: string | null, limit: number) {
    const without = db
      .selectFrom('accounts')
      .where('enabled', '=', 1)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('passwords').select('account_id').whereRef('account_id', '=', 'accounts.id'))),
      )
    const counted = await without.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirst()
    let page = without.select(['id', 'name', 'email']).orderBy('row_no').limit(limit)
    if (after !== null) {
      page = page.where('row_no', '>', (eb) => eb.selectFrom('accounts').select('row_no').where('id', '=', after))
    }
    return { count: Number(counted?.count ?? 0), accounts: await page.execute() }
  },
})

export const passwordsWrites = (db: WriteDb) => ({
  ...passwordsReads(db),
  /** Sets or replaces the password of an account. */
  async set(row: PasswordRow): Promise<void> {
    const { phc, set_at, must_change, expires_at } = row
    await db
      .insertInto('passwords')
      .values(row)
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ phc, set_at, must_change, expires_at }))
      .execute()
  },
  /** @returns whether there was a password. */
  async remove(accountId: string): Promise<boolean> {
    const result = await db.deleteFrom('passwords').where('account_id', '=', accountId).executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
