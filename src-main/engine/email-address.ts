/** Email addresses: what counts as one (it can stand in a letter's header without quoting), and those of an account. */
import { foldKey } from './fold'

/** RFC 5322, 3.2.3: dot-atom of ASCII; quoted local parts are legal and never somebody's address. */
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
/** RFC 1034, 3.5, with the letters, marks and digits of every script in place of ASCII (RFC 5890). */
const label = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u

const octets = (text: string): number => new TextEncoder().encode(text).length

/**
 * Judges an address as it would be kept: white space and control characters are part of it and refused.
 * Lengths are octets: 254 in all (RFC 5321, 4.5.3.1.3, less the angle brackets), 64 before the @, 63 a label.
 * The domain needs a dot; an address like `root@server` belongs to one machine only.
 */
export function isEmailAddress(text: string): boolean {
  if (text.length > 254 || octets(text) > 254) return false
  const at = text.indexOf('@')
  if (at < 1 || at > 64 || !local.test(text.slice(0, at))) return false
  const labels = text.slice(at + 1).split('.')
  const top = labels.at(-1)
  if (labels.length < 2 || top === undefined || /^\p{N}+$/u.test(top)) return false
  return labels.every((part) => octets(part) <= 63 && label.test(part))
}

/** @returns whether the two are one address, in whatever spelling. */
export const isSameAddress = (one: string, other: string): boolean => foldKey(one) === foldKey(other)

/** @returns every address on file, each once. */
export function addressesOf({
  email,
  second_email,
}: {
  readonly email: string
  readonly second_email: string
}): string[] {
  return second_email !== '' && !isSameAddress(second_email, email) ? [email, second_email] : [email]
}
