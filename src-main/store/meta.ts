/** Facts about the store itself, by name. */
import type { ReadDb, WriteDb } from './db'

/** `store-id`, `store-name`, `canary`, `made-at`, `demo`, `recovery-key` and what later versions add. */
export const metaReads = (db: ReadDb) => ({
  async find(name: string): Promise<string | null> {
    const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value ?? null
  },
  async list(): Promise<Record<string, string>> {
    const rows = await db.selectFrom('meta').selectAll().execute()
    return Object.fromEntries(rows.map((row) => [row.name, row.value]))
  },
})

export const metaWrites = (db: WriteDb) => ({
  ...metaReads(db),
  async set(name: string, value: string): Promise<void> {
    await db
      .insertInto('meta')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  },
  /** @returns false, and nothing changed, where the name has a value: of two first starts one wins. */
  async insert(name: string, value: string): Promise<boolean> {
    const result = await db
      .insertInto('meta')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst()
    return result.numInsertedOrUpdatedRows === 1n
  },
  /** @returns whether there was such a name. */
  async remove(name: string): Promise<boolean> {
    const result = await db.deleteFrom('meta').where('name', '=', name).executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
