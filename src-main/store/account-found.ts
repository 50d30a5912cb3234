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
  /** There may be more than those here. */
  readonly capped: boolean
}

/**
 * Accounts whose name, address or user name begins with `text`; short, for one Latin character.
 * @returns their numbers, and whether more begin so: the filter was then not asked of them
 */
async function beginningWith(db: ReadDb, text: string): Promise<{ numbers: number[]; cut: boolean }> {
  const end = `${text}\u{10ffff}`
  const numbers = new Set<number>()
  let cut = false
  for (const column of ['sort_key', 'email_key', 'user_name_key'] as const) {
    const query = db.selectFrom('accounts').select('row_no').where(column, '>=', text).where(column, '<', end)
    const rows = await query.limit(candidatesEach + 1).execute()
    cut ||= rows.length > candidatesEach
    for (const row of rows.slice(0, candidatesEach)) numbers.add(row.row_no)
  }
  return { numbers: [...numbers].sort((a, b) => a - b), cut }
}

/** @returns the accounts the plan and the filter hold, in order of name; `now` is an instant. */
export async function findAccounts(db: ReadDb, plan: SearchPlan, filter: AccountFilter, now: string): Promise<Found> {
  const conditions = conditionsOf(db, filter, now)
  const and = conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`
  const rows: AccountRow[] = []
  const beginning = plan.from.by === 'beginning' ? await beginningWith(db, plan.from.text) : null
  for (let after = 0; rows.length <= foundMost;) {
    const candidates =
      plan.from.by === 'index'
        ? await findSearchEntries(db as never, plan.from.query, after, candidatesEach)
        : (beginning?.numbers ?? [])
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
    if (plan.from.by === 'beginning' || candidates.length < candidatesEach) break
    await setImmediate()
  }
  const capped = rows.length > foundMost || (beginning?.cut ?? false)
  return { rows: rows.slice(0, foundMost).sort(comparePlaces), capped }
}
