/** scrypt (RFC 7914) as a promise, with the memory bound Node needs to be told. */
import { scrypt as scryptOfNode } from 'node:crypto'

export interface ScryptParameters {
  /** log2 of N. */
  readonly ln: number
  readonly r: number
  readonly p: number
}

/** N=2^17 at r=8 needs 128 MiB and a little; Node refuses without room for it. 2^18 needs 288. */
const memoryMost = (ln: number): number => (ln > 17 ? 288 : 144) * 1024 * 1024

/**
 * Runs off the main thread, on Node's pool: always through a gate where people can call it.
 * @returns `length` bytes
 * @throws RangeError for parameters that are none or want more memory than is allowed
 */
export function scrypt(
  secret: string,
  salt: Uint8Array,
  { ln, r, p }: ScryptParameters,
  length: number,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scryptOfNode(secret, salt, length, { N: 2 ** ln, r, p, maxmem: memoryMost(ln) }, (error, hash) => {
      if (error) reject(error)
      else resolve(hash)
    })
  })
}
