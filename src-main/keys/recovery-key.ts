/** The printed recovery key of the store: 160 bits on paper that open it when the key file is gone. */
import { toInstant } from '../clock'
import { crockford, crockfordBytes, inFours, readCrockford } from '../engine/crockford'
import { makeId, type Random } from '../random'
import { slotParameters, type KeySlot } from './key-slot'
import type { Keyring } from './keyring'

const secretBytes = 20
/** Eight groups of four characters. */
const characters = 32

/** @returns one group as it is printed, however it was typed, or null where it is none. */
export const canonicalGroup = (text: string): string | null => readCrockford(text, 4)

/** @returns the 20 bytes of a whole key, however it was typed, or null where it is none. */
export function readRecoveryKey(text: string): Uint8Array | null {
  const read = readCrockford(text, characters)
  return read === null ? null : crockfordBytes(read)
}

/**
 * Makes a printed key for an open store, eight groups of four Crockford characters, and the slot that takes the place of an unconfirmed or former one.
 * @param made `now`: milliseconds since 1970
 * @returns the groups, to be shown once and never kept, and the row, not confirmed before the key was read back
 */
export function makeRecoverySlot(made: { readonly keyring: Keyring; readonly random: Random; readonly now: number }): {
  groups: string[]
  row: KeySlot
} {
  const secret = made.random(secretBytes)
  return {
    groups: inFours(crockford(secret)),
    row: {
      id: makeId(made.random),
      kind: 'recovery-key',
      wrapped: made.keyring.wrapFor('recovery-key', secret),
      parameters: slotParameters,
      made_at: toInstant(made.now),
      confirmed_at: null,
    },
  }
}

/** @returns the name of the store as it is printed beside the key: `K4QW-7TBZ`, the beginning of its id. */
export const storeName = (storeId: string): string => inFours(storeId.slice(0, 8).toUpperCase()).join('-')
