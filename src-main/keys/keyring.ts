/** The keys of an open store: seals and opens values, and gives out one sub-key per use. The data key stays in here. */
import { createSecretKey, hkdfSync } from 'node:crypto'
import { toInstant } from '../clock'
import { crockford, inFours } from '../engine/crockford'
import { makeId, type Random } from '../random'
import { slotParameters, type KeySlot, type SlotKind } from './key-slot'
import { seal, unseal } from './seal'

/** Where a value stands inside this store. */
export interface Place {
  readonly table: string
  readonly column: string
  /** Id of the row. */
  readonly row: string
}

/** Each use has a key of its own, so that nothing made for one is of any use to another. */
export type SubKeyUse = 'recovery-codes' | 'email-tokens' | 'typed-addresses'

export interface Keyring {
  readonly storeId: string
  /** @returns `v1.…`, bound to store and place. */
  seal(place: Place, plain: Uint8Array): string
  /** @throws tampered where the value was changed or stands at another place. */
  unseal(place: Place, sealed: string): Uint8Array
  /** @returns 32 bytes, always the same for one use in one store. */
  subKey(use: SubKeyUse): Uint8Array
  /**
   * Makes a slot that `unwrapDataKey` opens with the same secret.
   * @param now milliseconds since 1970
   */
  makeSlot(kind: SlotKind, slotSecret: Uint8Array, now: number): KeySlot
  /**
   * Makes a new printed key; its slot takes the place of an unconfirmed or former one.
   * @param now milliseconds since 1970
   * @returns eight groups of four Crockford characters, 160 random bits, to be shown once and never kept; and the slot,
   *   to be confirmed when the key was read back
   */
  makeRecoverySlot(now: number): { groups: string[]; row: KeySlot }
}

export const dataKeyBytes = 32
const recoveryKeyBytes = 20

/** HKDF-SHA-256 (RFC 5869): the store id is the salt, the use the info. */
function derive(secret: Uint8Array, storeId: string, use: string, length = 32): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, storeId, `mfa-desk v1 ${use}`, length))
}

const drawnBytes = 12 * 256

/** Chance by the piece out of one draw, each piece once: where thousands are sealed, drawing costs as much as sealing. */
function inPieces(random: Random): Random {
  let drawn = new Uint8Array()
  let at = 0
  return (length) => {
    if (at + length > drawn.length) {
      drawn = Uint8Array.from(random(Math.max(length, drawnBytes)))
      at = 0
    }
    at += length
    return drawn.slice(at - length, at)
  }
}

/** @param made `dataKey`: 32 random bytes; `random`: draws the nonce of each sealed value */
export function makeKeyring(made: {
  readonly dataKey: Uint8Array
  readonly storeId: string
  readonly random: Random
}): Keyring {
  const { dataKey, storeId, random } = made
  const keyId = Buffer.from(derive(dataKey, storeId, 'key id', 6)).toString('hex')
  const key = createSecretKey(derive(dataKey, storeId, 'sealed values'))
  const nonces = inPieces(random)
  const subKeys = new Map<SubKeyUse, Uint8Array>()
  const makeSlot: Keyring['makeSlot'] = (kind, slotSecret, now) => ({
    id: makeId(random),
    kind,
    wrapped: seal({ ...slotSeal(kind, slotSecret, storeId), random }, dataKey),
    parameters: slotParameters,
    made_at: toInstant(now),
    confirmed_at: kind === 'recovery-key' ? null : toInstant(now),
  })
  return {
    storeId,
    seal: (place, plain) => seal({ key, keyId, place: { storeId, ...place }, random: nonces }, plain),
    unseal: (place, sealed) => unseal({ key, keyId, place: { storeId, ...place } }, sealed),
    subKey: (use) => {
      const known = subKeys.get(use) ?? derive(dataKey, storeId, `sub-key ${use}`)
      subKeys.set(use, known)
      return known
    },
    makeSlot,
    makeRecoverySlot: (now) => {
      const secret = random(recoveryKeyBytes)
      return { groups: inFours(crockford(secret)), row: makeSlot('recovery-key', secret, now) }
    },
  }
}

/**
 * @returns the data key of a slot
 * @throws tampered where the secret is not that of the slot, or the slot is of another store or kind
 */
export const unwrapDataKey = (kind: SlotKind, slotSecret: Uint8Array, storeId: string, wrapped: string): Uint8Array =>
  unseal(slotSeal(kind, slotSecret, storeId), wrapped)

const slotSeal = (kind: SlotKind, slotSecret: Uint8Array, storeId: string) => ({
  key: derive(slotSecret, storeId, `slot ${kind}`),
  keyId: kind,
  place: { storeId, table: 'key_slots', column: 'wrapped', row: kind },
})
