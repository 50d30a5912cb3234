/** How files of accounts were read, kept by name for every administrator. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { ImportMappingsTable } from './schema-of-jobs'

export type ImportMappingRow = Selectable<ImportMappingsTable>

export const importMappingsReads = (db: ReadDb) => ({
  /** All of them, by name. */
  list: (): Promise<ImportMappingRow[]> => db.selectFrom('import_mappings').selectAll().orderBy('name_key').execute(),
  /** `key` is folded by the caller (`foldKey`). */
  async findByKey(key: string): Promise<ImportMappingRow | null> {
    return (await db.selectFrom('import_mappings').selectAll().where('name_key', '=', key).executeTakeFirst()) ?? null
  },
})

export const importMappingsWrites = (db: WriteDb) => ({
  ...importMappingsReads(db),
  async insert(row: ImportMappingRow): Promise<void> {
    await db.insertInto('import_mappings').values(row).execute()
  },
  /** @returns the row that was removed, or null where there is none of this id */
  async remove(id: string): Promise<ImportMappingRow | null> {
    return (await db.deleteFrom('import_mappings').where('id', '=', id).returningAll().executeTakeFirst()) ?? null
  },
})
