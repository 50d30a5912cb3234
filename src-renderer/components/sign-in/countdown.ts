/** How much of a wait is left: to see by the second, to hear by the minute. */

/** @returns seconds until the instant `until`, by the desk's clock `now` in milliseconds; 0 where it is past or null. */
export const secondsUntil = (until: string | null, now: number): number =>
  until === null ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))

/** @returns `0:45`, `14:05`, and hours before it where there are any. */
export function countdown(seconds: number): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
