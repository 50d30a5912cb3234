/** The accounts behind coverage on a past day: found from their last event by then, newest first, in slices. */
import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { ReadDb } from './db'
import { seqAt, standingsByNumber } from './standing-words'
import type { Standing } from './standings'

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

export interface StoodFilter {
  readonly states?: readonly string[] | undefined
  readonly policy?: string | undefined
  readonly roles?: readonly string[] | undefined
  readonly departments?: readonly string[] | undefined
  readonly enabled?: boolean | undefined
}

/** Events passed over between two breaths, and those of them that fit: each of these costs two seeks. Some milliseconds. */
const passedEach = 20_000
const fittingEach = 500

/** Values as one parameter: the statement stays the same however many there are. */
const among = (column: string, values: readonly string[]): RawBuilder<unknown> =>
  sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`

function* wishesOf(filter: StoodFilter): Generator<RawBuilder<unknown>> {
  const { states, policy, roles, departments, enabled } = filter
  if (states && states.length > 0) yield among('state', states)
  if (policy !== undefined) yield sql`policy = ${policy}`
  if (roles && roles.length > 0) yield among('role', roles)
  if (departments && departments.length > 0) yield among('department', departments)
  if (enabled !== undefined) yield sql`enabled = ${enabled ? 1 : 0}`
}

interface StoodRow {
  readonly seq: number
  readonly account_id: string
  readonly after: number
  readonly name: string | null
  readonly email: string | null
  readonly since: string | null
}

export const coverageListReads = (db: ReadDb) => ({
  /**
   * Accounts as they stood once row `no` was written, those first that came to stand so last.
   * @param under goes on under this `seq`; null is the beginning
   */
  async listAt(no: number, filter: StoodFilter, under: number | null, limit: number) {
    const wishes = [...wishesOf(filter)]
    const where = wishes.length === 0 ? sql`1` : sql.join(wishes, sql` and `)
    const standings = standingsByNumber(db)
    const found: StoodAccount[] = []
    for (let end = Math.min(under ?? Infinity, (await seqAt(db, no)) + 1); end > 1 && found.length <= limit;) {
      const begin = Math.max(1, end - passedEach)
      const fitting = await sql<{ seq: number }>`select seq from account_events
        where seq >= ${begin} and seq < ${end} and after in (select id from standings where ${where})
        order by seq desc limit ${fittingEach}`.execute(db)
      const seqs = fitting.rows.map(({ seq }) => seq)
      // Superseded by then: the account's next event belongs to this row or one before.
      const { rows } = await sql<StoodRow>`
        select e.seq, e.account_id, e.after, accounts.name, accounts.email, audit.at as since
        from json_each(${JSON.stringify(seqs)}) wanted cross join account_events e on e.seq = wanted.value
        left join accounts on accounts.id = e.account_id left join audit on audit.no = e.no
        where coalesce((select later.no from account_events later indexed by account_events_of_account
          where later.account_id = e.account_id and later.seq > e.seq order by later.seq limit 1), ${no + 1}) > ${no}
        order by e.seq desc`.execute(db)
      const standingOf = await standings(rows.map(({ after }) => after))
      for (const row of rows) found.push(stoodOf(row, standingOf(row.after)))
      end = seqs.length < fittingEach ? begin : (seqs.at(-1) ?? begin)
      await setImmediate()
    }
    return { rows: found.slice(0, limit), more: found.length > limit }
  },
})

function stoodOf({ seq, account_id, name, email, since }: StoodRow, standing: Standing | null): StoodAccount {
  return { ...(standing as Standing), accountId: account_id, name: name ?? '', email: email ?? '', seq, since }
}
