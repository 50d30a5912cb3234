/** Chance as a port: bytes for keys, codes, salts and ids. */
import { randomBytes } from 'node:crypto'

/** Answers with `length` random bytes. */
export type Random = (length: number) => Uint8Array

export const systemRandom: Random = (length) => randomBytes(length)

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** @returns a new id: 26 lower-case base32 characters, 130 random bits. */
export function makeId(random: Random): string {
  return Array.from(random(26), (byte) => alphabet[byte & 31]).join('')
}
