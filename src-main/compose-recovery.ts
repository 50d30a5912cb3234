/** Puts together what recovering an administrator needs: the store, opened by the printed key and by nothing else. */
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { systemClock, type Clock } from './clock'
import { storeFileName } from './compose'
import { recordWrongKey, recoverAdministrator, type Recovery } from './desk/recover-administrator'
import { makeScryptGate } from './engine/scrypt-gate'
import { storeName } from './engine/recovery-key'
import { Fault } from './fault'
import { openKeysWithRecoveryKey } from './keys/open-keyring'
import { systemRandom, type Random } from './random'
import { openStore } from './store/store'

export interface RecoveryOptions {
  readonly dataFolder: string
  readonly clock?: Clock
  readonly random?: Random
  /** log2 of scrypt's N. */
  readonly scryptCost?: number
}

export interface RecoveryDesk {
  /** As it stands beside the printed key. */
  readonly storeName: string
  /**
   * @param typed the printed key
   * @param named address of the administrator who is meant; null: the last one
   */
  recover(typed: string, named: string | null): Promise<Recovery | { readonly kind: 'key-wrong' }>
  close(): Promise<void>
}

export const hasStore = (dataFolder: string): boolean => existsSync(join(dataFolder, storeFileName))

/**
 * @returns null where the store in the folder was never begun
 * @throws the store-… faults where the file cannot be used
 */
export async function composeRecovery(options: RecoveryOptions): Promise<RecoveryDesk | null> {
  const { dataFolder, clock = systemClock, random = systemRandom, scryptCost = 17 } = options
  const store = await openStore({ file: join(dataFolder, storeFileName) })
  const storeId = await store.read((tables) => tables.meta.find('store-id'))
  if (storeId === null) {
    await store.close()
    return null
  }
  const gate = makeScryptGate({ atOnce: 2, waiting: 0 })
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    storeName: storeName(storeId),
    close: () => store.close(),
    async recover(typed, named) {
      const who = { store, computer: hostname(), now: clock() }
      try {
        const { keyring } = await store.read((tables) =>
          openKeysWithRecoveryKey({ tables, recoveryKey: typed, random }),
        )
        return await recoverAdministrator({ ...who, keyring, random, gate, scryptCost, timeZone }, named)
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'recovery-key-wrong') throw error
        await recordWrongKey(who)
        return { kind: 'key-wrong' }
      }
    },
  }
}
