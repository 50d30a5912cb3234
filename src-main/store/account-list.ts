/** The list of accounts: keyset pages by name in both directions, marks for the scroll bar, numbers beside the views. */
import { sql } from 'kysely'
import type { AccountFilter } from '../../src-preload/contract/accounts'
import { countAccounts } from './account-counts'
import { findAccounts } from './account-found'
import { chooseLane } from './account-lanes'
import { accountNeeds } from './account-needs'
import type { AccountRow } from './account-row'
import { planSearch } from './account-search'
import { walkMarks, walkRows, type Direction } from './account-walk'
import { comparePlaces, cursorOf, placeOf } from './cursor'
import type { ReadDb } from './db'
import { accountsBy } from './sqlite'

export interface AccountListRequest {
  readonly filter: AccountFilter
  /** A cursor of this list; null is the beginning or, backward, the end. */
  readonly from: string | null
  readonly direction: Direction
  readonly limit: number
  /** The instant that locks and graces are measured by. */
  readonly at: string
}

export interface AccountPage {
  /** By name whatever the direction. */
  readonly rows: AccountRow[]
  readonly first: string | null
  readonly last: string | null
  readonly more: boolean
  readonly capped: boolean
}

export interface AccountMarks {
  readonly total: number
  readonly capped: boolean
  readonly every: number
  readonly marks: (string | null)[]
}

export interface AccountNumbers {
  readonly all: number
  readonly requiredNone: number
  readonly pending: number
  readonly mustReEnrol: number
  readonly locked: number
  readonly departments: { department: string; count: number }[]
}

/** At most a thousand marks: they all cross to the window. */
const everyOf = (accounts: number): number => 100 * Math.max(1, Math.ceil(accounts / 100_000))

function pageOf(found: AccountRow[], { direction, limit }: AccountListRequest, capped: boolean): AccountPage {
  const rows = found.slice(0, limit)
  if (direction === 'backward') rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows,
    first: first === undefined ? null : cursorOf(first),
    last: last === undefined ? null : cursorOf(last),
    more: found.length > limit,
    capped,
  }
}

export const accountListReads = (db: ReadDb) => ({
  /** @throws fault `input-invalid` for a cursor that is none of ours */
  async page(request: AccountListRequest): Promise<AccountPage> {
    const { filter, direction, limit, at } = request
    const from = request.from === null ? null : placeOf(request.from)
    const plan = planSearch(filter.search ?? '')
    if (plan === null) {
      const lane = await chooseLane(db, filter, at)
      return pageOf(await walkRows(db, lane, direction, from, limit + 1), request, false)
    }
    const { rows, capped } = await findAccounts(db, plan, filter, at)
    if (direction === 'backward') rows.reverse()
    const sign = direction === 'forward' ? 1 : -1
    const beyond = from === null ? rows : rows.filter((row) => comparePlaces(row, from) * sign > 0)
    return pageOf(beyond, request, capped)
  },

  /** How many the filter holds, and a cursor before every `every`-th row (null for the first: the beginning). */
  async marks({ filter, at }: Pick<AccountListRequest, 'filter' | 'at'>): Promise<AccountMarks> {
    const every = everyOf(await countAccounts(db, {}))
    const plan = planSearch(filter.search ?? '')
    if (plan === null) {
      const { total, places } = await walkMarks(db, await chooseLane(db, filter, at), every)
      return { total, capped: false, every, marks: places.map((place) => (place === null ? null : cursorOf(place))) }
    }
    const { rows, capped } = await findAccounts(db, plan, filter, at)
    const marks: (string | null)[] = [null]
    rows.forEach((row, at) => {
      if ((at + 1) % every === 0 && at + 1 < rows.length) marks.push(cursorOf(row))
    })
    return { total: rows.length, capped, every, marks }
  },

  needs: (at: string, days: Parameters<typeof accountNeeds>[2]) => accountNeeds(db, at, days),

  /** How many accounts stand in each combination. */
  combinations: () => db.selectFrom('account_counts').selectAll().execute(),

  /** From the counters; those locked at the instant `at` from an index that holds only them. */
  async counts({ at }: { at: string }): Promise<AccountNumbers> {
    const byDepartment = db
      .selectFrom('account_counts')
      .select((eb) => ['department' as const, eb.fn.sum<number>('count').as('count')])
      .groupBy('department')
      .orderBy('department')
    const locked = sql<{ count: number }>`select count(*) as count from ${accountsBy('accounts_locked_until')}
      where locked_until is not null and locked_until > ${at}`
    const departments = (await byDepartment.execute()).map((row) => ({ ...row, count: Number(row.count) }))
    return {
      all: await countAccounts(db, {}),
      requiredNone: await countAccounts(db, {
        policy: ['required'],
        state: ['not-enrolled', 'pending', 'must-re-enrol', 'disabled-otp', 'disabled-email'],
      }),
      pending: await countAccounts(db, { state: ['pending'] }),
      mustReEnrol: await countAccounts(db, { state: ['must-re-enrol'] }),
      locked: Number((await locked.execute(db)).rows[0]?.count ?? 0),
      departments,
    }
  },
})
