/** Keys that sign for the store; the newest one signs, all stay for what they signed. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { SigningKeysTable } from './schema-of-history'

type SigningKeyRow = Selectable<SigningKeysTable>

export const signingKeysReads = (db: ReadDb) => ({
  /** Null while nothing was ever signed. */
  async newest(): Promise<SigningKeyRow | null> {
    const query = db.selectFrom('signing_keys').selectAll().orderBy('made_at', 'desc').orderBy('id').limit(1)
    return (await query.executeTakeFirst()) ?? null
  },
  /** Oldest first. */
  list: (): Promise<SigningKeyRow[]> =>
    db.selectFrom('signing_keys').selectAll().orderBy('made_at').orderBy('id').execute(),
})

export const signingKeysWrites = (db: WriteDb) => ({
  ...signingKeysReads(db),
  async insert(row: SigningKeyRow): Promise<void> {
    await db.insertInto('signing_keys').values(row).execute()
  },
})
