/** A log with anchors in a folder of its own, and what somebody outside does to it: rows edited, moved, hashed anew. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { chainHash } from '../../src-main/engine/audit-chain'
import type { AuditRow } from '../../src-main/store/audit'
import { openBehind } from '../doubles/behind-the-desk'
import { openTestDesk, welcomed } from '../doubles/test-desk'
import { account, auditRow } from '../store/made-up-rows'
import { houseOnFile } from './house-on-file'

export const fileName = 'mfa-desk.sqlite'
const minute = 60_000

/**
 * Some hundred rows, the last one anchored at close: every third makes an account, and behind row 100 there is a snapshot.
 * @returns the folder of a closed desk, to be copied; and its rows
 */
export async function makeAnchoredLog(rows = 300): Promise<{ folder: string; rows: AuditRow[]; remove: () => void }> {
  const test = await openTestDesk()
  const { desk } = await welcomed(test)
  const hand = await openBehind(test)
  for (let no = (await desk.audit.state()).last + 1; no <= rows; no += 1) {
    test.time += minute / 2
    await hand.write(async (tables) => {
      if (no % 3 === 0) await tables.accounts.insert(account(`p${no}`, { department: `D${no % 5}` }))
      if (no % 7 === 0 && no > 9) await tables.accounts.change(`p${no - (no % 3) - 3}`, { enabled: no % 2 })
      await tables.audit.append(auditRow({ at: new Date(test.time).toISOString(), reason: `reason ${no}` }))
      if (no === 100) await tables.auditProof.markAt(100, new Date(test.time).toISOString())
    })
    await test.tick()
  }
  await desk.session.state()
  await hand.close()
  await test.composed.close()
  const made = outsideOf(test.folder, (log) => log.rows())
  return { folder: test.folder, rows: made, remove: () => rmSync(test.folder, { recursive: true }) }
}

/** @returns a copy of a closed desk's folder, and what removes it. */
export function copyOf(folder: string): { folder: string; remove: () => void } {
  const copy = mkdtempSync(join(tmpdir(), 'mfa-desk-log-'))
  cpSync(folder, copy, { recursive: true })
  return { folder: copy, remove: () => rmSync(copy, { recursive: true }) }
}

export type Outside = ReturnType<typeof logOutside>

/** Somebody with the file and all the rights of the disk: the triggers of the store are gone first. */
export function outsideOf<T>(folder: string, work: (log: Outside) => T): T {
  const db = new Database(join(folder, fileName))
  try {
    return work(logOutside(db))
  } finally {
    db.close()
  }
}

function logOutside(db: Database.Database) {
  const rows = (): AuditRow[] => db.prepare('select * from audit order by no').all() as AuditRow[]
  const put = (row: AuditRow): void => {
    const names = Object.keys(row)
    db.prepare(
      `insert or replace into audit (${names.map((name) => `"${name}"`).join()}) values (${names.map((name) => `@${name}`).join()})`,
    ).run(row)
  }
  return {
    db,
    rows,
    put,
    dropTriggers(): void {
      const names = db.prepare(`select name from sqlite_schema where type = 'trigger'`).pluck().all() as string[]
      for (const name of names) db.exec(`drop trigger "${name}"`)
      db.pragma('foreign_keys = off')
    },
    /** All rows in this order, numbered anew from the first number there was. */
    replaceAll(next: readonly AuditRow[], { numbered = false } = {}): void {
      const first = rows()[0]?.no ?? 1
      db.exec('delete from audit')
      for (const [at, row] of next.entries()) put(numbered ? { ...row, no: first + at } : row)
    },
    /** The chain made whole again from row `from` on, as somebody does who has read our source. */
    rechain(from: number): void {
      let before = rows().findLast(({ no }) => no < from)?.hash
      for (const row of rows().filter(({ no }) => no >= from)) {
        const next = { ...row, before: before ?? row.before }
        before = chainHash(next.before, next)
        put({ ...next, hash: before })
      }
    },
  }
}

/** What a desk that opens the folder finds: at start, and with a check of all of it. */
export async function verdictOn(folder: string) {
  const house = await houseOnFile(folder, {
    clock: () => Date.parse('2026-04-01T00:00:00.000Z'),
    tell: () => undefined,
  })
  const { logWatch } = house
  try {
    const tail = logWatch.broken()
    logWatch.start(null)
    await logWatch.idle()
    return { tail, broken: logWatch.broken(), whole: logWatch.whole(), anchors: logWatch.anchors() }
  } finally {
    await house.store.close()
  }
}

/** Does `work` to a copy, triggers gone, and opens it. */
export async function verdictAfter(folder: string, work: (log: Outside) => void) {
  const copy = copyOf(folder)
  try {
    outsideOf(copy.folder, (log) => {
      log.dropTriggers()
      log.db.transaction(() => work(log))()
    })
    return await verdictOn(copy.folder)
  } finally {
    copy.remove()
  }
}

/** @returns the lines of the file of anchors, oldest first. */
export function anchorLinesOf(folder: string): string[] {
  const [name = ''] = readdirSync(join(folder, 'anchors'))
  return readFileSync(join(folder, 'anchors', name), 'utf8')
    .trim()
    .split('\n')
}
