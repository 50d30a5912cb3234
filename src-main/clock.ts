/** The clock as a port: the only place main reads the time. */

/** Answers with milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

/** @returns `ms` as ISO-8601 UTC text with milliseconds, the form every table and reply uses. */
export const toInstant = (ms: number): string => new Date(ms).toISOString()
