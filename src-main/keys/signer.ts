/** Signs for an open store, and tells whose a signature is: the key is made at first need and kept open. */
import type { Clock } from '../clock'
import { Fault } from '../fault'
import type { Random } from '../random'
import type { Keyring } from './keyring'
import {
  ensureSigningKey,
  fingerprintOf,
  isSignedBy,
  openSigningKey,
  type NewSigningTables,
  type SigningKey,
  type SigningKeyRow,
} from './signing-key'

/** The store, as far as signing needs it. */
export interface SignerStore {
  read<T>(
    work: (tables: { readonly signingKeys: { list(): Promise<readonly SigningKeyRow[]> } }) => Promise<T>,
  ): Promise<T>
  write<T>(work: (tables: NewSigningTables) => Promise<T>): Promise<T>
}

export interface Signer {
  /**
   * The key that signs now. It may write one: never asked for inside a transaction.
   * @throws tampered
   */
  key(): Promise<SigningKey>
  /** Public keys by id: those whose row this store sealed. What was put beside them from outside is none. */
  known(): Promise<ReadonlyMap<string, string>>
  /** @returns whether the known key `keyId` signed it. */
  isSigned(known: ReadonlyMap<string, string>, keyId: string, text: string, signature: string): boolean
  /** @param publicKey raw, base64url @returns what people compare */
  fingerprint(publicKey: string): string
}

export function makeSigner(made: {
  readonly store: SignerStore
  readonly keyring: Keyring
  readonly random: Random
  readonly clock: Clock
}): Signer {
  const { store, keyring, random, clock } = made
  let opened: Promise<SigningKey> | undefined
  const open = (): Promise<SigningKey> =>
    store.write((tables) => ensureSigningKey(tables, { keyring, random, now: clock() }))
  return {
    async key() {
      opened ??= open()
      try {
        return await opened
      } catch (error) {
        opened = undefined
        throw error
      }
    },
    async known() {
      const rows = await store.read((tables) => tables.signingKeys.list())
      return new Map(rows.filter((row) => opens(keyring, row)).map((row) => [row.id, row.public_key]))
    },
    isSigned: (known, keyId, text, signature) => {
      const publicKey = known.get(keyId)
      return publicKey !== undefined && isSignedBy(publicKey, text, signature)
    },
    fingerprint: fingerprintOf,
  }
}

function opens(keyring: Keyring, row: SigningKeyRow): boolean {
  try {
    openSigningKey(keyring, row)
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}
