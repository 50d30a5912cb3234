/** Email as the method of an account: since when, and when it was last used. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { EmailFactorsTable } from './schema'

export type EmailFactorRow = Selectable<EmailFactorsTable>

export const emailFactorsReads = (db: ReadDb) => ({
  async find(accountId: string): Promise<EmailFactorRow | null> {
    const query = db.selectFrom('email_factors').selectAll().where('account_id', '=', accountId)
    return (await query.executeTakeFirst()) ?? null
  },
})

export const emailFactorsWrites = (db: WriteDb) => ({
  ...emailFactorsReads(db),
  /** Makes email the method, or notes that it was verified anew. */
  async set(accountId: string, since: string): Promise<void> {
    await db
      .insertInto('email_factors')
      .values({ account_id: accountId, since, last_used_at: null })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ since }))
      .execute()
  },
  /** Puts back one that was removed. */
  async restore(row: EmailFactorRow): Promise<void> {
    await db.insertInto('email_factors').values(row).execute()
  },
  async touch(accountId: string, at: string): Promise<void> {
    await db.updateTable('email_factors').set({ last_used_at: at }).where('account_id', '=', accountId).execute()
  },
  /** @returns whether there was one. */
  async remove(accountId: string): Promise<boolean> {
    const result = await db.deleteFrom('email_factors').where('account_id', '=', accountId).executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
