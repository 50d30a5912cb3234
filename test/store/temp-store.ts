/** A store on a real file in a folder of its own, gone when the spec is over, and made-up accounts to fill it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { GivenAccount } from '../../src-main/store/accounts'
import type { NewAuditRow } from '../../src-main/store/audit'
import { openStore, type Store } from '../../src-main/store/store'

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

export const at = '2026-03-31T12:00:00.000Z'

export const account = (id: string, given: Partial<GivenAccount> = {}): GivenAccount => ({
  id,
  name: `Person ${id}`,
  email: `${id}@corp.example`,
  made_at: at,
  ...given,
})

export const auditRow = (given: Partial<NewAuditRow> = {}): NewAuditRow => ({
  at,
  actor_id: null,
  actor_name: 'Aoi Mori',
  actor_role: 'administrator',
  computer: 'DESK-01',
  host: 'in-process',
  act: 'accounts.make',
  account_id: null,
  account_name: '',
  result: 'done',
  code: null,
  reason: '',
  detail: '{}',
  ...given,
})

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
