/** Files that are whole or not there at all, for one person alone, and durable once written. */
import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Absent on Windows, where following a link takes rights that a person does not have. */
const noFollow = constants.O_NOFOLLOW ?? 0

/**
 * Makes `folder` with mode 0700 where it is not there, and takes back rights that let others in.
 * @throws ENOTDIR where a link or a file stands in its place
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await lstat(folder)
  if (!found.isDirectory()) throw Object.assign(new Error('the folder is a link'), { code: 'ENOTDIR' })
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700)
}

/**
 * Writes `path` with mode 0600: under the name `temporary` in the same folder, then renamed. Whoever watches the folder
 * never sees half a file. @throws the error of the system; nothing is left behind then
 */
export async function writeDurably(path: string, temporary: string, data: Uint8Array | string): Promise<void> {
  try {
    // of a try that was killed
    await rm(temporary, { force: true })
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, 0o600)
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The name is durable only when its folder is; Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  await handle.sync().finally(() => handle.close())
}
