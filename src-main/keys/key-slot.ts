/** A key slot: the data key, wrapped under one of the secrets that open the store. */

export type SlotKind = 'key-file' | 'recovery-key' | 'os-keychain' | 'passphrase'

/** As the store keeps it. */
export interface KeySlot {
  readonly id: string
  readonly kind: SlotKind
  /** `v1.…`: the data key, bound to store id and slot kind. */
  readonly wrapped: string
  /** How the slot's secret becomes a wrapping key: JSON, no secret. */
  readonly parameters: string
  readonly made_at: string
  /** Null only for a printed key that was not read back yet. */
  readonly confirmed_at: string | null
}

/** Slot secrets are random and long: HKDF is enough, there is nothing to guess that a slow hash would protect. */
export const slotParameters = JSON.stringify({ derivation: 'hkdf-sha256' })
