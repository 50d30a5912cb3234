/** Enrollment: coverage now and at the end of any past day, the accounts behind it, and what changed between two days. */
import { changeKinds, type ChangeKind, type Coverage } from '../../src-preload/contract/enrollment'
import { changeKindOf, coverageOf, enrolledOf, isCounted, isEnrolled, totalOf } from '../engine/coverage'
import { fault } from '../fault'
import type { Standing as StoredStanding } from '../store/standings'
import { look, type ReadTables } from './act'
import type { Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { dayNamed, dayOf, lastInstantOf, endsOfMonthsBefore } from './site-day'

/** How long a set-up may be pending and a factor unused before somebody should ask. */
const needsAfter = { pendingOver: 7, unusedFor: 30 } as const
const monthsShown = 12

const todayOf = ({ now, house }: Pick<Call, 'now' | 'house'>): string => dayOf(now, house.timeZone).toString()

/** @returns the last row of the log that a day knows of. @throws input-invalid for a day to come */
export async function rowOfDay(
  tables: ReadTables,
  call: Pick<Call, 'now' | 'house'>,
  day: string | null,
): Promise<number> {
  if (day === null) return (await tables.audit.last()).no
  if (day > todayOf(call)) throw fault('input-invalid', { field: 'day' })
  return tables.coverage.noAt(lastInstantOf(dayNamed(day), call.house.timeZone))
}

async function floorOf(tables: ReadTables, { timeZone }: House): Promise<Coverage['floor']> {
  const floor = await tables.coverage.floor()
  return floor && { ...floor, day: dayOf(Date.parse(floor.at), timeZone).toString() }
}

/** @returns coverage of a day, null is now, all but what is known of today only. */
export async function coverageOfDay(tables: ReadTables, call: Pick<Call, 'now' | 'at' | 'house'>, day: string | null) {
  const [no, floor] = [await rowOfDay(tables, call, day), await floorOf(tables, call.house)]
  const beforeFloor = day !== null && floor !== null && no < floor.no
  const counts =
    day === null ? await tables.accountList.combinations() : beforeFloor ? [] : await tables.coverage.countsAt(no)
  const end = day === null ? call.at : lastInstantOf(dayNamed(day), call.house.timeZone)
  const at = end < call.at ? end : call.at
  return { day, today: todayOf(call), no, at, floor, beforeFloor, ...coverageOf(counts) }
}

export const standingReply = ({ department, role, policy, state, enabled }: StoredStanding) => ({
  ...{ department, role, policy, state },
  enabled: enabled === 1,
})

/** @returns rows of the log at both ends of a span. @throws input-invalid where it runs backwards */
async function rowsOfSpan(tables: ReadTables, call: Call, { from, to }: { from: string; to: string | null }) {
  if (to !== null && to < from) throw fault('input-invalid', { field: 'to' })
  return { fromNo: await rowOfDay(tables, call, from), toNo: await rowOfDay(tables, call, to) }
}

/** Accounts that changed so between the ends of two days, in order of their last change. */
export async function* changesOf(
  tables: ReadTables,
  call: Call,
  span: { readonly from: string; readonly to: string | null; readonly kind: ChangeKind; readonly above: number | null },
) {
  const { fromNo, toNo } = await rowsOfSpan(tables, call, span)
  const floor = await tables.coverage.floor()
  if (floor === null || fromNo < floor.no) return
  const isOf = (before: StoredStanding | null, after: StoredStanding | null) =>
    changeKindOf(before, after) === span.kind
  yield* tables.coverage.movedBetween(fromNo, toNo, span.above ?? 0, isOf)
}

/** @returns how many accounts changed so between the ends of two days. */
export async function changesBetween(
  tables: ReadTables,
  call: Call,
  span: { readonly from: string; readonly to: string | null; readonly kind: ChangeKind },
): Promise<number> {
  const { fromNo, toNo } = await rowsOfSpan(tables, call, span)
  const floor = await tables.coverage.floor()
  if (floor === null || fromNo < floor.no) return 0
  const moves = await tables.coverage.movementsBetween(fromNo, toNo)
  return moves.reduce((sum, { before, after, count }) => {
    return changeKindOf(before, after) === span.kind ? sum + count : sum
  }, 0)
}

/** @returns the handlers of the group `enrollment`. */
export function enrollmentHandlers(desk: GuardedDesk) {
  /** The ends of months by row of the log: events never change, so what was counted once holds. */
  const counted = new Map<number, { required: number; enrolled: number }>()

  return {
    show: desk.enrollment.show.handler(
      look(async (tables, call, { day }) => {
        const coverage = await coverageOfDay(tables, call, day)
        if (day !== null) return { ...coverage, needs: null }
        const needs = await tables.accountList.needs(call.at, needsAfter)
        const withDays = (name: keyof typeof needsAfter) => ({ days: needsAfter[name], count: needs[name] })
        const { fewCodes } = needs
        return {
          ...coverage,
          needs: { pendingOver: withDays('pendingOver'), fewCodes, unusedFor: withDays('unusedFor') },
        }
      }),
    ),

    months: desk.enrollment.months.handler(
      look(async (tables, call) => {
        const months = []
        const today = dayOf(call.now, call.house.timeZone)
        for (const end of endsOfMonthsBefore(today, monthsShown - 1)) {
          const day = end.toString()
          const no = await rowOfDay(tables, call, day)
          const floor = await tables.coverage.floor()
          if (floor === null || no < floor.no) {
            months.push({ day, required: null, enrolled: null })
            continue
          }
          let point = counted.get(no)
          if (!point) {
            const { all } = coverageOf(await tables.coverage.countsAt(no))
            point = { required: totalOf(all.required), enrolled: enrolledOf(all.required) }
            counted.set(no, point)
          }
          months.push({ day, ...point })
        }
        const { all } = coverageOf(await tables.accountList.combinations())
        months.push({ day: today.toString(), required: totalOf(all.required), enrolled: enrolledOf(all.required) })
        return { months }
      }),
    ),

    list: desk.enrollment.list.handler(
      look(async (tables, call, { day, filter, under, limit }) => {
        const no = await rowOfDay(tables, call, day)
        const { rows, more } = await tables.coverage.listAt(no, filter, under, limit)
        const found = rows.map(({ accountId, name, email, since, seq, ...standing }) => ({
          ...standingReply(standing),
          ...{ accountId, name, email, since, seq },
        }))
        return { rows: found, more, total: await totalAt(tables, no, filter) }
      }),
    ),

    compare: desk.enrollment.compare.handler(
      look(async (tables, call, span) => {
        const { fromNo, toNo } = await rowsOfSpan(tables, call, span)
        const floor = await floorOf(tables, call.house)
        const counts = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Record<ChangeKind, number>
        const reply = {
          floor,
          beforeFloor: floor === null || fromNo < floor.no,
          counts,
          joinedEnrolled: 0,
          leftEnrolled: 0,
        }
        if (reply.beforeFloor) return { ...reply, enrolledBefore: 0, enrolledAfter: 0 }
        for (const { before, after, count } of await tables.coverage.movementsBetween(fromNo, toNo)) {
          const kind = changeKindOf(before, after)
          if (kind === null) continue
          counts[kind] += count
          if (kind === 'joined' && after && isEnrolled(after)) reply.joinedEnrolled += count
          if (kind === 'left' && before && isEnrolled(before)) reply.leftEnrolled += count
        }
        return {
          ...reply,
          enrolledBefore: await enrolledAt(tables, fromNo),
          enrolledAfter: await enrolledAt(tables, toNo),
        }
      }),
    ),

    changes: desk.enrollment.changes.handler(
      look(async (tables, call, { limit, ...span }) => {
        const rows = []
        for await (const { before, after, ...account } of changesOf(tables, call, span)) {
          if (rows.length === limit) return { rows, more: true }
          rows.push({ ...account, before: before && standingReply(before), after: after && standingReply(after) })
        }
        return { rows, more: false }
      }),
    ),
  }
}

type StoodFilter = Parameters<ReadTables['coverage']['listAt']>[1]

const among = <T>(values: readonly T[] | undefined, value: T) => !values?.length || values.includes(value)

/** @returns how many accounts stood so once row `no` was written. */
export async function totalAt(tables: ReadTables, no: number, filter: StoodFilter): Promise<number> {
  const { states, policy, roles, departments, enabled } = filter
  const held = (await tables.coverage.countsAt(no)).filter(
    (one) =>
      among<string>(states, one.state) &&
      among<string>(roles, one.role) &&
      among(departments, one.department) &&
      (policy ?? one.policy) === one.policy &&
      (enabled ?? one.enabled === 1) === (one.enabled === 1),
  )
  return held.reduce((sum, { count }) => sum + count, 0)
}

async function enrolledAt(tables: ReadTables, no: number): Promise<number> {
  const counts = await tables.coverage.countsAt(no)
  return counts.filter((one) => isCounted(one) && isEnrolled(one)).reduce((sum, { count }) => sum + count, 0)
}
