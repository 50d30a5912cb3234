/** Makes the keys of a new store, and opens those of one that is there. */
import { toInstant } from '../clock'
import { readRecoveryKey } from '../engine/recovery-key'
import { fault, Fault } from '../fault'
import { makeId, type Random } from '../random'
import { readKeyFile, slotSecretBytes, writeKeyFile } from './key-file'
import type { KeySlot, SlotKind } from './key-slot'
import { dataKeyBytes, makeKeyring, unwrapDataKey, type Keyring } from './keyring'

/** What opening asks of the store's tables. */
export interface KeyTables {
  readonly meta: { find(name: string): Promise<string | null> }
  readonly keySlots: { list(): Promise<readonly KeySlot[]> }
}

/** What making keys asks of them besides. `insert` answers false where the name has a value. */
export interface NewKeyTables extends KeyTables {
  readonly meta: KeyTables['meta'] & { insert(name: string, value: string): Promise<boolean> }
  readonly keySlots: KeyTables['keySlots'] & { insert(row: KeySlot): Promise<void> }
}

export interface OpenKeys {
  readonly keyring: Keyring
  readonly storeId: string
}

const canaryPlace = { table: 'meta', column: 'value', row: 'canary' }
const canaryText = 'mfa-desk canary'

/**
 * Makes data key, store id, key file and canary of an empty store, inside the caller's transaction. The file comes
 * first: a key file without its store is litter, a store without its key file is lost.
 * @param made `now`: milliseconds since 1970
 * @throws tampered where the store has keys already; what `writeKeyFile` throws. Nothing is to be committed then
 */
export async function makeKeys(made: {
  readonly tables: NewKeyTables
  readonly keyFolder: string
  readonly random: Random
  readonly now: number
}): Promise<OpenKeys> {
  const { tables, keyFolder, random } = made
  const at = toInstant(made.now)
  const used = (await tables.meta.find('store-id')) ?? (await tables.meta.find('canary'))
  // New keys beside old ones would put everything sealed before out of reach.
  if (used !== null || (await tables.keySlots.list()).length > 0) throw fault('tampered')

  const storeId = makeId(random)
  const keyring = makeKeyring({ dataKey: Uint8Array.from(random(dataKeyBytes)), storeId, random })
  const slotSecret = Uint8Array.from(random(slotSecretBytes))
  await writeKeyFile(keyFolder, storeId, slotSecret, random)
  await tables.meta.insert('store-id', storeId)
  await tables.meta.insert('made-at', at)
  await tables.meta.insert('canary', keyring.seal(canaryPlace, Buffer.from(canaryText)))
  await tables.keySlots.insert(keyring.makeSlot('key-file', slotSecret, made.now))
  return { keyring, storeId }
}

/**
 * Opens a store by its key file. Reads only.
 * @throws key-wrong where the file is missing, another's, damaged, or does not open slot and canary
 */
export async function openKeys(opened: {
  readonly tables: KeyTables
  readonly keyFolder: string
  readonly random: Random
}): Promise<OpenKeys> {
  const storeId = await storeIdOf(opened.tables)
  const secret = await readKeyFile(opened.keyFolder, storeId)
  return openSlots(opened, storeId, 'key-file', secret, 'key-wrong')
}

/**
 * Opens a store by its printed recovery key, where the key file is gone. Reads only.
 * @param opened `recoveryKey`: all eight groups, as they were typed
 * @throws recovery-key-wrong where it is no key or not that of this store; key-wrong where the canary does not open
 */
export async function openKeysWithRecoveryKey(opened: {
  readonly tables: KeyTables
  readonly recoveryKey: string
  readonly random: Random
}): Promise<OpenKeys> {
  const storeId = await storeIdOf(opened.tables)
  const secret = readRecoveryKey(opened.recoveryKey)
  if (secret === null) throw fault('recovery-key-wrong')
  return openSlots(opened, storeId, 'recovery-key', secret, 'recovery-key-wrong')
}

async function storeIdOf({ meta }: KeyTables): Promise<string> {
  const storeId = await meta.find('store-id')
  if (storeId === null) throw fault('key-wrong')
  return storeId
}

/** @throws `otherwise` where no slot of that kind opens. */
async function openSlots(
  { tables, random }: { tables: KeyTables; random: Random },
  storeId: string,
  kind: SlotKind,
  secret: Uint8Array,
  otherwise: 'key-wrong' | 'recovery-key-wrong',
): Promise<OpenKeys> {
  for (const slot of await tables.keySlots.list()) {
    if (slot.kind !== kind) continue
    const dataKey = orNull(() => unwrapDataKey(kind, secret, storeId, slot.wrapped))
    if (dataKey?.length !== dataKeyBytes) continue
    const keyring = makeKeyring({ dataKey, storeId, random })
    // The slot may open and still not be the one these rows were sealed under, as after half a restore.
    const canary = await tables.meta.find('canary')
    const opened = canary === null ? null : orNull(() => keyring.unseal(canaryPlace, canary))
    if (opened === null || Buffer.from(opened).toString() !== canaryText) throw fault('key-wrong')
    return { keyring, storeId }
  }
  throw fault(otherwise)
}

function orNull<T>(open: () => T): T | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}
