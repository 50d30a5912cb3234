/** Finding accounts by what was typed: candidates from the search tables, asked one by one, ordered at the end. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AccountFilter } from '../../src-preload/contract/accounts'
import { conditionsOf } from './account-lanes'
import { accountColumns, type AccountRow } from './account-row'
import { searchTextOf, type SearchPlan } from './account-search'
import { comparePlaces } from './cursor'
import type { ReadDb } from './db'
import { findSearchEntries } from './sqlite'

/** Nobody reads on: whoever finds more types another character. */
export const foundMost = 500
/** Candidates of one statement; row numbers are filled up to as many, so that there is one statement. */
const candidatesEach = 500

export interface Found {
  /** By name, at most 500. */
  readonly rows: AccountRow[]
  /** There are more: of those, the accounts made first are here. */
  readonly capped: boolean
}

/** Accounts whose name, address or user name begins with `text`; short, for one Latin character. */
async function beginningWith(db: ReadDb, text: string, after: number): Promise<number[]> {
  if (after > 0) return []
  const end = `${text}\u{10ffff}`
  const numbers = new Set<number>()
  for (const column of ['sort_key', 'email_key', 'user_name_key'] as const) {
    const query = db.selectFrom('accounts').select('row_no').where(column, '>=', text).where(column, '<', end)
    for (const row of await query.limit(candidatesEach).execute()) numbers.add(row.row_no)
  }
  return [...numbers].sort((a, b) => a - b)
}

/** @returns the accounts the plan and the filter hold, in order of name; `now` is an instant. */
export async function findAccounts(db: ReadDb, plan: SearchPlan, filter: AccountFilter, now: string): Promise<Found> {
  const conditions = conditionsOf(db, filter, now)
  const and = conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`
  const rows: AccountRow[] = []
  for (let after = 0; rows.length <= foundMost;) {
    const candidates =
      plan.from.by === 'index'
        ? await findSearchEntries(db as never, plan.from.query, after, candidatesEach)
        : await beginningWith(db, plan.from.text, after)
    const [first, last] = [candidates[0], candidates.at(-1)]
    if (first === undefined || last === undefined) break
    for (let at = 0; at < candidates.length; at += candidatesEach) {
      const some = candidates.slice(at, at + candidatesEach)
      const size = some.length < 20 ? 20 : candidatesEach
      const numbers = sql.join([...some, ...Array<number>(size - some.length).fill(first)])
      const found = await sql<AccountRow>`select ${sql.join(accountColumns.map((column) => sql.ref(column)))}
        from accounts where row_no in (${numbers}) ${and} order by row_no`.execute(db)
      rows.push(...found.rows.filter((row) => plan.words.every((word) => searchTextOf(row).includes(word))))
    }
    after = last
    if (plan.from.by === 'index' && candidates.length < candidatesEach) break
    await setImmediate()
  }
  const capped = rows.length > foundMost
  return { rows: rows.slice(0, foundMost).sort(comparePlaces), capped }
}
