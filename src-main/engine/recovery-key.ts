/** The printed recovery key of the store as people handle it: groups on paper, typed back in whole or in part. */
import { crockfordBytes, inFours, readCrockford } from './crockford'

/** Eight groups of four characters: 160 bits. */
const characters = 32

/** @returns one group as it is printed, however it was typed, or null where it is none. */
export const canonicalGroup = (text: string): string | null => readCrockford(text, 4)

/** @returns the 20 bytes of a whole key, however it was typed, or null where it is none. */
export function readRecoveryKey(text: string): Uint8Array | null {
  const read = readCrockford(text, characters)
  return read === null ? null : crockfordBytes(read)
}

/** @returns the name of the store as it is printed beside the key: `K4QW-7TBZ`, the beginning of its id. */
export const storeName = (storeId: string): string => inFours(storeId.slice(0, 8).toUpperCase()).join('-')
