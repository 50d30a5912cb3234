/** Walking the log under a filter: numbers that fit, in order, in slices of bounded size with the event loop breathing between. */
import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import { askOf, lanesOf, type AskedRow, type Arm, type AuditFilter, type AuditLane } from './audit-lanes'
import type { ReadDb } from './db'
import { auditBy, eachNumber } from './sqlite'

/** `older`: downwards by number; `newer`: upwards. */
export type AuditDirection = 'older' | 'newer'

/** Numbers of the log, both ends included; none where `low` is above `high`. */
export interface Stretch {
  readonly low: number
  readonly high: number
  /** Each number in it lies in the time asked for: the clock never went back in it. */
  readonly timeIsKept: boolean
}

/** Numbers taken from an index at once, and then looked for in the others: each a seek. */
const chunk = 500
/** Rows that are looked at themselves between two breaths. */
const sliceRows = 2000
/** Entries of the index by time passed between two breaths: about 3 ms. */
const sliceEntries = 20_000
/** So many numbers of a lane are counted to find the rarest; which of two longer ones leads hardly matters. */
const countedMost = 2000

const within = (low: number, high: number): RawBuilder<unknown> => sql`no >= ${low} and no <= ${high}`

export function auditWalk(db: ReadDb) {
  const edge = async (way: 'asc' | 'desc'): Promise<number | null> =>
    (await db.selectFrom('audit').select('no').orderBy('no', way).limit(1).executeTakeFirst())?.no ?? null

  /** The first instant of the log `steps` entries after `start`, in order of time, before `until`. */
  async function instantAfter(start: RawBuilder<unknown>, until: string, steps: number): Promise<string | undefined> {
    const { rows } = await sql<{ at: string }>`select at from ${auditBy('audit_by_at')}
      where ${start} and at < ${until} order by at limit 1 offset ${steps}`.execute(db)
    return rows[0]?.at
  }

  /** All numbers there are in a time; the clock of a desk may have gone back, so each entry is asked. */
  async function stretchOfTime(from: string, until: string): Promise<Stretch> {
    let [low, high, count] = [Infinity, 0, 0]
    for (let start: string | undefined = from; start !== undefined;) {
      let next = await instantAfter(sql`at >= ${start}`, until, sliceEntries)
      // More rows of one instant than a slice holds: they are one slice.
      if (next === start) next = await instantAfter(sql`at > ${start}`, until, 0)
      const { rows } = await sql<{ low: number | null; high: number | null; count: number }>`
        select min(no) as low, max(no) as high, count(*) as count from ${auditBy('audit_by_at')}
        where at >= ${start} and at < ${next ?? until}`.execute(db)
      low = Math.min(low, rows[0]?.low ?? Infinity)
      high = Math.max(high, rows[0]?.high ?? 0)
      count += rows[0]?.count ?? 0
      start = next
      await setImmediate()
    }
    // Numbers have no gap: as many rows as there are numbers means that all of them lie in the time.
    return { low, high, timeIsKept: count === high - low + 1 }
  }

  /** The numbers a filter can find at all. */
  async function stretchOf({ from, until }: AuditFilter): Promise<Stretch> {
    if (from !== undefined || until !== undefined) return stretchOfTime(from ?? '', until ?? '\uffff')
    return { low: (await edge('asc')) ?? 1, high: (await edge('desc')) ?? 0, timeIsKept: true }
  }

  const numbersOf = async (arm: Arm, low: number, high: number, way: 'asc' | 'desc'): Promise<number[]> => {
    const { rows } = await sql<{ no: number }>`select no from ${arm.table} where ${arm.where} and ${within(low, high)}
      order by no ${sql.raw(way)} limit ${chunk}`.execute(db)
    return rows.map(({ no }) => no)
  }

  const sizeOf = async (lane: AuditLane, { low, high }: Stretch): Promise<number> => {
    let size = 0
    for (const arm of lane) {
      const { rows } = await sql<{ count: number }>`select count(*) as count from (select no from ${arm.table}
        where ${arm.where} and ${within(low, high)} limit ${countedMost})`.execute(db)
      size += rows[0]?.count ?? 0
    }
    return size
  }

  /** Those of `numbers` that stand in the lane, too. */
  async function alsoIn(lane: AuditLane, numbers: number[]): Promise<number[]> {
    const found = new Set<number>()
    for (const arm of lane) {
      const { rows } = await sql<{ no: number }>`select no from ${eachNumber(numbers, arm.table)}
        where ${arm.where}`.execute(db)
      for (const { no } of rows) found.add(no)
    }
    return numbers.filter((no) => found.has(no))
  }

  /** Of a stretch without an index: row by row. */
  async function* lookedThrough(stretch: Stretch, older: boolean, ask: (row: AskedRow) => boolean) {
    let { low, high } = stretch
    while (low <= high) {
      const [from, to] = older
        ? [Math.max(low, high - sliceRows + 1), high]
        : [low, Math.min(high, low + sliceRows - 1)]
      const rows = await db
        .selectFrom('audit')
        .select(['no', 'at', 'actor_name', 'account_name', 'host'])
        .where('no', '>=', from)
        .where('no', '<=', to)
        .orderBy('no', older ? 'desc' : 'asc')
        .execute()
      yield rows.filter(ask).map(({ no }) => no)
      if (older) high = from - 1
      else low = to + 1
      await setImmediate()
    }
  }

  /** By the rarest of the lanes, the others asked for each of its numbers. */
  async function* byLanes(
    lanes: readonly AuditLane[],
    stretch: Stretch,
    older: boolean,
    ask: ((row: AskedRow) => boolean) | null,
  ) {
    const sized: { lane: AuditLane; size: number }[] = []
    for (const lane of lanes) sized.push({ lane, size: lanes.length === 1 ? 0 : await sizeOf(lane, stretch) })
    const [first, ...others] = sized.sort((a, b) => a.size - b.size).map(({ lane }) => lane)
    let { low, high } = stretch
    while (first !== undefined && low <= high) {
      const taken = new Set<number>()
      for (const arm of first) for (const no of await numbersOf(arm, low, high, older ? 'desc' : 'asc')) taken.add(no)
      // The first of all arms together: beyond them an arm may have more than it gave.
      let numbers = [...taken].sort((a, b) => (older ? b - a : a - b)).slice(0, chunk)
      const end = numbers.at(-1)
      if (end === undefined) return
      if (older) high = end - 1
      else low = end + 1
      for (const lane of others) if (numbers.length > 0) numbers = await alsoIn(lane, numbers)
      if (ask !== null && numbers.length > 0) {
        const { rows } = await sql<AskedRow>`select no, audit.at, actor_name, account_name, host
          from ${eachNumber(numbers, sql`audit`)}`.execute(db)
        const kept = new Set(rows.filter(ask).map(({ no }) => no))
        numbers = numbers.filter((no) => kept.has(no))
      }
      yield numbers
      await setImmediate()
    }
  }

  async function* allOf(stretch: Stretch, older: boolean) {
    let { low, high } = stretch
    while (low <= high) {
      const [from, to] = older ? [Math.max(low, high - chunk + 1), high] : [low, Math.min(high, low + chunk - 1)]
      const numbers = Array.from({ length: to - from + 1 }, (_, step) => (older ? to - step : from + step))
      yield numbers
      if (older) high = from - 1
      else low = to + 1
    }
  }

  return {
    stretchOf,
    /** @returns numbers of a stretch that fit the filter, in the direction walked, in portions; some are empty. */
    walk(filter: AuditFilter, stretch: Stretch, direction: AuditDirection): AsyncGenerator<number[], void, undefined> {
      const older = direction === 'older'
      const ask = askOf(filter, stretch.timeIsKept)
      const lanes = lanesOf(filter)
      if (lanes.length > 0) return byLanes(lanes, stretch, older, ask)
      return ask === null ? allOf(stretch, older) : lookedThrough(stretch, older, ask)
    },
    /** How many numbers a stretch has, where nothing but time is asked and it needs no look; else null. */
    sizeAtOnce(filter: AuditFilter, { low, high, timeIsKept }: Stretch): number | null {
      const asksMore = lanesOf(filter).length > 0 || askOf(filter, timeIsKept) !== null
      return asksMore ? null : Math.max(0, high - low + 1)
    },
  }
}
