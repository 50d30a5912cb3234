/** One-time passwords by time (RFC 6238): making a key, and judging a token against it. */
import { createGuardrails, ScureBase32Plugin, verifySync } from 'otplib'
import type { Random } from '../random'

export interface OtpKey {
  /** Raw key bytes, 10 to 128. */
  readonly secret: Uint8Array
  readonly algorithm: 'SHA-1' | 'SHA-256' | 'SHA-512'
  /** 6 to 8. */
  readonly digits: number
  readonly periodSeconds: number
}

export type OtpVerdict =
  | { readonly ok: true; readonly step: number }
  | { readonly ok: false; readonly problem: 'malformed' | 'wrong' | 'used' | 'off'; readonly offSeconds: number }

/** Steps accepted on either side of the present one (RFC 6238, 5.2). */
const windowSteps = 1
/** How far outside the window a token is looked for, only to tell a wrong clock from a wrong token. */
const searchSteps = 20

/** otplib refuses keys under 16 bytes; imported ones of 10 to 15 come in with a warning, shorter never get here. */
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 10, MAX_SECRET_BYTES: 128 })
const base32 = new ScureBase32Plugin()
const otplibName = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512' } as const

/** @returns a new key: 160 bits (RFC 4226, 4 R6; CVE-2024-8796 is what 120 led to), SHA-1, 6 digits, 30 seconds. */
export const makeOtpKey = (random: Random): OtpKey => ({
  secret: Uint8Array.from(random(20)),
  algorithm: 'SHA-1',
  digits: 6,
  periodSeconds: 30,
})

/** @returns the key as apps take it: base32 (RFC 4648, 6) in capitals, without padding. */
export const secretText = (secret: Uint8Array): string => base32.encode(secret, { padding: false })

/**
 * Makes a typed token canonical: full-width digits to ASCII, white space and hyphens out. Done once, before anything
 * is compared or remembered (CVE-2025-6014: a space defeated the cache of used codes).
 * @returns exactly `digits` ASCII digits, or null where it is no token at all
 */
export function canonicalToken(text: string, digits: number): string | null {
  if (text.length > 100) return null
  const token = text.normalize('NFKC').replace(/[\s\p{Pd}\u2212]/gu, '')
  return token.length === digits && /^[0-9]+$/.test(token) ? token : null
}

/**
 * Judges a token. The window is one step on either side; only a step newer than `lastStep` is accepted, so a token
 * works once, also from set-up to the first sign-in (RFC 6238, 5.2).
 * @param check `lastStep`: the last step accepted, null before the first; `now`: milliseconds since 1970
 * @returns the accepted step, to be stored by compare-and-set, or why not. `used`: it fits a step not newer than the
 *   last one. `off`: it fits up to 20 steps away; `offSeconds` is how far the phone's clock is off, negative when slow
 * @throws for a key this product does not hold (under 10 bytes, unknown algorithm), never for any token
 */
export function checkOtp(check: {
  readonly key: OtpKey
  readonly lastStep: number | null
  readonly token: string
  readonly now: number
}): OtpVerdict {
  const { key, lastStep } = check
  const token = canonicalToken(check.token, key.digits)
  if (token === null) return refuse('malformed')

  const epoch = Math.floor(check.now / 1000)
  const present = Math.floor(epoch / key.periodSeconds)
  const match = (atStep: number, toleranceSteps: number, afterTimeStep?: number): number | null => {
    const result = verifySync({
      secret: key.secret,
      token,
      algorithm: otplibName[key.algorithm],
      digits: key.digits,
      period: key.periodSeconds,
      epoch: atStep * key.periodSeconds,
      epochTolerance: toleranceSteps * key.periodSeconds,
      guardrails,
      ...(afterTimeStep === undefined ? {} : { afterTimeStep }),
    })
    return result.valid && 'timeStep' in result ? result.timeStep : null
  }

  // otplib throws where the last step lies beyond the window, as it does once the clock was set back.
  const nothingNew = lastStep !== null && lastStep >= present + windowSteps
  const step = nothingNew ? null : match(present, windowSteps, lastStep ?? undefined)
  if (step !== null) return { ok: true, step }
  if (lastStep !== null && match(present, windowSteps) !== null) return refuse('used')

  // Nearest first: of two chance hits the likelier one is told.
  for (let distance = windowSteps + 1; distance <= searchSteps; distance += 1) {
    for (const away of [-distance, distance]) {
      if (present + away < 0 || match(present + away, 0) === null) continue
      if (lastStep !== null && present + away <= lastStep) return refuse('used')
      return refuse('off', away * key.periodSeconds)
    }
  }
  return refuse('wrong')
}

const refuse = (problem: 'malformed' | 'wrong' | 'used' | 'off', offSeconds = 0): OtpVerdict => ({
  ok: false,
  problem,
  offSeconds,
})
