/** An independent TOTP (RFC 4226, 5.3 and RFC 6238, 4) on node:crypto alone: what the product's answers are held against. */
import { createHmac } from 'node:crypto'

export interface TotpInput {
  /** Raw bytes, or base32 as an app takes it (any case, blanks and padding allowed). */
  readonly secret: Uint8Array | string
  /** Milliseconds since 1970. */
  readonly nowMs: number
  readonly algorithm?: 'SHA-1' | 'SHA-256' | 'SHA-512'
  readonly digits?: number
  readonly periodSeconds?: number
}

/** @returns the bytes of base32 text (RFC 4648, 6). */
export function base32Bytes(text: string): Uint8Array {
  const characters = text.toUpperCase().replace(/[\s=-]/g, '')
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const character of characters) {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character)
    if (value < 0) throw new Error(`not base32: ${character}`)
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 0xff)
    }
  }
  return Uint8Array.from(bytes)
}

/** @returns the HOTP value of a counter (RFC 4226, 5.3). */
export function hotp(secret: Uint8Array, counter: bigint, algorithm = 'SHA-1', digits = 6): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(counter)
  const mac = createHmac(algorithm.replace('-', '').toLowerCase(), secret).update(message).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

/** @returns the token an authenticator app shows at that time. */
export function totp({ secret, nowMs, algorithm = 'SHA-1', digits = 6, periodSeconds = 30 }: TotpInput): string {
  const bytes = typeof secret === 'string' ? base32Bytes(secret) : secret
  return hotp(bytes, BigInt(Math.floor(nowMs / 1000 / periodSeconds)), algorithm, digits)
}
