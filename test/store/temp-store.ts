/** A store on a real file in a folder of its own, gone when the spec is over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '../../src-main/store/store'

export { account, at, auditRow } from './made-up-rows'

/** @returns path of a new empty folder. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function tempStore(): Promise<{ store: Store; file: string }> {
  const file = join(tempFolder(), 'desk.db')
  const store = await openStore({ file })
  onTestFinished(() => store.close())
  return { store, file }
}

/** Runs a query of the spec's own on the file, past the store. */
export async function lookInto<T>(file: string, query: string): Promise<T[]> {
  const { default: BetterSqlite3 } = await import('better-sqlite3')
  const database = new BetterSqlite3(file)
  try {
    return database.prepare(query).all() as T[]
  } finally {
    database.close()
  }
}
