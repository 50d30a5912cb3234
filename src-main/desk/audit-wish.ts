/** What a filter of the log asks of the store: days of the site become instants. */
import type { AuditFilter } from '../../src-preload/contract/audit'
import { fault } from '../fault'
import type { AuditFilter as Wish } from '../store/audit'
import type { Call } from './call'
import { beginOfDay, dayNamed, dayOf, endOfDay } from './site-day'

/** How many days back each begins and ends, today being 0. */
const times = {
  today: { first: 0, last: 0 },
  yesterday: { first: 1, last: 1 },
  'days-7': { first: 6, last: 0 },
  'days-30': { first: 29, last: 0 },
} as const

/** @throws input-invalid on `toDay` where it lies before `fromDay`, on `time` where days are named beside it */
function spanOf(
  { time, fromDay, toDay }: AuditFilter,
  { now, house: { timeZone } }: Call,
): Pick<Wish, 'from' | 'until'> {
  if (time !== undefined) {
    if (fromDay !== undefined || toDay !== undefined) throw fault('input-invalid', { field: 'time' })
    const today = dayOf(now, timeZone)
    const { first, last } = times[time]
    return {
      from: beginOfDay(today.subtract({ days: first }), timeZone),
      until: endOfDay(today.subtract({ days: last }), timeZone),
    }
  }
  if (fromDay !== undefined && toDay !== undefined && toDay < fromDay) throw fault('input-invalid', { field: 'toDay' })
  return {
    from: fromDay === undefined ? undefined : beginOfDay(dayNamed(fromDay), timeZone),
    until: toDay === undefined ? undefined : endOfDay(dayNamed(toDay), timeZone),
  }
}

/** @throws input-invalid where its days make no span */
export function wishOf(filter: AuditFilter, call: Call): Wish {
  const { time: _time, fromDay: _from, toDay: _to, ...rest } = filter
  return { ...rest, ...spanOf(filter, call) }
}
