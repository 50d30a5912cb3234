/** Coverage on any past day: counted from the nearest snapshot before it and the events since; and the accounts behind it. */
import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import { StandingHash, standingLine, type StandingFields } from '../engine/standing-line'
import type { ReadDb, WriteDb } from './db'
import type { Standing } from './standings'

export type StandingCount = Standing & { readonly count: number }

/** From which row of the log on coverage is known, and since when. */
export interface CoverageFloor {
  readonly no: number
  readonly at: string
}

/** An account as it stood. */
export interface StoodAccount extends Standing {
  readonly accountId: string
  /** Its name and address today; empty where it is no more. */
  readonly name: string
  readonly email: string
  /** Its last event by then: where a page of the list goes on, and when it came to stand so. */
  readonly seq: number
  /** Null where the row that says when has been cut. */
  readonly since: string | null
}

/** What became of an account between two rows of the log. */
export interface MovedAccount {
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly seq: number
  /** Null: it was not there. */
  readonly before: Standing | null
  readonly after: Standing | null
}

export interface StoodFilter {
  readonly states?: readonly string[] | undefined
  readonly policy?: string | undefined
  readonly roles?: readonly string[] | undefined
  readonly departments?: readonly string[] | undefined
  readonly enabled?: boolean | undefined
}

/** Events looked at between two breaths: some milliseconds where each needs a seek of its own. */
const sliceEvents = 1000
/** Events after which a snapshot is worth its rows. */
const markEvery = 5000
/** Lines hashed between two breaths. */
const hashedEach = 2000

const standingOf = (row: Record<string, unknown>, prefix: string): Standing | null =>
  row[`${prefix}_state`] === null
    ? null
    : ({
        department: row[`${prefix}_department`],
        role: row[`${prefix}_role`],
        policy: row[`${prefix}_policy`],
        state: row[`${prefix}_state`],
        enabled: row[`${prefix}_enabled`],
      } as Standing)

const fieldsOf = (standing: Standing | null): StandingFields | null =>
  standing && [standing.department, standing.role, standing.policy, standing.state, standing.enabled]

const selectStanding = (table: string, prefix: string): RawBuilder<unknown> =>
  sql.join(
    ['department', 'role', 'policy', 'state', 'enabled'].map(
      (column) => sql`${sql.ref(`${table}.${column}`)} as ${sql.ref(`${prefix}_${column}`)}`,
    ),
  )

function* wishesOf(filter: StoodFilter): Generator<RawBuilder<unknown>> {
  const { states, policy, roles, departments, enabled } = filter
  if (states && states.length > 0) yield sql`state in (${sql.join(states)})`
  if (policy !== undefined) yield sql`policy = ${policy}`
  if (roles && roles.length > 0) yield sql`role in (${sql.join(roles)})`
  if (departments && departments.length > 0) yield sql`department in (${sql.join(departments)})`
  if (enabled !== undefined) yield sql`enabled = ${enabled ? 1 : 0}`
}

export const coverageReads = (db: ReadDb) => {
  /** The newest event up to row `no`; 0 where there is none. */
  const seqAt = async (no: number): Promise<number> => {
    const query = db.selectFrom('account_events').select('seq').where('no', '<=', no)
    return (await query.orderBy('no', 'desc').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0
  }

  /** Lines of the events that row `no` answers for, in order of happening. */
  async function* linesOf(no: number): AsyncGenerator<string> {
    for (let after = 0; ;) {
      const { rows } = await sql<Record<string, unknown> & { seq: number; account_id: string }>`
        select e.seq, e.account_id, ${selectStanding('b', 'b')}, ${selectStanding('a', 'a')}
        from account_events e left join standings b on b.id = e.before left join standings a on a.id = e.after
        where e.no = ${no} and e.seq > ${after} order by e.seq limit ${hashedEach}`.execute(db)
      for (const row of rows) {
        yield standingLine(row.account_id, fieldsOf(standingOf(row, 'b')), fieldsOf(standingOf(row, 'a')))
        after = row.seq
      }
      if (rows.length < hashedEach) return
      await setImmediate()
    }
  }

  return {
    /** The newest row of the log at or before an instant; 0 where there is none. */
    async noAt(at: string): Promise<number> {
      const query = db.selectFrom('audit').select('no').where('at', '<=', at)
      return (await query.orderBy('at', 'desc').orderBy('no', 'desc').limit(1).executeTakeFirst())?.no ?? 0
    },

    /** Null in a store without accounts. */
    async floor(): Promise<CoverageFloor | null> {
      const cut = await db
        .selectFrom('audit_cuts')
        .select(['to_no as no', 'last_at as at'])
        .orderBy('to_no', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (cut !== undefined) return cut
      const first = await db.selectFrom('account_events').select('no').orderBy('seq').limit(1).executeTakeFirst()
      if (first === undefined) return null
      const row = await db.selectFrom('audit').select(['no', 'at']).where('no', '=', first.no).executeTakeFirst()
      return row ?? null
    },

    /** How many accounts stood where once row `no` was written, in no order. At once: some thousand events at most. */
    async countsAt(no: number): Promise<StandingCount[]> {
      const mark = await db
        .selectFrom('coverage_marks')
        .select('no')
        .where('no', '<=', no)
        .orderBy('no', 'desc')
        .limit(1)
        .executeTakeFirst()
      const from = mark?.no ?? 0
      const { rows } = await sql<StandingCount>`
        select department, role, policy, state, enabled, sum(n) as count from (
          select standing, count as n from coverage_mark_counts where no = ${from}
          union all select after, 1 from account_events where no > ${from} and no <= ${no} and after is not null
          union all select before, -1 from account_events where no > ${from} and no <= ${no} and before is not null)
        join standings on standings.id = standing group by standing having sum(n) <> 0`.execute(db)
      return rows
    },

    /** Accounts as they stood once row `no` was written, those first that came to stand so last. */
    async listAt(no: number, filter: StoodFilter, under: number | null, limit: number) {
      const wishes = [...wishesOf(filter)]
      const where = wishes.length === 0 ? sql`1` : sql.join(wishes, sql` and `)
      const { rows: ids } = await sql<{ id: number }>`select id from standings where ${where}`.execute(db)
      const found: StoodAccount[] = []
      let end = Math.min(under ?? Infinity, (await seqAt(no)) + 1)
      while (ids.length > 0 && end > 1 && found.length <= limit) {
        const from = Math.max(0, end - sliceEvents)
        const { rows } = await sql<Record<string, unknown> & { account_id: string; seq: number; since: string | null }>`
          select e.seq, e.account_id, ${selectStanding('s', 's')}, accounts.name, accounts.email, audit.at as since
          from account_events e join standings s on s.id = e.after
          left join accounts on accounts.id = e.account_id left join audit on audit.no = e.no
          where e.seq >= ${from} and e.seq < ${end} and e.after in (${sql.join(ids.map(({ id }) => id))})
            and coalesce((select later.no from account_events later indexed by account_events_of_account
              where later.account_id = e.account_id and later.seq > e.seq order by later.seq limit 1), ${no + 1}) > ${no}
          order by e.seq desc`.execute(db)
        for (const row of rows) found.push(stoodOf(row))
        end = from
        await setImmediate()
      }
      return { rows: found.slice(0, limit), more: found.length > limit }
    },

    /**
     * Accounts that stand elsewhere, or are new or gone, after row `to` than after row `from`; each once, in order of
     * their first change in between.
     */
    async *movedBetween(from: number, to: number, above = 0): AsyncGenerator<MovedAccount> {
      const end = await seqAt(to)
      for (let at = Math.max(above, await seqAt(from)); at < end; at += sliceEvents) {
        const { rows } = await sql<Record<string, unknown> & { account_id: string; seq: number }>`
          select e.seq, e.account_id, accounts.name, accounts.email, ${selectStanding('b', 'b')}, ${selectStanding('a', 'a')}
          from account_events e left join standings b on b.id = e.before
          join account_events l on l.seq = (select max(n.seq) from account_events n
            indexed by account_events_of_account where n.account_id = e.account_id and n.seq <= ${end})
          left join standings a on a.id = l.after left join accounts on accounts.id = e.account_id
          where e.seq > ${at} and e.seq <= ${Math.min(end, at + sliceEvents)}
            and coalesce((select p.no from account_events p indexed by account_events_of_account
              where p.account_id = e.account_id and p.seq < e.seq order by p.seq desc limit 1), 0) <= ${from}
            and e.before is not l.after
          order by e.seq`.execute(db)
        for (const row of rows) {
          yield {
            ...{ accountId: row.account_id, seq: row.seq, name: String(row['name'] ?? '') },
            ...{ email: String(row['email'] ?? ''), before: standingOf(row, 'b'), after: standingOf(row, 'a') },
          }
        }
        await setImmediate()
      }
    },

    linesOf,

    /** What row `no` must say of the events that it answers for. */
    async detailOf(no: number) {
      const hash = new StandingHash()
      for await (const line of linesOf(no)) hash.add(line)
      return hash.detail()
    },

    /** Snapshots, oldest first. */
    marks: () => db.selectFrom('coverage_marks').selectAll().orderBy('no').execute(),
  }
}

function stoodOf(
  row: Record<string, unknown> & { account_id: string; seq: number; since: string | null },
): StoodAccount {
  const standing = standingOf(row, 's') as Standing
  const { account_id: accountId, seq, since } = row
  return { ...standing, accountId, seq, since, name: String(row['name'] ?? ''), email: String(row['email'] ?? '') }
}

/** Takes a snapshot behind row `no` where enough has happened since the last one. */
export async function markIfDue(db: WriteDb, no: number, at: string): Promise<void> {
  const newest = db.selectFrom('account_events').select('seq').orderBy('seq', 'desc').limit(1)
  const seq = (await newest.executeTakeFirst())?.seq ?? 0
  const mark = await db.selectFrom('coverage_marks').select('seq').orderBy('no', 'desc').limit(1).executeTakeFirst()
  if (seq - (mark?.seq ?? 0) < markEvery) return
  await db.insertInto('coverage_marks').values({ no, seq, at }).execute()
  await sql`insert into coverage_mark_counts (no, standing, count)
    select ${no}, standings.id, account_counts.count from account_counts
    join standings using (department, role, policy, state, enabled) where account_counts.count > 0`.execute(db)
}
