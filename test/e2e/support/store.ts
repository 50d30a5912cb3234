/** The store as it lies on the disk, read by another program: better-sqlite3, opened read-only beside the running desk. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { DeskUnderTest } from './desk-fixture'

type Row = Record<string, string | number | null>

type Ask = (sql: string, ...given: string[]) => Row[]

/** Asks the store, of one moment, whatever the desk does meanwhile. */
function reading<T>({ dataFolder }: Pick<DeskUnderTest, 'dataFolder'>, read: (ask: Ask) => T): T {
  const store = new Database(join(dataFolder, 'mfa-desk.sqlite'), { readonly: true, fileMustExist: true })
  try {
    return store.transaction(() => read((sql, ...given) => store.prepare(sql).all(...given) as Row[]))()
  } finally {
    store.close()
  }
}

/** @returns the rows of a query; the desk may run or not. */
export const rowsIn = (desk: Pick<DeskUnderTest, 'dataFolder'>, sql: string, ...given: string[]): Row[] =>
  reading(desk, (ask) => ask(sql, ...given))

/** What the store holds of somebody's ways in. */
export interface Kept {
  readonly state: string
  /** Status of each OTP key, and its id. */
  readonly keys: readonly { readonly status: string; readonly id: string }[]
  /** Of the set in force; null where there is none. */
  readonly codes: { readonly unused: number; readonly used: number } | null
  readonly hasEmail: boolean
  /** How each open session came in. */
  readonly sessions: readonly string[]
  readonly lockedUntil: string | null
  readonly mustChange: boolean
}

const one = (rows: readonly Row[]): Row => {
  const [row] = rows
  if (!row || rows.length > 1) throw new Error(`${rows.length} rows where one was looked for`)
  return row
}

export const keptOf = (desk: Pick<DeskUnderTest, 'dataFolder'>, email: string): Kept =>
  reading(desk, (ask) => kept(ask, email))

function kept(ask: Ask, email: string): Kept {
  const account = one(ask('select * from accounts where email = ?', email))
  const id = String(account['id'])
  const of = (sql: string) => ask(sql, id)
  const [set] = of('select id from recovery_sets where account_id = ? and superseded_at is null')
  const codes = set ? ask('select used_at from recovery_codes where set_id = ?', String(set['id'])) : null
  const used = codes?.filter((code) => code['used_at'] !== null).length ?? 0
  return {
    state: String(account['state']),
    keys: of('select id, status from otp_keys where account_id = ? order by status').map((key) => ({
      id: String(key['id']),
      status: String(key['status']),
    })),
    codes: codes && { used, unused: codes.length - used },
    hasEmail: of('select 1 from email_factors where account_id = ?').length > 0,
    sessions: of('select entered_by from sessions where account_id = ? and ended_at is null').map((session) =>
      String(session['entered_by']),
    ),
    lockedUntil: account['locked_until'] === null ? null : String(account['locked_until']),
    mustChange: of('select must_change from passwords where account_id = ?')[0]?.['must_change'] === 1,
  }
}

/** The last rows of the audit log about somebody, newest first, as `act result`. */
export const lastActs = (desk: Pick<DeskUnderTest, 'dataFolder'>, email: string, most = 1): string[] =>
  rowsIn(
    desk,
    'select act, result, code from audit where account_id = (select id from accounts where email = ?) order by no desc',
    email,
  )
    .slice(0, most)
    .map(({ act, result, code }) => [act, result, code].filter((word) => word !== null).join(' '))
