/** Settings an administrator may change, by name. */
import type { ReadDb, WriteDb } from './db'

export const settingsReads = (db: ReadDb) => ({
  async find(name: string): Promise<string | null> {
    const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value ?? null
  },
  async list(): Promise<Record<string, string>> {
    const rows = await db.selectFrom('settings').selectAll().execute()
    return Object.fromEntries(rows.map((row) => [row.name, row.value]))
  },
})

export const settingsWrites = (db: WriteDb) => ({
  ...settingsReads(db),
  async set(name: string, value: string): Promise<void> {
    await db
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  },
})
