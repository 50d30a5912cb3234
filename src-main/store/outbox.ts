/** The outbox: letters on their way, each claimed by one sender at a time, and what became of them. */
import { sql, type Selectable } from 'kysely'
import type { LetterKind, MailState } from '../../src-preload/contract/outbox'
import type { ReadDb, WriteDb } from './db'
import type { OutboxTable } from './schema'

export type OutboxRow = Selectable<OutboxTable>

/** What a try left behind; the body goes with every state that is an end. */
export interface TryEnd {
  readonly state: Exclude<MailState, 'sending'>
  readonly at: string
  /** When it is tried again; null where it is not. */
  readonly nextAt: string | null
  readonly words: string
}

const wordsKept = 10

export const outboxReads = (db: ReadDb) => ({
  async find(id: string): Promise<OutboxRow | null> {
    return (await db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
  },
  /** Newest first, under the row `before`. */
  async list(
    states: readonly MailState[] | undefined,
    before: { madeAt: string; id: string } | null,
    limit: number,
  ): Promise<OutboxRow[]> {
    let query = db.selectFrom('outbox').selectAll().orderBy('made_at', 'desc').orderBy('id', 'desc').limit(limit)
    if (states !== undefined) query = query.where('state', 'in', states)
    if (before !== null) query = query.where(sql<boolean>`(made_at, id) < (${before.madeAt}, ${before.id})`)
    return query.execute()
  },
  async counts(): Promise<{ state: MailState; count: number }[]> {
    const rows = await db
      .selectFrom('outbox')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute()
    return rows.map(({ state, count }) => ({ state, count: Number(count) }))
  },
  /** Those whose time has come: what is worthless soonest first, then longest waiting. */
  async due(at: string, limit: number): Promise<OutboxRow[]> {
    return db
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'queued')
      .where('next_at', '<=', at)
      .orderBy(sql`ifnull(expires_at, '9')`)
      .orderBy('next_at')
      .limit(limit)
      .execute()
  },
  /** @returns when the next one is due; null where none waits. */
  async nextAt(): Promise<string | null> {
    const row = await db
      .selectFrom('outbox')
      .select((eb) => eb.fn.min('next_at').as('next'))
      .where('next_at', 'is not', null)
      .executeTakeFirst()
    return row?.next ?? null
  },
  /** Claimed and not settled: at start, what a killed desk left in the middle. */
  async listSending(): Promise<OutboxRow[]> {
    return db.selectFrom('outbox').selectAll().where('state', '=', 'sending').execute()
  },
})

export const outboxWrites = (db: WriteDb) => ({
  ...outboxReads(db),
  async insertMany(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length > 0) await db.insertInto('outbox').values(rows).execute()
  },
  /** Takes a queued letter to send it: true for exactly one caller. */
  async claim(id: string, at: string): Promise<boolean> {
    const result = await db
      .updateTable('outbox')
      .set((eb) => ({ state: 'sending', tries: eb('tries', '+', 1), next_at: null, last_at: at }))
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /**
   * Settles a try. Where it is over (sent, written to the folder, handed over; failed, where it held a secret) the body
   * is dropped. @returns false where the letter is not in one of the states `from`
   */
  async settle(id: string, from: readonly MailState[], end: TryEnd): Promise<boolean> {
    const row = await db
      .selectFrom('outbox')
      .select(['said', 'secret', 'sealed'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) return false
    const before = JSON.parse(row.said) as { at: string; words: string }[]
    const said = end.words === '' ? before : [{ at: end.at, words: end.words }, ...before].slice(0, wordsKept)
    const over = ['sent', 'folder', 'handed-over'].includes(end.state) || (end.state === 'failed' && row.secret === 1)
    const result = await db
      .updateTable('outbox')
      .set({
        state: end.state,
        next_at: end.nextAt,
        last_at: end.at,
        said: JSON.stringify(said),
        sealed: over ? null : row.sealed,
      })
      .where('id', '=', id)
      .where('state', 'in', from)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  /** A newer code or password takes the place of those not yet sent: nobody must type one that is void. @returns how many */
  async giveUpReplaced(accountId: string, kinds: readonly LetterKind[], at: string): Promise<number> {
    const result = await db
      .updateTable('outbox')
      .set({ state: 'failed', next_at: null, sealed: null, said: JSON.stringify([{ at, words: 'replaced' }]) })
      .where('account_id', '=', accountId)
      .where('kind', 'in', kinds)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },
  /** Drops codes and passwords that nobody knows to have arrived and that are worthless by now. */
  async dropExpired(at: string): Promise<void> {
    await db
      .updateTable('outbox')
      .set({ sealed: null })
      .where('state', '=', 'uncertain')
      .where('expires_at', '<=', at)
      .where('sealed', 'is not', null)
      .execute()
  },
  /** Puts a letter back into the queue, due at `at`. @returns false where it is not in one of the states `from` */
  async requeue(id: string, from: readonly MailState[], at: string): Promise<boolean> {
    const result = await db
      .updateTable('outbox')
      .set({ state: 'queued', next_at: at })
      .where('id', '=', id)
      .where('state', 'in', from)
      .where('sealed', 'is not', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
})
