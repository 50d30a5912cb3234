/** The file of anchors of a store, in a folder apart from the data: lines are only ever added, whole and durable. */
import { constants } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder } from '../durable-file'
import { fault } from '../fault'

export interface AnchorFile {
  /** Absolute path. */
  readonly path: string
  /**
   * Every line that was written to its end, oldest first, as it stands; none where there is no file yet.
   * @throws the error of the system where folder or file cannot be read, or is a link
   */
  lines(): Promise<string[]>
  /**
   * Adds a line; what a line before was torn to stays as it is. Durable on return.
   * @throws as `lines`
   */
  append(line: string): Promise<void>
}

/** 26 characters: an id that came out of a store file must not lead out of the folder. */
const storeIdShape = /^[a-z2-7]{26}$/

/** Absent on Windows, where following a link takes rights that a person does not have. */
const noFollow = constants.O_NOFOLLOW ?? 0

/** @throws tampered where `storeId` is no id. */
export function makeAnchorFile(folder: string, storeId: string): AnchorFile {
  if (!storeIdShape.test(storeId)) throw fault('tampered')
  const path = join(folder, `${storeId}.jsonl`)
  return {
    path,
    async lines() {
      try {
        await demandPlain(folder, path)
        const file = await open(path, constants.O_RDONLY | noFollow)
        const text = await file.readFile('utf8').finally(() => file.close())
        return text.split('\n').filter((line) => line !== '')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
        throw error
      }
    },
    async append(line) {
      await makePrivateFolder(folder)
      const { O_RDWR, O_APPEND, O_CREAT } = constants
      const file = await open(path, O_RDWR | O_APPEND | O_CREAT | noFollow, 0o600)
      try {
        const { mode, size } = await file.stat()
        if (!(await file.stat()).isFile()) throw notPlain()
        if ((mode & 0o077) !== 0) await file.chmod(0o600)
        await file.appendFile(`${(await endsInLine(file, size)) ? '' : '\n'}${line}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
  }
}

const notPlain = (): Error => Object.assign(new Error('no plain file'), { code: 'ENOTDIR' })

/** Without O_NOFOLLOW, and for a pipe that would never answer, the look beforehand has to do. */
async function demandPlain(folder: string, path: string): Promise<void> {
  if (!(await lstat(folder)).isDirectory() || !(await lstat(path)).isFile()) throw notPlain()
}

/** A desk that was killed, or a full disk, may have left half a line. */
async function endsInLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] === 0x0a
}
