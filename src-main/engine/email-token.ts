/** Mailed tokens: eight digits for ten minutes, and how often one may be sent. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Random } from '../random'
import { canonicalToken } from './otp'

export const emailTokenDigits = 8
export const emailTokenMinutes = 10
/** Wrong ones before the token is dead; tries survive a resend. */
export const emailTokenTries = 5

const second = 1000
const sendEvery = 60 * second
const sendsAnHour = 5
const sendsADay = 10
const hour = 3600 * second

/** @returns eight random digits, each as likely as the other. */
export function makeEmailCode(random: Random): string {
  // 2^32 is no multiple of 10^8: numbers of the last, cut run are drawn again
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4)
    const drawn = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
    if (drawn < 4_200_000_000) return String(drawn % 100_000_000).padStart(emailTokenDigits, '0')
  }
}

/** @returns hex HMAC-SHA-256 over the token's id and the code; `key` is the sub-key for email tokens. */
export const hashEmailCode = (input: { key: Uint8Array; id: string; code: string }): string =>
  createHmac('sha256', input.key).update(`${input.id}:${input.code}`).digest('hex')

/** @returns `malformed` where it is no token at all, else whether it is the one whose hash is kept. */
export function checkEmailCode(input: {
  readonly key: Uint8Array
  readonly id: string
  readonly hash: string
  readonly typed: string
}): 'right' | 'wrong' | 'malformed' {
  const code = canonicalToken(input.typed, emailTokenDigits)
  if (code === null) return 'malformed'
  const given = Buffer.from(hashEmailCode({ ...input, code }), 'hex')
  return timingSafeEqual(given, Buffer.from(input.hash, 'hex')) ? 'right' : 'wrong'
}

/**
 * When the next token may be mailed: 60 s after the last, at most 5 an hour and 10 a day that led to nothing.
 * @param sent instants in milliseconds of those mailed within a day and since the last used one, newest first
 * @returns milliseconds since 1970, not before `now`
 */
export function nextSendAt(sent: readonly number[], now: number): number {
  const [newest] = sent
  if (newest === undefined) return now
  const fifth = sent[sendsAnHour - 1]
  const tenth = sent[sendsADay - 1]
  return Math.max(
    now,
    newest + sendEvery,
    fifth === undefined ? now : fifth + hour,
    tenth === undefined ? now : tenth + 24 * hour,
  )
}

/** @returns the address in part, so that the screen does not give it away: `h•••@corp.example`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address].slice(0, 1).join('')}•••${address.slice(at)}`
}
