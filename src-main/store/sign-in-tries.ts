/** Counted tries: passwords by typed address, second factors by account. Counted before anything is judged. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { PasswordTriesTable } from './schema'

export type PasswordTriesRow = Selectable<PasswordTriesTable>

export const signInTriesReads = (db: ReadDb) => ({
  async ofAddress(addressHash: string): Promise<PasswordTriesRow | null> {
    const query = db.selectFrom('password_tries').selectAll().where('address_hash', '=', addressHash)
    return (await query.executeTakeFirst()) ?? null
  },
  /** @returns second factors tried since the last right one. */
  async ofFactor(accountId: string): Promise<number> {
    const query = db.selectFrom('factor_tries').select('tries').where('account_id', '=', accountId)
    return (await query.executeTakeFirst())?.tries ?? 0
  },
})

export const signInTriesWrites = (db: WriteDb) => ({
  ...signInTriesReads(db),
  /** Notes one more try of a password for an address. */
  async setOfAddress(row: PasswordTriesRow): Promise<void> {
    const { tries, wait_until, last_at } = row
    await db
      .insertInto('password_tries')
      .values(row)
      .onConflict((conflict) => conflict.column('address_hash').doUpdateSet({ tries, wait_until, last_at }))
      .execute()
  },
  /** Takes one try back, and the wait where it was this try that set it. `waitUntil`: as it was set, null for none */
  async giveBackAddress(addressHash: string, waitUntil: string | null): Promise<void> {
    await db
      .updateTable('password_tries')
      .set((eb) => ({ tries: eb('tries', '-', 1) }))
      .where('address_hash', '=', addressHash)
      .where('tries', '>', 0)
      .execute()
    if (waitUntil === null) return
    await db
      .updateTable('password_tries')
      .set({ wait_until: null })
      .where('address_hash', '=', addressHash)
      .where('wait_until', '=', waitUntil)
      .execute()
  },
  /** A right password: the count begins anew. */
  async forgetAddress(addressHash: string): Promise<void> {
    await db.deleteFrom('password_tries').where('address_hash', '=', addressHash).execute()
  },
  /** Forgets addresses not tried since `before`. */
  async removeAddressesOlder(before: string): Promise<void> {
    await db.deleteFrom('password_tries').where('last_at', '<', before).execute()
  },
  /** Counts one more second factor. @returns how many there are now */
  async takeFactor(accountId: string, at: string): Promise<number> {
    const row = await db
      .insertInto('factor_tries')
      .values({ account_id: accountId, tries: 1, last_at: at })
      .onConflict((conflict) =>
        conflict.column('account_id').doUpdateSet((eb) => ({ tries: eb('factor_tries.tries', '+', 1), last_at: at })),
      )
      .returning('tries')
      .executeTakeFirstOrThrow()
    return row.tries
  },
  /** A right second factor, a re-issue or an unlock: the count begins anew. @returns whether there was one */
  async forgetFactor(accountId: string): Promise<boolean> {
    const result = await db.deleteFrom('factor_tries').where('account_id', '=', accountId).executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
