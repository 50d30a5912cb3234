/** Whether out/ was built from the sources as they are now: told by what is in them, not by their times. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folders = ['src-main', 'src-preload', 'src-renderer']
const files = ['package.json', 'package-lock.json', 'electron.vite.config.ts']

const stampFile = (root: string): string => join(root, 'out', 'built-from.txt')

/** @returns SHA-256 over names and contents of all that is built, in hex. */
export function sourceStamp(root: string): string {
  const hash = createHash('sha256')
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  for (const file of [...inFolders, ...files.map((name) => join(root, name))].sort()) {
    const content = readFileSync(file)
    hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** @returns whether a build ran to its end on exactly these sources. */
export function isBuilt(root: string): boolean {
  try {
    return readFileSync(stampFile(root), 'utf8').trim() === sourceStamp(root)
  } catch {
    return false
  }
}
