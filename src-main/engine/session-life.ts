/** How long a session lives and how long a proved password counts. */

/** Without a call for so long the session ends. */
export const idleMinutes = 15
/** After sign-in it ends in any case. */
export const absoluteHours = 8
/** A password proved so recently need not be asked again by an act that wants step-up. */
export const stepUpMinutes = 5

const minute = 60_000
const hour = 60 * minute

export type SessionVerdict = 'alive' | 'idle' | 'absolute'

/**
 * Judges a session. The distance in time counts in both directions: a clock set back must not keep a session alive.
 * @param times `madeAt`, `lastSeenAt`, `now` in milliseconds since 1970
 * @returns `absolute` when it is over in any case, `idle` when nobody was there; the exact end is over
 */
export function judgeSession(times: {
  readonly madeAt: number
  readonly lastSeenAt: number
  readonly now: number
  readonly idleMinutes: number
  readonly absoluteHours: number
}): SessionVerdict {
  if (Math.abs(times.now - times.madeAt) >= times.absoluteHours * hour) return 'absolute'
  if (Math.abs(times.now - times.lastSeenAt) >= times.idleMinutes * minute) return 'idle'
  return 'alive'
}

/**
 * @param times `freshAt` and `now` in milliseconds since 1970
 * @returns whether the password was proved within the last `stepUpMinutes`; a time to come counts for nothing
 */
export function isFresh(times: {
  readonly freshAt: number
  readonly now: number
  readonly stepUpMinutes: number
}): boolean {
  const age = times.now - times.freshAt
  return age >= 0 && age < times.stepUpMinutes * minute
}
