/** The days of a made-up year in Berlin, reckoned by hand: what the product's own calendar is held against. */

const hour = 3_600_000
export const dayMs = 24 * hour
export const yearZone = 'Europe/Berlin'

/** Summer time of the years in question; instants at which clocks were set. */
const summers = [
  ['2025-03-30T01:00:00Z', '2025-10-26T01:00:00Z'],
  ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'],
].map(([from = '', until = '']) => [Date.parse(from), Date.parse(until)] as const)

/** Clocks are set at night, so that midnight is an hour or two before that of UTC. */
const isSummer = (ms: number): boolean => summers.some(([from, until]) => ms >= from && ms < until)

/** @returns the instant a day begins, in milliseconds. `day`: `2025-04-01` */
export function beginOf(day: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  return isSummer(utc - 2 * hour) ? utc - 2 * hour : utc - hour
}

/** @returns the day `count` days after `day`. */
export const dayAfter = (day: string, count = 1): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + count * dayMs).toISOString().slice(0, 10)

/** @returns the last millisecond of a day, as an instant. */
export const endOf = (day: string): string => new Date(beginOf(dayAfter(day)) - 1).toISOString()
