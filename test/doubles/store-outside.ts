/** The file of a test desk as somebody outside sees it: read, compared and prepared with a connection of its own. */
import Database from 'better-sqlite3'
import type { AuditRow } from '../../src-main/store/audit'
import { password, type TestDesk } from './test-desk'

export function outside<T>(test: Pick<TestDesk, 'file'>, work: (db: Database.Database) => T): T {
  const db = new Database(test.file)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** @returns all rows of the audit log, oldest first. */
export const rowsOf = (test: Pick<TestDesk, 'file'>): AuditRow[] =>
  outside(test, (db) => db.prepare('select * from audit order by no').all() as AuditRow[])

const tables = [
  'meta',
  'settings',
  'key_slots',
  'accounts',
  'passwords',
  'otp_keys',
  'recovery_sets',
  'recovery_codes',
  'custody',
  'email_factors',
  'outbox',
  'account_counts',
  'import_lines',
  'audit_about',
  'audit_cuts',
  'saved_searches',
  'jobs',
  'job_rows',
] as const

/** @returns everything of substance in the file, to see that nothing changed; the audit log and when somebody was last seen are none. */
export const substanceOf = (test: Pick<TestDesk, 'file'>): string =>
  outside(test, (db) =>
    JSON.stringify([
      ...tables.map((table) => db.prepare(`select * from ${table} order by 1, 2`).all()),
      db
        .prepare('select id_hash, account_id, fresh_at, ended_at, step_up_unused, factor_at from sessions order by 1')
        .all(),
    ]),
  )

/** Gives an account the password of everybody in the specs, as no operation of the desk does yet, and signs it in. */
export async function signedIn(test: TestDesk, id: string) {
  const email = outside(test, (db) => {
    db.prepare(
      `insert into passwords (account_id, phc, set_at, must_change)
       select ?, phc, set_at, 0 from passwords where account_id <> ? limit 1`,
    ).run(id, id)
    return db.prepare('select email from accounts where id = ?').pluck().get(id) as string
  })
  const seat = test.seat()
  const desk = test.at(seat)
  await desk.session.signIn({ email, password })
  return { desk, seat }
}
