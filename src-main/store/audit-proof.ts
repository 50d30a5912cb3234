/** What the log is checked against besides its own chain: cuts, events of accounts, snapshots; and notes of the check itself. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { RawBuilder, Selectable } from 'kysely'
import { genesis } from '../engine/audit-chain'
import { standingLine, type StandingFields } from '../engine/standing-line'
import type { ReadDb, WriteDb } from './db'
import type { AuditCutsTable } from './schema-of-history'
import { seqAt } from './standing-words'

export type AuditCut = Selectable<AuditCutsTable>

/** One event as the log answers for it. */
export interface ProofEvent {
  readonly no: number
  /** Numbers of standings; null: it was not there. */
  readonly before: number | null
  readonly after: number | null
  /** As it is hashed. */
  readonly line: string
  /** It names the account's event before it, and begins where that one led. No row answers for either by a hash. */
  readonly follows: boolean
}

interface EventRow {
  readonly no: number
  readonly seq: number
  readonly account_id: string
  readonly prev: number | null
  readonly before: number | null
  readonly after: number | null
  /** The account's event before, as it is found; null where there is none. */
  readonly former: number | null
  readonly led: number | null
}

/** `audit-check`: what the last whole check found; `anchored`: the newest anchor; `cut-done`: up to where rows are removed. */
export type AuditNote = 'audit-check' | 'anchored' | 'cut-done'

/** Events read between two breaths of the event loop. */
const eventsEach = 500

const columns = ['department', 'role', 'policy', 'state', 'enabled'] as const

export const auditProofReads = (db: ReadDb) => ({
  /** Oldest first. */
  cuts: (): Promise<AuditCut[]> => db.selectFrom('audit_cuts').selectAll().orderBy('to_no').execute(),

  /** What the oldest row that was not cut stands on: the newest cut, or nothing. */
  async start(): Promise<{ no: number; hash: string }> {
    const query = db.selectFrom('audit_cuts').select(['to_no as no', 'last_hash as hash']).orderBy('to_no', 'desc')
    return (await query.limit(1).executeTakeFirst()) ?? { no: 0, hash: genesis }
  },

  /** Events that rows `from` to `to` answer for, in order of number and of happening. */
  async *events(from: number, to: number): AsyncGenerator<ProofEvent> {
    const words = await standingWords(db)
    const fields = (id: number | null): StandingFields | null => (id === null ? null : (words.get(id) ?? null))
    for (let no = from, seq = 0; ;) {
      // The rest of one row by itself: as one wish with the rows after it SQLite would begin anew with all of its events.
      const rest = await eventRows(db, sql`e.no = ${no} and e.seq > ${seq}`, eventsEach)
      const beyond = sql`e.no > ${no} and e.no <= ${to}`
      const rows = [...rest, ...(await eventRows(db, beyond, eventsEach - rest.length))]
      for (const row of rows) {
        const line = standingLine(row.account_id, fields(row.before), fields(row.after))
        const follows = row.prev === row.former && row.before === row.led
        yield { no: row.no, before: row.before, after: row.after, line, follows }
        no = row.no
        seq = row.seq
      }
      if (rows.length < eventsEach) return
      await setImmediate()
    }
  },

  /** The oldest number over `last` that an event names; null where there is none. The next row may have some already. */
  async strayEvent(last: number): Promise<number | null> {
    const query = db
      .selectFrom('account_events')
      .select('no')
      .where('no', '>', last + 1)
      .orderBy('no')
      .limit(1)
    return (await query.executeTakeFirst())?.no ?? null
  },

  /** How many accounts stood where under row `no`, counted from what a cut left of the events. */
  async countsUnder(no: number): Promise<Map<number, number>> {
    const counts = new Map<number, number>()
    const top = await seqAt(db, no)
    for (let at = 0; at < top; at += eventsEach) {
      const { rows } = await sql<{ after: number; count: number }>`
        select after, count(*) as count from account_events e
        where seq > ${at} and seq <= ${at + eventsEach} and no <= ${no} and after is not null and not exists (
          select 1 from account_events later indexed by account_events_of_account
          where later.account_id = e.account_id and later.seq > e.seq and later.no <= ${no})
        group by after`.execute(db)
      for (const { after, count } of rows) counts.set(after, (counts.get(after) ?? 0) + count)
      await setImmediate()
    }
    return counts
  },

  /** Numbers of rows behind which a snapshot was taken, from `from` on. */
  async marksFrom(from: number): Promise<number[]> {
    return (await db.selectFrom('coverage_marks').select('no').where('no', '>=', from).orderBy('no').execute()).map(
      ({ no }) => no,
    )
  },

  async markCounts(no: number): Promise<Map<number, number>> {
    const rows = await db
      .selectFrom('coverage_mark_counts')
      .select(['standing', 'count'])
      .where('no', '=', no)
      .execute()
    return new Map(rows.map(({ standing, count }) => [standing, count]))
  },

  /** The newest row before an instant; 0 where there is none. */
  async lastBefore(at: string): Promise<number> {
    const query = db.selectFrom('audit').select('no').where('at', '<', at).orderBy('at', 'desc').orderBy('no', 'desc')
    return (await query.limit(1).executeTakeFirst())?.no ?? 0
  },

  /** Whether the log says that a pack of exactly these rows, with this SHA-256, was made here. */
  async hasPack({ from, to, sha256 }: { from: number; to: number; sha256: string }): Promise<boolean> {
    const row = await db
      .selectFrom('audit')
      .select('no')
      .where('act', '=', 'evidence.make')
      .where('result', '=', 'done')
      .where(sql`detail ->> 'sha256'`, '=', sha256)
      .where(sql`detail ->> 'from'`, '=', from)
      .where(sql`detail ->> 'to'`, '=', to)
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  },

  async note(name: AuditNote): Promise<string | null> {
    const row = await db.selectFrom('audit_notes').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value ?? null
  },
})

/** Each with the event of its account before it. */
async function eventRows(db: ReadDb, where: RawBuilder<unknown>, limit: number): Promise<EventRow[]> {
  if (limit === 0) return []
  const { rows } = await sql<EventRow>`select e.*, former.seq as former, former.after as led
    from account_events e indexed by account_events_by_no
    left join account_events former on former.seq = (
      select max(seq) from account_events indexed by account_events_of_account
      where account_id = e.account_id and seq < e.seq)
    where ${where} order by e.no, e.seq limit ${limit}`.execute(db)
  return rows
}

async function standingWords(db: ReadDb): Promise<Map<number, StandingFields>> {
  const rows = await db
    .selectFrom('standings')
    .select(['id', ...columns])
    .execute()
  return new Map(rows.map((row) => [row.id, [row.department, row.role, row.policy, row.state, row.enabled]]))
}

export const auditProofWrites = (db: WriteDb) => ({
  ...auditProofReads(db),

  async setNote(name: AuditNote, value: string): Promise<void> {
    const insert = db.insertInto('audit_notes').values({ name, value })
    await insert.onConflict((conflict) => conflict.column('name').doUpdateSet({ value })).execute()
  },

  /** The snapshot that a cut after row `no` needs, where none was taken there. */
  async markAt(no: number, at: string): Promise<void> {
    const there = await db.selectFrom('coverage_marks').select('no').where('no', '=', no).executeTakeFirst()
    if (there !== undefined) return
    const before = await db
      .selectFrom('coverage_marks')
      .select(['no', 'seq'])
      .where('no', '<', no)
      .orderBy('no', 'desc')
      .limit(1)
      .executeTakeFirst()
    const from = before?.no ?? 0
    await sql`insert into coverage_marks (no, seq, at)
      select ${no}, coalesce(max(seq), ${before?.seq ?? 0}), ${at} from account_events where no > ${from} and no <= ${no}`.execute(
      db,
    )
    await sql`insert into coverage_mark_counts (no, standing, count)
      select ${no}, standing, sum(n) from (
        select standing, count as n from coverage_mark_counts where no = ${from}
        union all select after, 1 from account_events where no > ${from} and no <= ${no} and after is not null
        union all select before, -1 from account_events where no > ${from} and no <= ${no} and before is not null)
      group by standing having sum(n) > 0`.execute(db)
  },

  async insertCut(cut: AuditCut): Promise<void> {
    await db.insertInto('audit_cuts').values(cut).execute()
  },

  /**
   * Removes events that a cut after row `to` stands for and that a later one under it supersedes, among the next
   * `span` of them after `after`.
   * @returns where to go on; null once nothing is left
   */
  async removeEventsUnder(to: number, after: number, span: number): Promise<number | null> {
    const query = db.selectFrom('account_events').select('seq').where('seq', '>', after).orderBy('seq')
    const next = await query.limit(1).executeTakeFirst()
    if (next === undefined) return null
    const end = next.seq + span
    await sql`delete from account_events where seq > ${after} and seq <= ${end} and no <= ${to} and exists (
      select 1 from account_events later indexed by account_events_of_account
      where later.account_id = account_events.account_id and later.seq > account_events.seq and later.no <= ${to})`.execute(
      db,
    )
    // By number of event, which rise with those of the rows: by the index of rows each slice would pass all that stay.
    const beyond = db.selectFrom('account_events').select('no').where('seq', '>', end).orderBy('seq')
    const left = await beyond.limit(1).executeTakeFirst()
    return left === undefined || left.no > to ? null : end
  },

  /** Removes the oldest snapshot where it lies before row `to`. @returns whether there was one */
  async removeMarkUnder(to: number): Promise<boolean> {
    const oldest = await db.selectFrom('coverage_marks').select('no').orderBy('no').limit(1).executeTakeFirst()
    if (oldest === undefined || oldest.no >= to) return false
    await db.deleteFrom('coverage_mark_counts').where('no', '=', oldest.no).execute()
    await db.deleteFrom('coverage_marks').where('no', '=', oldest.no).execute()
    return true
  },

  /** Removes up to `limit` rows of the log up to row `to`, oldest first, and what ties them to accounts. @returns how many */
  async removeRowsUnder(to: number, limit: number): Promise<number> {
    const links = await sql`delete from audit_about where (account_id, no) in
      (select account_id, no from audit_about indexed by audit_about_by_no where no <= ${to} limit ${limit})`.execute(
      db,
    )
    const removed = Number(links.numAffectedRows ?? 0)
    if (removed > 0) return removed
    const rows = await sql`delete from audit where no in
      (select no from audit where no <= ${to} order by no limit ${limit})`.execute(db)
    return Number(rows.numAffectedRows ?? 0)
  },
})
