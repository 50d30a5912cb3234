/** Where accounts stand (department, role, policy, state, enabled), kept as events: what coverage on any date is counted from. */
import { sql } from 'kysely'
import type { PolicySweep } from '../engine/policy'
import type { AccountRow } from './account-row'
import type { WriteDb } from './db'
import { insertRows } from './rows-in-bulk'
import type { StandingsTable } from './schema-of-history'

export type Standing = Pick<AccountRow, Exclude<keyof StandingsTable, 'id'>>

const columns = ['department', 'role', 'policy', 'state', 'enabled'] as const satisfies readonly (keyof Standing)[]

const keyOf = (standing: Standing): string => JSON.stringify(columns.map((column) => standing[column]))

/** The number of the next row of the log: events answer to it, whether it is written with them or after them. */
const nextNo = sql<number>`(select coalesce(max(no), 0) + 1 from audit)`

/** Gathers events of one call, to be written once and in the order they were noted. */
export class StandingChanges {
  readonly #events: { accountId: string; before: Standing | null; after: Standing | null }[] = []

  /** Row `before` is no more (null: there was none), row `after` is there. The same standing twice is no event. */
  note(before: AccountRow | null, after: AccountRow | null): void {
    const accountId = (after ?? before)?.id
    if (accountId === undefined) return
    if (before !== null && after !== null && columns.every((column) => before[column] === after[column])) return
    this.#events.push({ accountId, before, after })
  }

  async write(db: WriteDb): Promise<void> {
    if (this.#events.length === 0) return
    const found = await sql<{ no: number; seq: number }>`select ${nextNo} as no,
      (select coalesce(max(seq), 0) from account_events) as seq`.execute(db)
    const no = found.rows[0]?.no ?? 1
    let seq = found.rows[0]?.seq ?? 0
    const ids = new Map<string, number>()
    const idOf = async (standing: Standing | null): Promise<number | null> => {
      if (standing === null) return null
      const key = keyOf(standing)
      const known = ids.get(key) ?? (await ensureStanding(db, standing))
      ids.set(key, known)
      return known
    }
    const last = await lastEvents(
      db,
      this.#events.flatMap(({ accountId, before }) => (before === null ? [] : [accountId])),
    )
    const rows = []
    for (const { accountId, before, after } of this.#events) {
      seq += 1
      const prev = last.get(accountId) ?? null
      rows.push({ seq, no, account_id: accountId, prev, before: await idOf(before), after: await idOf(after) })
      last.set(accountId, seq)
    }
    await insertRows(db, 'account_events', ['seq', 'no', 'account_id', 'prev', 'before', 'after'], rows)
    this.#events.length = 0
  }
}

/** @returns the newest event of each of these accounts that has one; asked in one statement. */
async function lastEvents(db: WriteDb, accountIds: readonly string[]): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map()
  // One seek each, written so that the planner has no other way.
  const { rows } = await sql<{ account_id: string; seq: number | null }>`
    select value as account_id, (select max(seq) from account_events indexed by account_events_of_account
      where account_id = value) as seq from json_each(${JSON.stringify(accountIds)})`.execute(db)
  return new Map(rows.flatMap(({ account_id, seq }) => (seq === null ? [] : [[account_id, seq] as const])))
}

async function ensureStanding(db: WriteDb, standing: Standing): Promise<number> {
  let query = db.selectFrom('standings').select('id')
  for (const column of columns) query = query.where(column, '=', standing[column])
  const found = await query.executeTakeFirst()
  if (found !== undefined) return found.id
  const { department, role, policy, state, enabled } = standing
  const made = db.insertInto('standings').values({ department, role, policy, state, enabled }).returning('id')
  return (await made.executeTakeFirstOrThrow()).id
}

/**
 * Notes a policy given to all accounts of some roles, before the accounts are changed; those with one of their own keep it.
 * @returns what notes one stretch of row numbers, `from` excluded and `to` included
 */
export async function noteSweep(db: WriteDb, sweep: PolicySweep): Promise<(from: number, to: number) => Promise<void>> {
  const { roles, policy } = sweep
  await sql`insert into standings (department, role, policy, state, enabled)
    select department, role, ${policy}, state, enabled from account_counts
    where role in (${sql.join(roles)}) and policy <> ${policy}
    except select department, role, policy, state, enabled from standings`.execute(db)
  const isStanding = (one: string, ofPolicy: unknown) => {
    const standing = sql.ref(one)
    return sql`${standing}.department = accounts.department and ${standing}.role = accounts.role
      and ${standing}.policy = ${ofPolicy} and ${standing}.state = accounts.state
      and ${standing}.enabled = accounts.enabled`
  }
  return async (from, to) => {
    await sql`insert into account_events (no, account_id, prev, before, after)
      select ${nextNo}, accounts.id, (select max(seq) from account_events indexed by account_events_of_account
        where account_id = accounts.id), b.id, a.id from accounts
      join standings b on ${isStanding('b', sql.ref('accounts.policy'))}
      join standings a on ${isStanding('a', policy)}
      where accounts.row_no > ${from} and accounts.row_no <= ${to}
        and accounts.role in (${sql.join(roles)}) and accounts.policy <> ${policy}
        and accounts.policy_own is null
      order by accounts.row_no`.execute(db)
  }
}
