/** One desk per data folder, whichever host: the lock is taken, or it is found out who has it. */
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readDeskNote } from './desk-note'
import type { DeskNote } from './desk-note'

/** Takes the lock on a file; null where another process has it. */
export type TakeLock = (file: string) => (() => void) | null

export type Claim =
  | { readonly release: () => void }
  /** The note is null where the holder has not yet written one. */
  | { readonly heldBy: DeskNote | null }

/** Long enough for a desk that is just closing, or has just been started and is not yet to be reached. */
const patienceMs = 4000
const againMs = 100

function isAlive({ pid, computer }: DeskNote): boolean {
  // nothing can be said about a process of another computer that shares the folder
  if (computer !== hostname()) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Only the lock decides; the note is what can be said about its holder. */
export async function claimFolder(dataFolder: string, takeLock: TakeLock): Promise<Claim> {
  for (let waited = 0; ; waited += againMs) {
    const release = takeLock(join(dataFolder, 'desk.lock'))
    if (release) return { release }
    const note = readDeskNote(dataFolder)
    const heldBy = note && isAlive(note) ? note : null
    if (heldBy?.door != null || waited >= patienceMs) return { heldBy }
    await wait(againMs)
  }
}
