/** Days of the site: a day ends when its last millisecond has passed in the time zone of the site. */
import { fromAbsolute, parseDate, toCalendarDate, toZoned, type CalendarDate } from '@internationalized/date'
import { toInstant } from '../clock'
import { fault } from '../fault'

/** @param text `2026-03-31`. @throws input-invalid on `day`, where there is no such day */
export function dayNamed(text: string): CalendarDate {
  try {
    return parseDate(text)
  } catch (error) {
    throw fault('input-invalid', { field: 'day' }, { cause: error })
  }
}

/** @returns the day an instant (milliseconds) falls on. */
export const dayOf = (instant: number, timeZone: string): CalendarDate =>
  toCalendarDate(fromAbsolute(instant, timeZone))

/** Where midnight is skipped, the day begins later. */
const firstOf = (day: CalendarDate, timeZone: string): number => toZoned(day, timeZone).toDate().getTime()

/** @returns the first instant of a day. */
export const beginOfDay = (day: CalendarDate, timeZone: string): string => toInstant(firstOf(day, timeZone))

/** @returns the first instant after a day. */
export const endOfDay = (day: CalendarDate, timeZone: string): string => beginOfDay(day.add({ days: 1 }), timeZone)

/** @returns the last instant of a day, its last millisecond. */
export const lastInstantOf = (day: CalendarDate, timeZone: string): string =>
  toInstant(firstOf(day.add({ days: 1 }), timeZone) - 1)

/** @returns the last days of the `count` months before the one `day` is in, oldest first. */
export const endsOfMonthsBefore = (day: CalendarDate, count: number): CalendarDate[] =>
  Array.from({ length: count }, (_, at) =>
    day
      .set({ day: 1 })
      .subtract({ months: count - 1 - at })
      .subtract({ days: 1 }),
  )
