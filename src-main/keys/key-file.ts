/** The key file: the secret of the key-file slot, one file per store, outside the data folder. */
import { constants } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder, writeDurably } from '../durable-file'
import { fault, Fault } from '../fault'
import type { Random } from '../random'

export const slotSecretBytes = 32

/** 26 characters: an id that came out of a store file must not lead out of the key folder. */
const storeIdShape = /^[a-z2-7]{26}$/
/** Nothing a key file of ours could be is longer. */
const fileBytesMost = 4096

/** Absent on Windows, where following a link takes rights that a person does not have. */
const noFollow = constants.O_NOFOLLOW ?? 0

/** @throws tampered where `storeId` is no id. */
export function keyFilePath(folder: string, storeId: string): string {
  if (!storeIdShape.test(storeId)) throw fault('tampered')
  return join(folder, `${storeId}.key`)
}

const textOf = (storeId: string, secret: Uint8Array): string =>
  [
    'MFA Desk key file',
    'The store named here opens with this file, or with its printed recovery key.',
    'Keep a copy in a safe place, apart from the data.',
    `store ${storeId}`,
    `key ${Buffer.from(secret).toString('base64url')}`,
    '',
  ].join('\n')

const shape = /^MFA Desk key file\n(?:(?!store |key ).*\n)*store ([a-z2-7]{26})\nkey ([A-Za-z0-9_-]{43})\n?$/

/**
 * Writes the key file of a new store: mode 0600 in a folder of mode 0700, whole or not at all, durable on return.
 * @throws key-wrong where folder or file is a link, or the file is there already: a key is never overwritten;
 *   store-full, store-read-only as the disk has it
 */
export async function writeKeyFile(folder: string, storeId: string, secret: Uint8Array, random: Random): Promise<void> {
  const path = keyFilePath(folder, storeId)
  const temporary = `${path}.${Buffer.from(random(8)).toString('hex')}.tmp`
  try {
    await makePrivateFolder(folder)
    if (await isThere(path)) throw fault('key-wrong')
    await writeDurably(path, temporary, textOf(storeId, secret))
  } catch (error) {
    throw asFault(error)
  }
}

/**
 * Reads the secret of a store's key file. Rights that let others read it are taken back.
 * @throws key-wrong where there is none, it is a link, cannot be read, or is no key file of this store
 */
export async function readKeyFile(folder: string, storeId: string): Promise<Uint8Array> {
  const path = keyFilePath(folder, storeId)
  try {
    // Without O_NOFOLLOW, and for a pipe that would never answer, the look beforehand has to do.
    if (!(await lstat(path)).isFile() || !(await lstat(folder)).isDirectory()) throw fault('key-wrong')
    const file = await open(path, constants.O_RDONLY | noFollow)
    try {
      const { size, mode } = await file.stat()
      if (size > fileBytesMost) throw fault('key-wrong')
      const [, named, key] = shape.exec((await file.readFile('utf8')).replaceAll('\r\n', '\n')) ?? []
      if (key === undefined || named !== storeId) throw fault('key-wrong')
      if ((mode & 0o077) !== 0) await file.chmod(0o600).catch(() => undefined)
      return Uint8Array.from(Buffer.from(key, 'base64url'))
    } finally {
      await file.close()
    }
  } catch (error) {
    throw error instanceof Fault ? error : fault('key-wrong', {}, { cause: error })
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

function asFault(error: unknown): unknown {
  if (error instanceof Fault) return error
  const cause = { cause: error }
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fault('store-full', {}, cause)
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return fault('store-read-only', {}, cause)
    case 'ELOOP':
    case 'EEXIST':
    case 'ENOTDIR':
      return fault('key-wrong', {}, cause)
    default:
      return error
  }
}
