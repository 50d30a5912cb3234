/** How an instant stands in a table for people: in the zone of the site, so that text sorts as time does. */

/** @returns writes `2026-03-31 14:10:05` */
export function instantWriter(timeZone: string): (at: string) => string {
  // Swedish writes dates as ISO does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return (at) => format.format(new Date(at))
}
