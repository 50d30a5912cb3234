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

/** Said of a letter that the desk gave up by itself: no server refused it. */
export const giveUpWords = ['replaced', 'used', 'expired'] as const

/** Codes and passwords that nobody knows to have arrived, and that could still be mailed. */
const uncertainSecrets = (db: ReadDb) =>
  db
    .selectFrom('outbox')
    .where('state', '=', 'uncertain')
    .where('expires_at', 'is not', null)
    .where('sealed', 'is not', null)

/** As `outbox_due` has them. */
const isQueuedAndOver = (at: string) => sql<boolean>`state = 'queued' and ifnull(expires_at, '9') <= ${at}`
const queuedSecretsOver = (db: ReadDb, at: string) => db.selectFrom('outbox').where(isQueuedAndOver(at))

/** `words` before what was said of a letter so far. */
const saidAnd = (at: string, words: string) =>
  sql<string>`'[' || json_object('at', ${at}, 'words', ${words}) || iif(said = '[]', '', ',') || substr(said, 2)`

/**
 * Takes back letters of an account that must not be mailed any more: what waits has failed, what nobody knows to have
 * arrived loses its body, and what is on its way this moment is over should it come back.
 * @returns how many waited
 */
export async function giveUpLetters(
  db: WriteDb,
  accountId: string,
  kinds: readonly LetterKind[],
  { at, words }: { readonly at: string; readonly words: string },
): Promise<number> {
  const of = (state: MailState) =>
    db
      .updateTable('outbox')
      .where('account_id', '=', accountId)
      .where('kind', 'in', kinds)
      .where('state', '=', state)
      .where('sealed', 'is not', null)
  const said = saidAnd(at, words)
  const waited = await of('queued').set({ state: 'failed', next_at: null, sealed: null, said }).executeTakeFirst()
  await of('uncertain').set({ sealed: null, said }).execute()
  await of('sending').set({ expires_at: at }).execute()
  return Number(waited.numUpdatedRows)
}

async function forgetLetters(db: WriteDb, accountId: string, at: string): Promise<void> {
  const of = () => db.updateTable('outbox').where('account_id', '=', accountId)
  await of().where('state', '=', 'queued').set({ state: 'failed', next_at: null, sealed: null }).execute()
  await of().where('state', '=', 'sending').set({ expires_at: at }).execute()
  await of().where('state', '<>', 'sending').set({ sealed: null }).execute()
  // A server may have quoted the address in what it said.
  await of().set({ recipient: '', account_name: '', account_id: null, said: '[]' }).execute()
}

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
  /** @returns when the next one is due, or the next body that nobody knows to have arrived is worthless; null where none is. */
  async nextAt(): Promise<string | null> {
    const due = db
      .selectFrom('outbox')
      .select((eb) => eb.fn.min('next_at').as('next'))
      .where('next_at', 'is not', null)
    const worthless = uncertainSecrets(db).select((eb) => eb.fn.min('expires_at').as('next'))
    const found = [(await due.executeTakeFirst())?.next, (await worthless.executeTakeFirst())?.next]
    return found.flatMap((next) => next ?? []).toSorted()[0] ?? null
  },
  /** Whether there is a body that `dropExpired` would drop. */
  async holdsExpired(at: string): Promise<boolean> {
    const queued = queuedSecretsOver(db, at).select('id').limit(1)
    const uncertain = uncertainSecrets(db).where('expires_at', '<=', at).select('id').limit(1)
    return Boolean((await queued.executeTakeFirst()) ?? (await uncertain.executeTakeFirst()))
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
  giveUpReplaced: (accountId: string, kinds: readonly LetterKind[], at: string): Promise<number> =>
    giveUpLetters(db, accountId, kinds, { at, words: 'replaced' }),
  /**
   * Takes address and name off all letters of an account that is no more, and their bodies; what waits is not sent. What
   * is on its way this moment is over should it come back.
   */
  forgetAccount: (accountId: string, at: string): Promise<void> => forgetLetters(db, accountId, at),
  /** Drops codes and passwords that nobody knows to have arrived, or that still wait, and that are worthless by now. */
  async dropExpired(at: string): Promise<void> {
    await db
      .updateTable('outbox')
      .set({ state: 'failed', next_at: null, sealed: null, said: saidAnd(at, 'expired') })
      .where(isQueuedAndOver(at))
      .execute()
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
