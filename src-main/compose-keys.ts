/** The keys of a store as it is opened: made for a new one, by key file for another, by the printed key where that is lost. */
import { hostname } from 'node:os'
import { toInstant } from './clock'
import { startRow } from './desk/start-row'
import { storeName } from './engine/recovery-key'
import { Fault } from './fault'
import { remakeKeyFile } from './keys/lost-key-file'
import type { Keyring } from './keys/keyring'
import { makeKeys, openKeys, openKeysWithRecoveryKey } from './keys/open-keyring'
import type { Random } from './random'
import type { Store } from './store/store'

/** Asks whoever starts the desk for the printed key of the store of that name; null where nobody can be asked. */
export type AskRecoveryKey = (storeName: string) => Promise<string | null>

interface Opening {
  readonly store: Store
  readonly keyFolder: string
  readonly random: Random
  /** Milliseconds since 1970. */
  readonly now: number
  readonly askRecoveryKey?: AskRecoveryKey | undefined
}

async function openWithPrintedKey({ store, keyFolder, random, now }: Opening, typed: string): Promise<Keyring> {
  const { keyring } = await store.read((tables) => openKeysWithRecoveryKey({ tables, recoveryKey: typed, random }))
  await store.write(async (tables) => {
    await remakeKeyFile({ tables, keyring, keyFolder, random, now })
    const detail = { slot: 'key-file' }
    const act = { act: 'keys.remakeFile', at: toInstant(now), computer: hostname() } as const
    await tables.audit.append(startRow({ ...act, result: 'done', code: null, detail }))
  })
  return keyring
}

/**
 * @returns the open keyring, and whether the store is new
 * @throws key-wrong where the key file is missing or another's and no printed key is given; recovery-key-wrong
 */
export async function keysOfStore(opening: Opening): Promise<{ keyring: Keyring; isNew: boolean }> {
  const { store, keyFolder, random, now, askRecoveryKey } = opening
  const storeId = await store.read((tables) => tables.meta.find('store-id'))
  if (storeId === null) {
    const { keyring } = await store.write((tables) => makeKeys({ tables, keyFolder, random, now }))
    return { keyring, isNew: true }
  }
  try {
    const { keyring } = await store.read((tables) => openKeys({ tables, keyFolder, random }))
    return { keyring, isNew: false }
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'key-wrong' || !askRecoveryKey) throw error
    const typed = await askRecoveryKey(storeName(storeId))
    if (typed === null || typed.trim() === '') throw error
    return { keyring: await openWithPrintedKey(opening, typed), isNew: false }
  }
}
