/** How long ago something was, in the largest whole unit. */

export interface Age {
  readonly unit: 'moment' | 'minutes' | 'hours' | 'days'
  readonly n: number
}

/**
 * @param since ISO-8601
 * @param now milliseconds since 1970 on the desk's clock; earlier than `since` counts as the same moment
 */
export const ageOf = (since: string, now: number): Age => {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000)
  if (minutes < 1) return { unit: 'moment', n: 0 }
  if (minutes < 60) return { unit: 'minutes', n: minutes }
  if (minutes < 60 * 24) return { unit: 'hours', n: Math.floor(minutes / 60) }
  return { unit: 'days', n: Math.floor(minutes / 60 / 24) }
}
