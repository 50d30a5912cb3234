/** OTP keys: at most one pending and one active per account. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { OtpKeysTable } from './schema'

export type OtpKeyRow = Selectable<OtpKeysTable>

export const otpKeysReads = (db: ReadDb) => ({
  async find(accountId: string, status: OtpKeyRow['status']): Promise<OtpKeyRow | null> {
    const found = await db
      .selectFrom('otp_keys')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('status', '=', status)
      .executeTakeFirst()
    return found ?? null
  },
  async findById(id: string): Promise<OtpKeyRow | null> {
    return (await db.selectFrom('otp_keys').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
  },
})

export const otpKeysWrites = (db: WriteDb) => ({
  ...otpKeysReads(db),
  /** A second key of the same status breaks the table's rule: remove the former one first. */
  async insert(row: OtpKeyRow): Promise<void> {
    await db.insertInto('otp_keys').values(row).execute()
  },
  /**
   * Uses up the token of time step `step`, an integer: true for exactly one caller, and never for an older step
   * (RFC 6238 section 5.2).
   */
  async consume(id: string, step: number, at: string): Promise<boolean> {
    const result = await db
      .updateTable('otp_keys')
      .set((eb) => ({ last_step: step, last_used_at: at, rev: eb('rev', '+', 1) }))
      .where('id', '=', id)
      .where('status', '=', 'active')
      .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /**
   * Makes the pending key `id` the active one; a former active key is gone. `step` is the time step it was verified
   * with, so that the same token does not sign in afterwards.
   * @returns false, and nothing changed, where that key is not pending or its `rev` is another
   */
  async activate(id: string, rev: number, step: number, at: string): Promise<boolean> {
    const pending = await db
      .selectFrom('otp_keys')
      .select('account_id')
      .where('id', '=', id)
      .where('rev', '=', rev)
      .where('status', '=', 'pending')
      .executeTakeFirst()
    if (pending === undefined) return false
    const former = db.deleteFrom('otp_keys').where('account_id', '=', pending.account_id).where('status', '=', 'active')
    await former.execute()
    const result = await db
      .updateTable('otp_keys')
      .set((eb) => ({ status: 'active', last_step: step, verified_at: at, rev: eb('rev', '+', 1) }))
      .where('id', '=', id)
      .where('rev', '=', rev)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /** @returns whether there was such a key. */
  async remove(accountId: string, status: OtpKeyRow['status']): Promise<boolean> {
    const result = await db
      .deleteFrom('otp_keys')
      .where('account_id', '=', accountId)
      .where('status', '=', status)
      .executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
