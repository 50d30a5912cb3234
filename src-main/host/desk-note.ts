/** The note in the data folder that says who has the desk open, for the one who comes second. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface DeskNote {
  readonly host: 'electron' | 'loopback'
  readonly pid: number
  readonly user: string
  readonly computer: string
  /** ISO-8601 UTC. */
  readonly since: string
  /** Address without a code; null in Electron. */
  readonly url: string | null
  /** Where to knock; null until somebody answers there. */
  readonly door: string | null
}

const fileOf = (dataFolder: string): string => join(dataFolder, 'desk-open.json')

/** Only the holder of the folder's lock writes. Whole or not at all: a reader never sees half a note. */
export function writeDeskNote(dataFolder: string, note: DeskNote): void {
  const file = fileOf(dataFolder)
  rmSync(`${file}.tmp`, { force: true })
  writeFileSync(`${file}.tmp`, JSON.stringify(note), { mode: 0o600, flag: 'wx' })
  renameSync(`${file}.tmp`, file)
}

export const removeDeskNote = (dataFolder: string): void => rmSync(fileOf(dataFolder), { force: true })

/** @returns the note, null where there is none or it cannot be read as one. */
export function readDeskNote(dataFolder: string): DeskNote | null {
  try {
    const note = JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')) as Partial<DeskNote> | null
    if (typeof note !== 'object' || note === null) return null
    const { host, pid, user, computer, since, url, door } = note
    if (host !== 'electron' && host !== 'loopback') return null
    if (typeof pid !== 'number' || typeof user !== 'string' || typeof computer !== 'string') return null
    if (typeof since !== 'string') return null
    const text = (value: unknown) => (typeof value === 'string' ? value : null)
    return { host, pid, user, computer, since, url: text(url), door: text(door) }
  } catch {
    return null
  }
}
