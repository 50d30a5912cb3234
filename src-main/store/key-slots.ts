/** The data key, wrapped once per slot. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { KeySlotsTable } from './schema'

export type KeySlotRow = Selectable<KeySlotsTable>

export const keySlotsReads = (db: ReadDb) => ({
  /** Oldest first. */
  async list(): Promise<KeySlotRow[]> {
    return db.selectFrom('key_slots').selectAll().orderBy('made_at').orderBy('id').execute()
  },
  /** @returns the newest slot of that kind. */
  async find(kind: KeySlotRow['kind']): Promise<KeySlotRow | null> {
    const found = await db
      .selectFrom('key_slots')
      .selectAll()
      .where('kind', '=', kind)
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return found ?? null
  },
})

export const keySlotsWrites = (db: WriteDb) => ({
  ...keySlotsReads(db),
  async insert(row: KeySlotRow): Promise<void> {
    await db.insertInto('key_slots').values(row).execute()
  },
  /** Puts a slot in the place of all others of its kind. */
  async replace(kind: KeySlotRow['kind'], row: KeySlotRow): Promise<void> {
    await db.deleteFrom('key_slots').where('kind', '=', kind).execute()
    await db.insertInto('key_slots').values(row).execute()
  },
  /** Notes that a printed key was read back. @returns false where there is no such slot or it was confirmed before. */
  async confirm(id: string, at: string): Promise<boolean> {
    const result = await db
      .updateTable('key_slots')
      .set({ confirmed_at: at })
      .where('id', '=', id)
      .where('confirmed_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /** @returns whether there was such a slot. */
  async remove(id: string): Promise<boolean> {
    const result = await db.deleteFrom('key_slots').where('id', '=', id).executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
