/** Forgets what signing in leaves behind once nothing asks for it any more. */
import { toInstant } from '../clock'
import type { WriteTables } from './act'
import type { Call } from './call'
import type { House } from './house'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** When a house last did it, in milliseconds. */
const doneAt = new WeakMap<House, number>()

/**
 * At most once an hour, so that what one sign-in pays for stays small. Challenges and counts of addresses go after a
 * day, mailed tokens after two (the limits on sending look a day back), sessions a month after they were last seen.
 * @returns what notes that it was done: to be run once the transaction is committed
 */
export async function forgetOld(tables: WriteTables, { house, now }: Call): Promise<() => void> {
  if (Math.abs(now - (doneAt.get(house) ?? 0)) < hourMs) return () => undefined
  const before = (days: number) => toInstant(now - days * dayMs)
  await tables.challenges.removeOlder(before(1))
  await tables.signInTries.removeAddressesOlder(before(1))
  await tables.emailTokens.removeOlder(before(2))
  await tables.sessions.removeOlder(before(30))
  return () => void doneAt.set(house, now)
}
