/** Opens the file of the store twice: a connection that writes, and a second, read-only one for lists and counts. */
import { chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Fault, fault } from '../fault'
import type { Schema } from './schema'
import { applySettings, isBusy, toFault } from './sqlite'
import { sqliteDialect, type Patience } from './sqlite-driver'

export interface Databases {
  readonly writer: Kysely<Schema>
  readonly reader: Kysely<Schema>
}

/** With the 250 ms of each try about four seconds in all. */
export const defaultPatience: Patience = {
  tries: 12,
  pause: () => new Promise((resolve) => setTimeout(resolve, 80)),
}

/** What SQLite makes its files of, where nothing else is asked for. */
const pageBytes = 4096

/** SQLite makes its files readable for everyone (0644), and gives -wal and -shm the mode of the main file. */
function makePrivate(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const handle = openSync(file, 'a+', 0o600)
    const { mode, size } = fstatSync(handle)
    closeSync(handle)
    if ((mode & 0o077) !== 0) chmodSync(file, 0o600)
    // SQLite reads a last page that was cut short as if zeros followed. With a log beside it, that page may stand there.
    if (size % pageBytes !== 0 && !existsSync(`${file}-wal`)) throw fault('store-damaged')
  } catch (error) {
    if (error instanceof Fault) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw fault(code === 'ENOSPC' || code === 'EDQUOT' ? 'store-full' : 'store-read-only', {}, { cause: error })
  }
}

async function openConnection(
  file: string,
  kind: 'writer' | 'reader',
  patience: Patience,
): Promise<BetterSqlite3.Database> {
  for (let tries = 1; ; tries += 1) {
    let database: BetterSqlite3.Database | undefined
    try {
      database = new BetterSqlite3(file, { readonly: kind === 'reader', fileMustExist: true, timeout: 250 })
      applySettings(database, kind)
      // The first read finds out that this is no database, or a torn one, before anything is written.
      database.prepare('select count(*) from sqlite_schema').get()
      return database
    } catch (error) {
      database?.close()
      if (!isBusy(error) || tries >= patience.tries) throw toFault(error)
    }
    await patience.pause()
  }
}

/**
 * @param file path of the database; made with mode 0600 where there is none, its folder with 0700
 * @throws faults `store-read-only`, `store-full`, `store-locked`, `store-damaged`, `internal` (a setting SQLite refused)
 */
export async function openDatabases(file: string, patience: Patience): Promise<Databases> {
  makePrivate(file)
  const writer = await openConnection(file, 'writer', patience)
  try {
    const reader = await openConnection(file, 'reader', patience)
    return {
      writer: new Kysely<Schema>({ dialect: sqliteDialect(writer, patience) }),
      reader: new Kysely<Schema>({ dialect: sqliteDialect(reader, patience) }),
    }
  } catch (error) {
    writer.close()
    throw error
  }
}
