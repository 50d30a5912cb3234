/** Sessions, by the hash of their id. */
import { sql, type Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { SessionsTable } from './schema'

export type SessionRow = Selectable<SessionsTable>

export const sessionsReads = (db: ReadDb) => ({
  /** Ended sessions too: what became of one is for the engine to judge. */
  async find(idHash: string): Promise<SessionRow | null> {
    return (await db.selectFrom('sessions').selectAll().where('id_hash', '=', idHash).executeTakeFirst()) ?? null
  },
  /** @returns how many are open that were seen after `seenAfter` and made after `madeAfter`, both instants. */
  async countOpen(accountId: string, seenAfter: string, madeAfter: string): Promise<number> {
    const found = await db
      .selectFrom('sessions')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .where('last_seen_at', '>', seenAfter)
      .where('made_at', '>', madeAfter)
      .executeTakeFirst()
    return Number(found?.count ?? 0)
  },
  /** The same of several accounts together. */
  async countOpenOf(accountIds: readonly string[], seenAfter: string, madeAfter: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as count from json_each(${JSON.stringify(accountIds)})
      wanted cross join sessions on sessions.account_id = wanted.value
      where ended_at is null and last_seen_at > ${seenAfter} and made_at > ${madeAfter}`.execute(db)
    return Number(rows[0]?.count ?? 0)
  },
  /** The open ones of an account that were seen after `seenAfter` and made after `madeAfter`, last seen first. */
  async listOpen(accountId: string, seenAfter: string, madeAfter: string): Promise<SessionRow[]> {
    return db
      .selectFrom('sessions')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .where('last_seen_at', '>', seenAfter)
      .where('made_at', '>', madeAfter)
      .orderBy('last_seen_at', 'desc')
      .execute()
  },
})

export const sessionsWrites = (db: WriteDb) => ({
  ...sessionsReads(db),
  async insert(row: SessionRow): Promise<void> {
    await db.insertInto('sessions').values(row).execute()
  },
  /** Notes that a call came in. @returns false where the session has ended or never was. */
  async touch(idHash: string, at: string): Promise<boolean> {
    const result = await db
      .updateTable('sessions')
      .set({ last_seen_at: at })
      .where('id_hash', '=', idHash)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /** Uses up the step-up that an `each-time` act asks for: true for exactly one caller. */
  async consumeStepUp(idHash: string): Promise<boolean> {
    const result = await db
      .updateTable('sessions')
      .set({ step_up_unused: 0 })
      .where('id_hash', '=', idHash)
      .where('step_up_unused', '=', 1)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /** Ends one session. @returns false where it had ended or never was. */
  async end(idHash: string, at: string): Promise<boolean> {
    const result = await db
      .updateTable('sessions')
      .set({ ended_at: at })
      .where('id_hash', '=', idHash)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /** A factor was verified anew in this session. */
  async noteFactor(idHash: string, at: string): Promise<void> {
    await db.updateTable('sessions').set({ factor_at: at }).where('id_hash', '=', idHash).execute()
  },
  /** Ends all open sessions of an account, but for the one with `keep`. @returns how many. */
  async endOf(accountId: string, at: string, keep?: string): Promise<number> {
    let query = db
      .updateTable('sessions')
      .set({ ended_at: at })
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
    if (keep !== undefined) query = query.where('id_hash', '<>', keep)
    return Number((await query.executeTakeFirst()).numUpdatedRows)
  },
  /** Ends those a recovery code opened and no factor was verified in, but for the one with `keep`. @returns how many. */
  async endByRecoveryCode(accountId: string, at: string, keep?: string): Promise<number> {
    let query = db
      .updateTable('sessions')
      .set({ ended_at: at })
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .where('entered_by', '=', 'recovery-code')
      .where('factor_at', 'is', null)
    if (keep !== undefined) query = query.where('id_hash', '<>', keep)
    return Number((await query.executeTakeFirst()).numUpdatedRows)
  },
  /** Forgets sessions that ended, or were last seen, before `before`. @returns how many. */
  async removeOlder(before: string): Promise<number> {
    const result = await db.deleteFrom('sessions').where('last_seen_at', '<', before).executeTakeFirst()
    return Number(result.numDeletedRows)
  },
})
