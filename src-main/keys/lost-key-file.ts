/** A new key file in place of a lost one, for a store that was opened by its printed recovery key. */
import { rename } from 'node:fs/promises'
import type { Random } from '../random'
import { keyFilePath, slotSecretBytes, writeKeyFile } from './key-file'
import type { KeySlot } from './key-slot'
import type { Keyring } from './keyring'

/**
 * Replaces the key-file slot and writes its file, inside the caller's transaction. What lies under the file's name and
 * did not open the store is set aside as `.former`, never deleted: it may be the key of a copy.
 * @param lost `now`: milliseconds since 1970
 */
export async function remakeKeyFile(lost: {
  readonly tables: { readonly keySlots: { replace(kind: 'key-file', row: KeySlot): Promise<void> } }
  readonly keyring: Keyring
  readonly keyFolder: string
  readonly random: Random
  readonly now: number
}): Promise<void> {
  const { tables, keyring, keyFolder, random, now } = lost
  const secret = Uint8Array.from(random(slotSecretBytes))
  await tables.keySlots.replace('key-file', keyring.makeSlot('key-file', secret, now))
  const path = keyFilePath(keyFolder, keyring.storeId)
  await rename(path, `${path}.former`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await writeKeyFile(keyFolder, keyring.storeId, secret, random)
}
