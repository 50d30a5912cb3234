/** What the desk stands on: the store, the keys and the ports, handed in once by compose. */
import type { Clock } from '../clock'
import type { ScryptGate } from '../engine/scrypt-gate'
import type { Keyring } from '../keys/keyring'
import type { Random } from '../random'
import type { Store } from '../store/store'

/** Told what went wrong inside; never given a secret. */
export interface HouseLog {
  error(facts: Record<string, unknown>, message: string): void
}

export interface House {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly random: Random
  readonly gate: ScryptGate
  /** log2 of scrypt's N: 17, less in specs. */
  readonly scryptCost: number
  readonly version: string
  readonly demo: boolean
  readonly storeId: string
  /** IANA name, for instants in files. */
  readonly timeZone: string
  readonly log: HouseLog
  /** What the check of the audit log's tail found at open. */
  tail: { checkedFrom: number; checkedTo: number; brokenAt: number | null }
  /** The recovery key between being shown and being read back; only ever in memory. */
  recoveryKeyShown: { groups: readonly string[]; askBack: readonly number[] } | null
}
