/** Tries of passwords by typed address: counted, and the wait set, before the password is looked at. */
import { createHmac } from 'node:crypto'
import { toInstant } from '../clock'
import { foldKey } from '../engine/fold'
import { passwordWait } from '../engine/lockout'
import { fault } from '../fault'
import type { WriteTables } from './act'
import type { Call } from './call'
import type { House } from './house'

export interface PasswordTry {
  readonly addressHash: string
  /** ISO-8601; null where the next try need not wait. */
  readonly waitUntil: string | null
}

/** Every spelling of an address has one count (CVE-2025-6004); what strangers type is kept as a keyed hash only. */
export const hashAddress = ({ keyring }: Pick<House, 'keyring'>, address: string): string =>
  createHmac('sha256', keyring.subKey('typed-addresses')).update(foldKey(address)).digest('hex')

/**
 * Counts one more try for an address, known or not, in the *take* phase.
 * @throws password-wait where the address has to wait; that is no try
 */
export async function takePasswordTry(tables: WriteTables, call: Call, address: string): Promise<PasswordTry> {
  const { house, at, now } = call
  const addressHash = hashAddress(house, address)
  const before = await tables.signInTries.ofAddress(addressHash)
  if (before?.wait_until != null && before.wait_until > at) throw fault('password-wait', { until: before.wait_until })
  const tries = (before?.tries ?? 0) + 1
  const wait = passwordWait(tries)
  const waitUntil = wait === 0 ? null : toInstant(now + wait)
  await tables.signInTries.setOfAddress({ address_hash: addressHash, tries, wait_until: waitUntil, last_at: at })
  return { addressHash, waitUntil }
}

/** Judges what was counted; a try that was not judged after all, as where too many wait for scrypt, is none. */
export async function orGiveBack<T>(call: Call, taken: PasswordTry, judge: () => Promise<T>): Promise<T> {
  try {
    return await judge()
  } catch (error) {
    await call.house.store.write((tables) => tables.signInTries.giveBackAddress(taken.addressHash, taken.waitUntil))
    throw error
  }
}
