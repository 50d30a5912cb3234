/** Recovery codes: making a set of ten, reading one back, and the keyed hash that is kept of it. */
import { createHash, hash } from 'node:crypto'
import type { Random } from '../random'
import { crockford, inFours, readCrockford } from './crockford'

/** Codes in a set. */
const codesPerSet = 10
/** 80 random bits each: nothing to guess, so a fast hash under a key that is not in the database is enough. */
const bytesPerCode = 10
const charactersPerCode = 16

export interface RecoveryCodeSet {
  /** Hex, 128 bits; one for the set. */
  readonly salt: string
  /** Ten codes as `XXXX-XXXX-XXXX-XXXX`: to be shown once and never kept. */
  readonly codes: string[]
  /** Hex HMAC-SHA-256 of each code, in the same order. */
  readonly hashes: string[]
  /** `9F3A-21C0`: tells two files apart. Made from the keyed hashes, so it says nothing about a code. */
  readonly checksum: string
}

/** @param input `key`: the sub-key for recovery codes, 32 bytes */
export function makeRecoverySet(input: { readonly random: Random; readonly key: Uint8Array }): RecoveryCodeSet {
  const { random, key } = input
  const salt = Buffer.from(random(16)).toString('hex')
  const codes = Array.from({ length: codesPerSet }, () => inFours(crockford(random(bytesPerCode))).join('-'))
  const hashOf = recoveryCodeHasher(key)
  const hashes = codes.map((code) => hashOf({ salt, code }))
  const digest = createHash('sha256')
    .update([salt, ...hashes].join(':'))
    .digest('hex')
  return { salt, codes, hashes, checksum: inFours(digest.slice(0, 8).toUpperCase()).join('-') }
}

/**
 * Reads a code as it was typed, or a line pasted from the file (M17).
 * @returns `XXXX-XXXX-XXXX-XXXX`, the one form that is hashed, or null where it is no code at all
 */
export function canonicalRecoveryCode(text: string): string | null {
  const characters = readCrockford(text, charactersPerCode)
  return characters === null ? null : inFours(characters).join('-')
}

interface SaltedCode {
  readonly salt: string
  readonly code: string
}

/** Bytes of a block of SHA-256. */
const block = 64

/**
 * HMAC-SHA-256 (RFC 2104) for many codes under one key, at most 64 bytes long: its two halves are made once. Where a file
 * is held against every set there is, that takes a sixth of the time.
 * @returns hex hash of a code in canonical form; the salt keeps equal codes of two sets apart
 */
export function recoveryCodeHasher(key: Uint8Array): (of: SaltedCode) => string {
  const padded = (pad: number) => Uint8Array.from({ length: block }, (_, at) => (key[at] ?? 0) ^ pad)
  const [inner, outer] = [padded(0x36), padded(0x5c)]
  return ({ salt, code }) => {
    const inside = hash('sha256', Buffer.concat([inner, Buffer.from(`${salt}:${code}`)]), 'buffer')
    return hash('sha256', Buffer.concat([outer, inside]), 'hex')
  }
}

/** The same for one code. */
export const hashRecoveryCode = ({ key, ...of }: SaltedCode & { readonly key: Uint8Array }): string =>
  recoveryCodeHasher(key)(of)
