/** All that is SQLite's own way of doing things: settings, error codes, index hints, full-text search, append-only tables. */
import { SqliteError, type Database } from 'better-sqlite3'
import { CompiledQuery, sql, type Kysely, type RawBuilder } from 'kysely'
import { fault, type Fault } from '../fault'

/**
 * Settings of every connection, with the value that must be read back. better-sqlite3 opens WAL at NORMAL: sign-ins
 * already answered could vanish in a power cut and a used code live again. `mmap_size` 0: a failing disk would be a signal.
 */
const settings = [
  ['busy_timeout', 250, 250],
  ['foreign_keys', 'ON', 1],
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['mmap_size', 0, 0],
] as const
const writerSettings = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
] as const
const readerSettings = [['query_only', 'ON', 1]] as const

/**
 * Sets what a connection must be set to and reads each value back.
 * @throws fault `internal` with the setting as its number, where SQLite did not take it (WAL on a network disk)
 */
export function applySettings(database: Database, kind: 'writer' | 'reader'): void {
  for (const [name, value, expected] of [...(kind === 'writer' ? writerSettings : readerSettings), ...settings]) {
    database.pragma(`${name} = ${value}`)
    const found: unknown = database.pragma(name, { simple: true })
    if (found !== expected)
      throw fault('internal', { number: name }, { cause: new Error(`${name} is ${String(found)}`) })
  }
}

/** Takes the write lock at once. A plain `begin` takes it at the first write, when it may be too late to wait. */
export const beginStatement = 'begin immediate'

const codeOf = (error: unknown): string => (error instanceof SqliteError ? error.code : '')

/** @returns whether another process holds the file just now, so that the same statement may be tried again. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_RECOVERY' || code === 'SQLITE_PROTOCOL'
}

/** @returns the fault an error of SQLite stands for, or the error itself where it is none of the disk (a constraint). */
export function toFault(error: unknown): unknown {
  const code = codeOf(error)
  const as = (name: 'store-full' | 'store-locked' | 'store-read-only' | 'store-damaged'): Fault =>
    fault(name, {}, { cause: error })
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return as('store-full')
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL|IOERR_LOCK|IOERR_SHMLOCK)/.test(code)) return as('store-locked')
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH|IOERR_ACCESS|IOERR_SHMOPEN)/.test(code)) return as('store-read-only')
  // Any other I/O error: what was asked for cannot be had from this file, whether by its bytes or by its disk.
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR|FORMAT)/.test(code)) return as('store-damaged')
  // Our own statements name tables that a migration made: where one is missing, the file is not what it was.
  const lacks =
    /^(no such (table|column|index|function|module)|table \S+ has no column|malformed database schema|table \S+ already exists)/
  if (code === 'SQLITE_ERROR' && lacks.test((error as Error).message)) return as('store-damaged')
  return error
}

/** @returns `table.column` that a row would have held twice, or null where the error is another. */
export function columnTaken(error: unknown): string | null {
  if (codeOf(error) !== 'SQLITE_CONSTRAINT_UNIQUE') return null
  return /UNIQUE constraint failed: (\S+)$/.exec((error as Error).message)?.[1] ?? null
}

/** End of a `create table`: columns hold what their type says, nothing else. */
export const tableEnd = sql.raw('strict')

/** `accounts`, read by that index and no other: after ANALYZE the planner can choose plans thousands of times worse. */
export const accountsBy = (index: string): RawBuilder<unknown> => sql`accounts indexed by ${sql.ref(index)}`
/** The same of the accounts of jobs: what few of many rows hold is not looked for in all of them. */
export const jobRowsBy = (index: string): RawBuilder<unknown> => sql`job_rows indexed by ${sql.ref(index)}`
/** The same of the log. */
export const auditBy = (index: string): RawBuilder<unknown> => sql`audit indexed by ${sql.ref(index)}`

/**
 * For `from`: each of `numbers` looked up by itself in `table` as its `no`. With IN the planner may pass the whole table or
 * all entries of a key instead, where it holds them for few.
 */
export const eachNumber = (numbers: readonly number[], table: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`json_each(${JSON.stringify(numbers)}) as wanted cross join ${table} on no = wanted.value`

/** Makes UPDATE and DELETE on `table` fail, and any row that does not bear the next `no`: REPLACE would be a change too. */
export async function makeAppendOnly(db: Kysely<never>, table: string): Promise<void> {
  await sql`create trigger ${sql.ref(`${table}_next_no`)} before insert on ${sql.ref(table)}
    when new.no <> (select coalesce(max(no), 0) + 1 from ${sql.ref(table)})
    begin select raise(abort, ${sql.lit(`rows of ${table} are numbered without a gap`)}); end`.execute(db)
  await refuseChanges(db, table)
}

/** Makes `table` take links to the newest row of `log` alone, and never lose one: no act is tied to an account afterwards. */
export async function makeLinksOfNewest(db: Kysely<never>, table: string, log: string): Promise<void> {
  await sql`create trigger ${sql.ref(`${table}_newest`)} before insert on ${sql.ref(table)}
    when new.no <> (select max(no) from ${sql.ref(log)})
    begin select raise(abort, ${sql.lit(`rows of ${table} belong to the newest row of ${log}`)}); end`.execute(db)
  await refuseChanges(db, table)
}

/**
 * Makes `audit`, and what hangs on its numbers, let go of rows that a cut stands for, and of no others. Cuts follow one
 * another without a gap and are never changed. Of an account's events the last one under a cut stays: it is the state
 * that everything later is counted from.
 */
export async function letCutRowsGo(db: Kysely<never>): Promise<void> {
  await sql`create trigger audit_cuts_in_order before insert on audit_cuts
    when new.from_no <> (select coalesce(max(to_no), 0) + 1 from audit_cuts)
      or new.to_no >= (select coalesce(max(no), 0) from audit)
    begin select raise(abort, 'cuts of the log follow one another, and the newest row stays'); end`.execute(db)
  await sql`create trigger account_events_next_no before insert on account_events
    when new.no <> (select coalesce(max(no), 0) + 1 from audit)
    begin select raise(abort, 'events of accounts belong to the next row of the log'); end`.execute(db)
  for (const table of ['audit_cuts', 'standings', 'account_events', 'coverage_marks', 'coverage_mark_counts']) {
    await refuseChanges(db, table)
  }
  const isStanding = sql`id = new.id or (department = new.department and role = new.role and policy = new.policy
    and state = new.state and enabled = new.enabled)`
  await refuseReplacing(db, 'standings', isStanding)
  await refuseReplacing(db, 'account_events', sql`seq = new.seq`)
  await refuseReplacing(db, 'coverage_marks', sql`no = new.no`)
  await refuseReplacing(db, 'coverage_mark_counts', sql`no = new.no and standing = new.standing`)
  const uncut = {
    audit: sql`not exists (select 1 from audit_cuts where to_no >= old.no)`,
    audit_about: sql`not exists (select 1 from audit_cuts where to_no >= old.no)`,
    account_events: sql`not exists (select 1 from audit_cuts where to_no >= old.no and exists (
      select 1 from account_events later
      where later.account_id = old.account_id and later.seq > old.seq and later.no <= audit_cuts.to_no))`,
    coverage_marks: sql`not exists (select 1 from audit_cuts where to_no > old.no)`,
    coverage_mark_counts: sql`not exists (select 1 from audit_cuts where to_no > old.no)`,
  }
  for (const [table, isUncut] of Object.entries(uncut)) {
    const name = sql.ref(`${table}_no_delete`)
    const message = sql.lit(`rows of ${table} are removed only where a cut stands for them`)
    await sql`drop trigger ${name}`.execute(db)
    await sql`create trigger ${name} before delete on ${sql.ref(table)} when ${isUncut}
      begin select raise(abort, ${message}); end`.execute(db)
  }
}

/** REPLACE removes the row that is in its way without asking the triggers of deletion. */
async function refuseReplacing(db: Kysely<never>, table: string, isThere: RawBuilder<unknown>): Promise<void> {
  await sql`create trigger ${sql.ref(`${table}_no_replace`)} before insert on ${sql.ref(table)}
    when exists (select 1 from ${sql.ref(table)} where ${isThere})
    begin select raise(abort, ${sql.lit(`rows of ${table} are never changed`)}); end`.execute(db)
}

async function refuseChanges(db: Kysely<never>, table: string): Promise<void> {
  for (const verb of ['update', 'delete']) {
    const name = sql.ref(`${table}_no_${verb}`)
    const message = sql.lit(`rows of ${table} are never changed`)
    await sql`create trigger ${name} before ${sql.raw(verb)} on ${sql.ref(table)}
      begin select raise(abort, ${message}); end`.execute(db)
  }
}

/**
 * Two search tables over the folded text of accounts, kept by explicit statements (triggers make bulk writes seven times
 * slower): trigrams for three characters and more, and pieces of two characters made by us. They hold no text
 * themselves; a row is found by the account's `row_no`.
 */
export async function makeSearchTables(db: Kysely<never>): Promise<void> {
  await sql`create virtual table account_trigrams using fts5(
    text, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')`.execute(db)
  await sql`create virtual table account_pieces using fts5(
    pieces, content='', contentless_delete=1, detail='none', tokenize='ascii')`.execute(db)
  // More is gathered in memory before it goes to disk: fewer merges while a file of 100,000 accounts comes in.
  for (const table of ['account_trigrams', 'account_pieces'])
    await sql`insert into ${sql.ref(table)} (${sql.ref(table)}, rank) values ('hashsize', 8000000)`.execute(db)
}

/** The ascii tokenizer splits at ASCII signs: they move to a private range, so that each piece is one token. */
const tokens = (pieces: readonly string[]): string =>
  pieces.join(' ').replace(/[^ 0-9a-z\u0080-\uffff]/g, (sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0)))

const phrase = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** What the search tables keep of one account. */
export interface SearchEntry {
  readonly rowNo: number
  /** Folded text, one field a line. */
  readonly text: string
  /** Pieces of one and two characters. */
  readonly pieces: readonly string[]
}

/** Entries in one statement: the text of a statement is made once for each size. */
const entriesEach = 50

export async function insertSearchEntries(db: Kysely<never>, entries: readonly SearchEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += entriesEach) {
    const some = entries.slice(at, at + entriesEach)
    const values = some.map(() => '(?, ?)').join(', ')
    const texts = some.flatMap(({ rowNo, text }) => [rowNo, text])
    await db.executeQuery(CompiledQuery.raw(`insert into account_trigrams (rowid, text) values ${values}`, texts))
    const pieces = some.flatMap((entry) => [entry.rowNo, tokens(entry.pieces)])
    await db.executeQuery(CompiledQuery.raw(`insert into account_pieces (rowid, pieces) values ${values}`, pieces))
  }
}

/**
 * Puts entries in the place of former ones. One row after another, numbers rising: a number lower than the one before
 * makes FTS5 write out what it has gathered, which took 100,000 accounts from 5 to 30 seconds.
 */
export async function replaceSearchEntries(db: Kysely<never>, entries: readonly SearchEntry[]): Promise<void> {
  for (const entry of entries.toSorted((a, b) => a.rowNo - b.rowNo)) {
    await removeSearchEntry(db, entry.rowNo)
    await insertSearchEntries(db, [entry])
  }
}

export async function removeSearchEntry(db: Kysely<never>, rowNo: number): Promise<void> {
  await db.executeQuery(CompiledQuery.raw('delete from account_trigrams where rowid = ?', [rowNo]))
  await db.executeQuery(CompiledQuery.raw('delete from account_pieces where rowid = ?', [rowNo]))
}

/** What to look for: words of three characters and more, or, where there are none, pieces. All must be there. */
export type SearchQuery =
  | { readonly by: 'words'; readonly words: readonly string[] }
  | { readonly by: 'pieces'; readonly pieces: readonly string[]; readonly beginnings: readonly string[] }

/** @returns up to `limit` row numbers above `after` that hold all of the query, in order of number. */
export async function findSearchEntries(
  db: Kysely<never>,
  query: SearchQuery,
  after: number,
  limit: number,
): Promise<number[]> {
  const words = query.by === 'words'
  const table = sql.ref(words ? 'account_trigrams' : 'account_pieces')
  const terms = words
    ? query.words.map(phrase)
    : [
        ...query.pieces.map((piece) => phrase(tokens([piece]))),
        ...query.beginnings.map((one) => `${phrase(tokens([one]))} *`),
      ]
  const found = await sql<{ row_no: number }>`select rowid as row_no from ${table}
    where ${table} match ${terms.join(' AND ')} and rowid > ${after} order by rowid limit ${limit}`.execute(db)
  return found.rows.map((row) => row.row_no)
}
