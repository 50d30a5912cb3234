/** Filters of the log that people keep by name, each for themselves. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { SavedSearchesTable } from './schema-of-history'

export type SavedSearchRow = Selectable<SavedSearchesTable>

export const savedSearchesReads = (db: ReadDb) => ({
  /** Of one person, in order of making. */
  async listOf(accountId: string): Promise<SavedSearchRow[]> {
    return db
      .selectFrom('saved_searches')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('made_at')
      .orderBy('id')
      .execute()
  },
})

export const savedSearchesWrites = (db: WriteDb) => ({
  ...savedSearchesReads(db),
  async insert(row: SavedSearchRow): Promise<void> {
    await db.insertInto('saved_searches').values(row).execute()
  },
  /** @returns the row that was removed, or null where that person has none of this id */
  async remove(accountId: string, id: string): Promise<SavedSearchRow | null> {
    const query = db.deleteFrom('saved_searches').where('account_id', '=', accountId).where('id', '=', id)
    return (await query.returningAll().executeTakeFirst()) ?? null
  },
})
