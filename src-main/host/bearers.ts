/** Bearers: what a tab shows with each call to be known again; each stands for one seat. */
import type { Clock } from '../clock'
import type { Seat } from '../desk/seat'
import type { Random } from '../random'
import { secretHash } from './start-codes'

/** More tabs than anybody opens; the oldest goes first. */
const bearersMost = 64

export interface Bearers {
  /** @returns a new bearer for a new, empty seat: 256 random bits in base64url. */
  make(): string
  /** @returns the seat of a bearer, if it is one. */
  seatOf(bearer: string): Seat | undefined
  /**
   * Ends the bearer whose seat lost its session (sign-out, idle end): copies of it, in a duplicated tab or on
   * disk, are worth nothing any more. @returns the one the calling tab goes on with, null where it was ended before
   */
  replace(seat: Seat): string | null
  /** @returns whether a bearer was ended so lately that calls of its own tab may still be on their way with it. */
  hasJustEnded(bearer: string): boolean
}

const onTheirWayMs = 5000

export function makeBearers(given: { clock: Clock; random: Random; computer: string }): Bearers {
  const { clock, random, computer } = given
  const endedAt = new Map<string, number>()
  const seats = new Map<string, Seat>()
  const make = (): string => {
    const bearer = Buffer.from(random(32)).toString('base64url')
    seats.set(secretHash(bearer), { host: 'loopback', computer, session: null })
    const oldest = seats.keys().next().value
    if (seats.size > bearersMost && oldest !== undefined) seats.delete(oldest)
    return bearer
  }
  return {
    make,
    seatOf: (bearer) => seats.get(secretHash(bearer)),
    replace(seat) {
      const hash = [...seats.keys()].find((known) => seats.get(known) === seat)
      if (hash === undefined) return null
      seats.delete(hash)
      for (const [known, at] of endedAt) if (clock() - at > onTheirWayMs) endedAt.delete(known)
      endedAt.set(hash, clock())
      return make()
    },
    hasJustEnded: (bearer) => clock() - (endedAt.get(secretHash(bearer)) ?? -Infinity) <= onTheirWayMs,
  }
}
