/** Walking a lane of accounts in list order, a bounded number of rows at a time. */
import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { Lane } from './account-lanes'
import { accountColumns, type AccountRow } from './account-row'
import type { Place } from './cursor'
import type { ReadDb } from './db'
import { accountsBy } from './sqlite'

export type Direction = 'forward' | 'backward'

/** Rows of the index passed in one statement; some milliseconds where each must be fetched and asked. */
const sliceRows = 2000

const placeColumns = ['sort_key', 'row_no'] as const

interface Stretch {
  readonly direction: Direction
  /** Excluded; null is the end the walk begins at. */
  readonly from: Place | null
  /** Included; null is the other end. */
  readonly to?: Place | null
  readonly limit?: number
  readonly offset?: number
}

/**
 * The stretch from `low` (excluded) to `high` (included) as ranges that each seek on both parts of the key. Compared as a
 * pair, SQLite seeks on the first part only, and a page among 50,000 people of one name would pass them one by one.
 */
function rangesOf(low: Place | null, high: Place | null, strict: 'low' | 'high'): RawBuilder<unknown>[] {
  const above = sql.raw(strict === 'low' ? '>' : '>=')
  const below = sql.raw(strict === 'high' ? '<' : '<=')
  if (low !== null && high !== null && low.sort_key === high.sort_key) {
    return [sql`sort_key = ${low.sort_key} and row_no ${above} ${low.row_no} and row_no ${below} ${high.row_no}`]
  }
  const ranges: RawBuilder<unknown>[] = []
  if (low !== null) ranges.push(sql`sort_key = ${low.sort_key} and row_no ${above} ${low.row_no}`)
  if (low !== null && high !== null) ranges.push(sql`sort_key > ${low.sort_key} and sort_key < ${high.sort_key}`)
  else if (low !== null) ranges.push(sql`sort_key > ${low.sort_key}`)
  else if (high !== null) ranges.push(sql`sort_key < ${high.sort_key}`)
  if (high !== null) ranges.push(sql`sort_key = ${high.sort_key} and row_no ${below} ${high.row_no}`)
  return ranges
}

/** One statement over the arms of a lane, in order; each arm reads its index in order, more than one are merged. */
function statement<Row>(
  lane: Lane,
  columns: readonly string[],
  rest: readonly RawBuilder<unknown>[],
  { direction, from, to = null, limit, offset }: Stretch,
): RawBuilder<Row> {
  const forward = direction === 'forward'
  const order = sql.raw(forward ? 'asc' : 'desc')
  const ranges = forward ? rangesOf(from, to, 'low') : rangesOf(to, from, 'high')
  const selected = sql.join(columns.map((column) => sql.ref(column)))
  const arms = lane.arms.flatMap((arm) =>
    (ranges.length === 0 ? [null] : ranges).map((range) => {
      const conditions = [arm.where, range, ...rest].filter((condition) => condition !== null)
      const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`
      return sql`select ${selected} from ${accountsBy(arm.index)} ${where}`
    }),
  )
  const cut = limit === undefined ? sql`` : sql`limit ${limit} offset ${offset ?? 0}`
  return sql<Row>`${sql.join(arms, sql` union all `)} order by sort_key ${order}, row_no ${order} ${cut}`
}

/** The place `rows` rows further on the lane, whatever they hold; null where it ends before. */
async function placeAfter(db: ReadDb, lane: Lane, from: Place | null, direction: Direction, rows: number) {
  const stretch = { direction, from, limit: 1, offset: rows - 1 }
  return (await statement<Place>(lane, placeColumns, [], stretch).execute(db)).rows[0] ?? null
}

/** @returns up to `limit` whole rows beyond `from`, in the order walked. The event loop breathes between slices. */
export async function walkRows(
  db: ReadDb,
  lane: Lane,
  direction: Direction,
  from: Place | null,
  limit: number,
): Promise<AccountRow[]> {
  if (lane.rest.length === 0) {
    return (await statement<AccountRow>(lane, accountColumns, [], { direction, from, limit }).execute(db)).rows
  }
  const rows: AccountRow[] = []
  for (let start = from; ;) {
    const to = await placeAfter(db, lane, start, direction, sliceRows)
    const stretch = { direction, from: start, to, limit: limit - rows.length }
    rows.push(...(await statement<AccountRow>(lane, accountColumns, lane.rest, stretch).execute(db)).rows)
    if (to === null || rows.length >= limit) return rows
    start = to
    await setImmediate()
  }
}

export interface Marks {
  readonly total: number
  /** `places[i]` lies before row `i * every`, counted from 0; the first is null, the beginning. */
  readonly places: readonly (Place | null)[]
}

/** Without anything left to ask, hops of `every` rows over the index; a hop never begins again from the start. */
async function hop(db: ReadDb, lane: Lane, every: number): Promise<Marks> {
  const places: (Place | null)[] = [null]
  for (let from: Place | null = null; ;) {
    const next = await placeAfter(db, lane, from, 'forward', every)
    if (next === null) {
      const rest = await statement<Place>(lane, placeColumns, [], { direction: 'forward', from, limit: every }).execute(
        db,
      )
      return { total: (places.length - 1) * every + rest.rows.length, places: tidy(places, rest.rows.length) }
    }
    places.push(next)
    from = next
    await setImmediate()
  }
}

/** No mark stands behind the last row. */
const tidy = (places: (Place | null)[], rest: number): (Place | null)[] =>
  rest === 0 && places.length > 1 ? places.slice(0, -1) : places

/** @returns how many rows the lane holds, and a place before every `every`-th of them. */
export async function walkMarks(db: ReadDb, lane: Lane, every: number): Promise<Marks> {
  if (lane.rest.length === 0) return hop(db, lane, every)
  const places: (Place | null)[] = [null]
  let total = 0
  let lastPlace: Place | null = null
  for (let from: Place | null = null; ;) {
    const to = await placeAfter(db, lane, from, 'forward', sliceRows)
    const found = await statement<Place>(lane, placeColumns, lane.rest, { direction: 'forward', from, to }).execute(db)
    for (const place of found.rows) {
      if (total > 0 && total % every === 0) places.push(lastPlace)
      lastPlace = place
      total += 1
    }
    if (to === null) return { total, places }
    from = to
    await setImmediate()
  }
}
