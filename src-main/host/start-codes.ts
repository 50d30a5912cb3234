/** Start codes: they let one tab in, once, within a minute. A start code is not a sign-in. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock'
import type { Random } from '../random'

export const startCodeSeconds = 60
/** Asking for more than this many at once makes the oldest invalid. */
const waitingMost = 16

export interface StartCodes {
  /** @returns a new code: 256 random bits in base64url. */
  make(): string
  /** @returns whether the code was valid; it is not valid again. */
  redeem(code: string): boolean
}

/** Kept only as hashes: looking one up by its hash says nothing about it by the time it takes. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export function makeStartCodes({ clock, random }: { clock: Clock; random: Random }): StartCodes {
  const validUntil = new Map<string, number>()
  return {
    make() {
      const code = Buffer.from(random(32)).toString('base64url')
      validUntil.set(secretHash(code), clock() + startCodeSeconds * 1000)
      const oldest = validUntil.keys().next().value
      if (validUntil.size > waitingMost && oldest !== undefined) validUntil.delete(oldest)
      return code
    },
    redeem(code) {
      const hash = secretHash(code)
      const until = validUntil.get(hash)
      validUntil.delete(hash)
      return until !== undefined && clock() < until
    },
  }
}
