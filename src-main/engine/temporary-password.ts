/** Passwords made by the desk: read aloud or from paper, typed once, and good for three days. */
import type { Random } from '../random'
import { crockford, inFours, readCrockford } from './crockford'

/** 80 random bits: nothing to guess in the time it works, and none of the characters that are taken for another. */
const passwordBytes = 10
const characters = 16

/** Hours it works from when it was made. */
export const temporaryPasswordHours = 72

const grouped = (read: string): string => inFours(read).join('-')

/** @returns a new one as `XXXX-XXXX-XXXX-XXXX`: to be shown or mailed once and never kept. */
export const makeTemporaryPassword = (random: Random): string => grouped(crockford(random(passwordBytes)))

/**
 * Only for an account whose password the desk made: there, letter case and the places of hyphens are no part of it.
 * @returns the one form that is hashed where `typed` reads as such a password, otherwise `typed` as it is
 */
export function asTemporaryPassword(typed: string): string {
  const read = readCrockford(typed, characters)
  return read === null ? typed : grouped(read)
}
