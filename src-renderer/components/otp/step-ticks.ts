/** How much of the running OTP step is left, as seconds and as lit ticks (RFC 6238 section 4: T = floor(time / period)). */

/** Ticks drawn beside an OTP field, whatever the period. */
export const ticksInAll = 30

/**
 * @param now milliseconds since 1970 on the desk's clock, not the window's: tokens are judged by the desk
 * @param periodSeconds length of a step
 * @returns `secondsLeft` counts from `periodSeconds` down to 1; `lit` of `ticksInAll` ticks are still full
 */
export const stepTicks = (now: number, periodSeconds: number): { secondsLeft: number; lit: number } => {
  const period = periodSeconds * 1000
  const left = period - (((now % period) + period) % period)
  const secondsLeft = Math.ceil(left / 1000)
  return { secondsLeft, lit: Math.ceil((secondsLeft * ticksInAll) / periodSeconds) }
}
