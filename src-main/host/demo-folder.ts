/** The throw-away folder of --demo: made anew at each start, gone at its close, and swept up where it was killed. */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Places } from '../config'

const namePattern = /^mfa-desk-demo-(\d+)-/

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Removes what killed demos of the same person have left; what cannot be removed stays. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = namePattern.exec(name)?.[1]
    if (pid === undefined || !isGone(Number(pid))) continue
    const path = join(folder, name)
    try {
      const found = lstatSync(path)
      if (found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid)) rmSync(path, { recursive: true })
    } catch {
      // another start may sweep at the same time
    }
  }
}

export interface DemoFolder extends Places {
  remove(): void
}

/** @param under the folder for temporary files */
export function makeDemoFolder(under = tmpdir()): DemoFolder {
  sweep(under)
  // mkdtemp makes it 0700; the name says whose it is, so that it can be swept up
  const folder = mkdtempSync(join(under, `mfa-desk-demo-${process.pid}-`))
  const dataFolder = join(folder, 'data')
  const keyFolder = join(folder, 'keys')
  for (const made of [dataFolder, keyFolder]) mkdirSync(made, { mode: 0o700 })
  const anchorFolder = join(folder, 'anchors')
  return { dataFolder, keyFolder, anchorFolder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
