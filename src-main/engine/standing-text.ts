/** What the hash of a change of an account's standing covers, as text. Pure: the page that verifies an evidence pack shares it. */

/** Department, role, policy, state, enabled (0 or 1). */
export type StandingFields = readonly [string, string, string, string, number]

/**
 * @param before null for an account that was made
 * @param after null for an account that was deleted
 * @returns one line of what is hashed: a JSON array, in which no value slides into the next field
 */
export const standingLine = (accountId: string, before: StandingFields | null, after: StandingFields | null): string =>
  `${JSON.stringify([accountId, before, after])}\n`
