/** Passwords: what a new one must be, and how one is kept and checked. */
import { timingSafeEqual } from 'node:crypto'
import { fault } from '../fault'
import type { Random } from '../random'
import { isGuessable } from './guessable'
import { scrypt, type ScryptParameters } from './scrypt'
import type { ScryptGate } from './scrypt-gate'

const saltBytes = 16
const hashBytes = 32

/** Least characters where MFA is required beside it, and where the password is the only factor (NIST SP 800-63B-4). */
const leastWithMfa = 8
const leastAlone = 15
const mostCharacters = 128

export interface WeakPassword {
  readonly problem: 'too-short' | 'too-long' | 'common'
  /** Characters a password must have and may have. */
  readonly least: number
  readonly most: number
}

/** The one form a password is judged, hashed and checked in: typed on another keyboard it is the same password. */
const canonical = (password: string): string => password.toWellFormed().normalize('NFKC')

/** @returns whether the two are one password, in whatever form they were typed. */
export const isSamePassword = (one: string, other: string): boolean => canonical(one) === canonical(other)

/**
 * Judges a new password: length in code points, no rules of composition, common ones refused.
 * @param rule `mfaRequired`: a second factor is asked for as well; `words`: names that are too near to be a secret
 *   here (issuer, person, address), beside those that always are
 * @returns null where it will do
 */
export function judgeNewPassword(
  password: string,
  rule: { readonly mfaRequired: boolean; readonly words?: readonly string[] },
): WeakPassword | null {
  const least = rule.mfaRequired ? leastWithMfa : leastAlone
  const bounds = { least, most: mostCharacters }
  // No character becomes more than 18 in NFKC, and none fewer than a code point: long texts need no counting.
  if (password.length > 100 * mostCharacters) return { problem: 'too-long', ...bounds }
  const text = canonical(password)
  const length = [...text].length
  if (length < least) return { problem: 'too-short', ...bounds }
  if (length > mostCharacters) return { problem: 'too-long', ...bounds }
  return isGuessable(text, rule.words ?? []) ? { problem: 'common', ...bounds } : null
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')

const phcOf = ({ ln, r, p }: ScryptParameters, salt: Uint8Array, hash: Uint8Array): string =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`

/**
 * @param how `cost`: log2 of N, 17 but in specs
 * @returns a PHC string, `$scrypt$ln=17,r=8,p=1$salt$hash`, base64 without padding
 * @throws busy where too many wait at the gate
 */
export async function hashPassword(
  password: string,
  how: { readonly gate: ScryptGate; readonly random: Random; readonly cost: number },
): Promise<string> {
  const parameters = { ln: how.cost, r: 8, p: 1 }
  const salt = how.random(saltBytes)
  const hash = await how.gate.run(() => scrypt(canonical(password), salt, parameters, hashBytes))
  return phcOf(parameters, salt, hash)
}

/**
 * Checks a password against what is kept of it, in constant time and with the parameters it was made with.
 * @throws tampered where `phc` is no scrypt string of ours; busy where too many wait at the gate
 */
export async function checkPassword(password: string, phc: string, gate: ScryptGate): Promise<boolean> {
  const { parameters, salt, hash } = readPhc(phc)
  const given = await gate.run(() => scrypt(canonical(password), salt, parameters, hash.length))
  return timingSafeEqual(given, hash)
}

/** @returns what an unknown account is checked against, so that it takes the time of a known one; nothing fits it. */
export const dummyPhc = (cost: number): string =>
  phcOf({ ln: cost, r: 8, p: 1 }, new Uint8Array(saltBytes), new Uint8Array(hashBytes))

const phcShape = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

/** Bounds as well as form: a row with ln=40 must not bring the desk to its knees, one with ln=0 must not open it. */
function readPhc(phc: string): { parameters: ScryptParameters; salt: Uint8Array; hash: Uint8Array } {
  const [, ln, r, p, salt, hash] = phcShape.exec(phc) ?? []
  const parameters = { ln: Number(ln), r: Number(r), p: Number(p) }
  const sane = parameters.ln >= 10 && parameters.ln <= 17 && parameters.r === 8 && parameters.p === 1
  if (!sane || salt === undefined || hash === undefined) throw fault('tampered')
  return { parameters, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}
