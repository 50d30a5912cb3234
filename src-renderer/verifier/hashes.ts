/** SHA-256 and Ed25519 for the page: by a library of its own, because not every browser knows Ed25519 or lets a file use it. */
import { hashes, verify } from '@noble/ed25519'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Pace } from './verdict'

hashes.sha512 = sha512

/** Characters hashed between two breaths: some milliseconds. */
const sliceLength = 1 << 18

export const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** Hashes lines as they come. */
export class LinesHash {
  readonly #hash = sha256.create()

  add(line: string): void {
    this.#hash.update(utf8ToBytes(line))
  }

  hex(): string {
    return bytesToHex(this.#hash.digest())
  }
}

/** Hashes a text of any length. @returns its size as UTF-8, and lower-case hex SHA-256 */
export async function hashLong(
  text: string,
  { breathe }: Pace,
  done: number,
): Promise<{ bytes: number; sha256: string }> {
  const hash = sha256.create()
  let bytes = 0
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + sliceLength)
    // a character of two halves is not torn
    if (end < text.length && isHighHalf(text.charCodeAt(end - 1))) end -= 1
    const some = utf8ToBytes(text.slice(at, end))
    hash.update(some)
    bytes += some.length
    at = end
    await breathe(done)
  }
  return { bytes, sha256: bytesToHex(hash.digest()) }
}

const isHighHalf = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff

/** @returns null for anything but base64url of `length` bytes */
export function bytesOf(base64url: string, length: number): Uint8Array | null {
  if (!/^[\w-]*$/.test(base64url)) return null
  try {
    const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
    return binary.length === length ? Uint8Array.from(binary, (one) => one.charCodeAt(0)) : null
  } catch {
    return null
  }
}

/** @param signature base64url; @param publicKey raw, base64url. @returns false for whatever is no signature of `text` */
export function isSigned(text: string, signature: string, publicKey: string): boolean {
  const [signed, key] = [bytesOf(signature, 64), bytesOf(publicKey, 32)]
  if (!signed || !key) return false
  try {
    // strict RFC 8032: no key or signature that several texts could share
    return verify(signed, utf8ToBytes(text), key, { zip215: false })
  } catch {
    return false
  }
}

/** @returns hex SHA-256 of a raw public key; null where it is none */
export function keyHash(publicKey: string): string | null {
  const key = bytesOf(publicKey, 32)
  return key && bytesToHex(sha256(key))
}
