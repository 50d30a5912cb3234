/** The key of a store that signs anchors, cuts of the log and evidence: Ed25519, its private half sealed by the keyring. */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { toInstant } from '../clock'
import { fingerprintText } from '../engine/signed-text'
import { fault } from '../fault'
import { makeId, type Random } from '../random'
import type { Keyring } from './keyring'

/** As the store keeps it. */
export interface SigningKeyRow {
  readonly id: string
  /** Raw, 32 bytes, base64url. */
  readonly public_key: string
  /** `v1.…`: the private key, PKCS #8 in DER, bound to this row. */
  readonly sealed: string
  readonly made_at: string
}

export interface SigningKey {
  readonly keyId: string
  /** Raw, 32 bytes, base64url. */
  readonly publicKey: string
  /** What people compare: 16 hex digits of its SHA-256 in groups of four. */
  readonly fingerprint: string
  /** @returns Ed25519 over the bytes, or over the text as UTF-8: base64url, 64 bytes. */
  sign(signed: Uint8Array | string): string
}

/** What finding the key asks of the store's tables. */
interface SigningTables {
  readonly signingKeys: { newest(): Promise<SigningKeyRow | null> }
}
export interface NewSigningTables {
  readonly signingKeys: SigningTables['signingKeys'] & { insert(row: SigningKeyRow): Promise<void> }
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key, private and public. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const seedBytes = 32
const publicBytes = 32

const placeOf = (id: string) => ({ table: 'signing_keys', column: 'sealed', row: id })
const bytesOf = (signed: Uint8Array | string): Uint8Array => (typeof signed === 'string' ? Buffer.from(signed) : signed)

/** @param der a private key as `makeSigningKey` seals it */
function publicOf(der: Uint8Array): string {
  const key = createPublicKey(createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }))
  return key.export({ format: 'der', type: 'spki' }).subarray(-publicBytes).toString('base64url')
}

/** @param made `now`: milliseconds since 1970 @returns a new key, to be kept in `signing_keys` */
export function makeSigningKey(made: {
  readonly keyring: Pick<Keyring, 'seal'>
  readonly random: Random
  readonly now: number
}): SigningKeyRow {
  const id = makeId(made.random)
  const der = Buffer.concat([privatePrefix, made.random(seedBytes)])
  const sealed = made.keyring.seal(placeOf(id), der)
  return { id, public_key: publicOf(der), sealed, made_at: toInstant(made.now) }
}

/** @throws tampered where the row was changed, moved, or its public key is another's */
export function openSigningKey(keyring: Pick<Keyring, 'unseal'>, row: SigningKeyRow): SigningKey {
  const der = Buffer.from(keyring.unseal(placeOf(row.id), row.sealed))
  if (publicOf(der) !== row.public_key) throw fault('tampered')
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return {
    keyId: row.id,
    publicKey: row.public_key,
    fingerprint: fingerprintOf(row.public_key),
    sign: (signed) => sign(null, bytesOf(signed), key).toString('base64url'),
  }
}

/**
 * The key that signs now, made in the caller's transaction at first need.
 * @param now milliseconds since 1970
 * @throws tampered
 */
export async function ensureSigningKey(
  tables: NewSigningTables,
  made: { readonly keyring: Keyring; readonly random: Random; readonly now: number },
): Promise<SigningKey> {
  const found = await tables.signingKeys.newest()
  if (found !== null) return openSigningKey(made.keyring, found)
  const row = makeSigningKey(made)
  await tables.signingKeys.insert(row)
  return openSigningKey(made.keyring, row)
}

/** @param publicKey raw, base64url @returns 16 hex digits of its SHA-256 in groups of four. */
export const fingerprintOf = (publicKey: string): string =>
  fingerprintText(createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex'))

/** @param publicKey raw, base64url @returns whether `signature` (base64url) is that key's over `signed`; never throws. */
export function isSignedBy(publicKey: string, signed: Uint8Array | string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url')
  const made = Buffer.from(signature, 'base64url')
  if (raw.length !== publicBytes || made.toString('base64url') !== signature) return false
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' })
  return verify(null, bytesOf(signed), key, made)
}
