/** Everything that stands in the file of a store, to the byte, by table. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import type { AuditRow } from '../../src-main/store/audit'

export type Dump = ReadonlyMap<string, string>

/** @returns the rows of each table of the store in `folder`. @throws where the file or the chain of its log is broken */
export function dumpOf(folder: string): Dump {
  const db = new Database(join(folder, 'mfa-desk.sqlite'))
  try {
    const found = db.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new Error(`the file is broken: ${String(found)}`)
    const { brokenAt } = checkChain(db.prepare('select * from audit order by no').all() as AuditRow[], genesis)
    if (brokenAt !== null) throw new Error(`the chain is broken at ${brokenAt}`)
    const tables = db.prepare(`select name from sqlite_schema where type = 'table' order by name`).pluck().all()
    const rowsOf = (name: string) =>
      db
        .prepare(`select * from "${name}"`)
        .all()
        .map((row) => JSON.stringify(row))
    return new Map((tables as string[]).map((name) => [name, rowsOf(name).sort().join('\n')]))
  } finally {
    db.close()
  }
}

/** @returns the tables that are not the same in both. */
export const differing = (one: Dump, other: Dump): string[] =>
  [...one.keys()].filter((name) => one.get(name) !== other.get(name))
