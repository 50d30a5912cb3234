/** Sealed values: AES-256-GCM bound to the place they stand at. The only caller of createCipheriv and createDecipheriv. */
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { fault } from '../fault'
import type { Random } from '../random'

/** Where a sealed value stands; moved anywhere else it does not open. */
export interface SealedPlace {
  readonly storeId: string
  readonly table: string
  readonly column: string
  /** Id of the row. */
  readonly row: string
}

export interface SealKey {
  /** 32 bytes. As an object where many values are sealed: made of its bytes anew each time it costs as much as the sealing. */
  readonly key: Uint8Array | KeyObject
  /** Names the key in every value sealed under it, so that a rotation can tell old from new; no dots. */
  readonly keyId: string
}

const cipherName = 'aes-256-gcm'
const nonceBytes = 12
/** Asked for on both sides: left to itself Node opens values whose tag was cut down to four bytes. */
const tagBytes = 16

/** JSON of an array: no two places, and no place under two keys, have the same bytes. */
const boundTo = (keyId: string, { storeId, table, column, row }: SealedPlace): Buffer =>
  Buffer.from(JSON.stringify(['mfa-desk', 'v1', keyId, storeId, table, column, row]))

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/**
 * @param how `random`: a nonce is drawn for each value (NIST SP 800-38D, 8.2.2; good for 2^32 values under one key)
 * @returns `v1.<key id>.<nonce>.<ciphertext>.<tag>`, the last three base64url without padding
 */
export function seal(
  how: SealKey & { readonly place: SealedPlace; readonly random: Random },
  plain: Uint8Array,
): string {
  const nonce = how.random(nonceBytes)
  const cipher = createCipheriv(cipherName, how.key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(boundTo(how.keyId, how.place))
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  return ['v1', how.keyId, base64url(nonce), base64url(ciphertext), base64url(cipher.getAuthTag())].join('.')
}

/**
 * @returns the plain bytes
 * @throws tampered where the value was changed, moved from another place, cut, or sealed under another key
 */
export function unseal(how: SealKey & { readonly place: SealedPlace }, sealed: string): Uint8Array {
  const [version, keyId, nonceText = '', cipherText = '', tagText = '', ...rest] = sealed.split('.')
  const nonce = bytesOf(nonceText)
  const ciphertext = bytesOf(cipherText)
  const tag = bytesOf(tagText)
  const wellFormed =
    version === 'v1' && keyId === how.keyId && rest.length === 0 && nonce?.length === nonceBytes && ciphertext
  if (!wellFormed || tag?.length !== tagBytes) throw fault('tampered')
  const decipher = createDecipheriv(cipherName, how.key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(boundTo(how.keyId, how.place))
  decipher.setAuthTag(tag)
  const begun = decipher.update(ciphertext)
  try {
    return Uint8Array.from(Buffer.concat([begun, decipher.final()]))
  } catch (cause) {
    throw fault('tampered', {}, { cause })
  }
}

/** @returns null for anything but the one spelling `seal` writes; Buffer alone skips what it does not know. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return base64url(bytes) === text ? bytes : null
}
