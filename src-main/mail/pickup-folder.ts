/** Mail as files: each letter an .eml in a folder, for sites with no mail server, and for others to fetch and send. */
import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Letter, Mailer, Outcome } from './mailer'
import { composeMessage, unfit } from './message'

/** Absent on Windows, where following a link takes rights that a person does not have. */
const noFollow = constants.O_NOFOLLOW ?? 0

/** @returns `2026-03-31T09-00-00-000Z-<id>.eml`: the same for the same letter, so that a second try makes no second file. */
function fileNameOf({ at, messageId }: Letter): string {
  const id = messageId.slice(1, messageId.indexOf('@')).replace(/[^A-Za-z0-9-]/g, '-')
  return `${new Date(at).toISOString().replace(/[:.]/g, '-')}-${id.slice(0, 64)}.eml`
}

/** @param folder made with mode 0700 where it is not there; a link in its place is refused */
export function makePickupFolder(folder: string): Mailer {
  let closed = false

  async function send(letter: Letter): Promise<Outcome> {
    const not = unfit(letter)
    if (not) return not
    if (closed) return { kind: 'put-off', words: 'The desk was closed.' }
    try {
      const name = fileNameOf(letter)
      await write(folder, name, (await composeMessage(letter)).bytes)
      return { kind: 'handed-to-folder', words: name }
    } catch (error) {
      // the message of the system would tell where the data lie
      return { kind: 'put-off', words: (error as NodeJS.ErrnoException).code ?? (error as Error).name }
    }
  }

  return { send, close: () => void (closed = true) }
}

/** Whole or not at all, and durable on return: what watches the folder for `.eml` never sees half a mail. */
async function write(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await lstat(folder)
  if (!found.isDirectory()) throw Object.assign(new Error('the folder is a link'), { code: 'ENOTDIR' })
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700)
  const temporary = join(folder, `${name}.part`)
  try {
    // of a try that was killed
    await rm(temporary, { force: true })
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(folder, name))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

/** The name is durable only when its folder is; Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  await handle.sync().finally(() => handle.close())
}
