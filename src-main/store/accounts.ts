/** Accounts: one row each, with the search entries and the counters that every change must take along. */
import { sql, type CompiledQuery } from 'kysely'
import type { PolicySweep } from '../engine/policy'
import { fault } from '../fault'
import { CountChanges, countAccounts, type CountFilter } from './account-counts'
import { sweepPolicy } from './account-policy'
import {
  accountColumns,
  columnsChanged,
  rowAfter,
  rowOf,
  type AccountChanges,
  type AccountRow,
  type GivenAccount,
} from './account-row'
import { searchEntryOf, searchTextOf } from './account-search'
import { removeTraces } from './account-traces'
import type { ReadDb, WriteDb } from './db'
import { insertRows } from './rows-in-bulk'
import { accountsBy, columnTaken, insertSearchEntries, removeSearchEntry, replaceSearchEntries } from './sqlite'
import { StandingChanges } from './standings'

export type { AccountChanges, AccountRow, GivenAccount, NewAccount } from './account-row'

/** Keys asked for in one statement. */
const keysEach = 500

/** A full last chunk is filled up with its first key, so that there is one statement and not five hundred. */
function* chunksOf(keys: readonly string[]): Generator<string[]> {
  for (let at = 0; at < keys.length; at += keysEach) {
    const chunk = keys.slice(at, at + keysEach)
    const size = chunk.length < 10 ? chunk.length : chunk.length < 100 ? 100 : keysEach
    while (chunk.length < size) chunk.push(chunk[0] as string)
    yield chunk
  }
}

export const accountsReads = (db: ReadDb) => {
  const findOne = async (column: 'id' | 'email_key' | 'user_name_key', key: string): Promise<AccountRow | null> =>
    (await db.selectFrom('accounts').selectAll().where(column, '=', key).executeTakeFirst()) ?? null
  const findMany = async (column: 'id' | 'email_key' | 'user_name_key', keys: readonly string[]) => {
    const found: AccountRow[] = []
    for (const chunk of chunksOf(keys)) {
      found.push(...(await db.selectFrom('accounts').selectAll().where(column, 'in', chunk).execute()))
    }
    return found
  }
  return {
    find: (id: string) => findOne('id', id),
    /** `key` is folded by the caller (`foldKey`). */
    findByEmailKey: (key: string) => findOne('email_key', key),
    findByUserNameKey: (key: string) => findOne('user_name_key', key),
    /** Whole rows in no particular order; ids and keys that are not there are left out. At most a few thousand at once. */
    findByIds: (ids: readonly string[]) => findMany('id', ids),
    findByEmailKeys: (keys: readonly string[]) => findMany('email_key', keys),
    findByUserNameKeys: (keys: readonly string[]) => findMany('user_name_key', keys),
    /** From the counters: `count({ role: ['administrator'], enabled: [1] })`; `count({})` is all. */
    count: (filter: CountFilter) => countAccounts(db, filter),
    any: async () => (await countAccounts(db, {})) > 0,
    /** The administrator made first, of those there are. */
    async findFirstAdministrator(): Promise<AccountRow | null> {
      const query = db.selectFrom('accounts').selectAll().where('role', '=', 'administrator')
      return (await query.orderBy('row_no').limit(1).executeTakeFirst()) ?? null
    },
    /** Enabled ones in order of the list, above a row of it; null is from the first. */
    async enabledByName(after: Pick<AccountRow, 'sort_key' | 'row_no'> | null, limit: number) {
      const beyond = after === null ? sql`1` : sql`(sort_key, row_no) > (${after.sort_key}, ${after.row_no})`
      const { rows } = await sql<Pick<AccountRow, 'id' | 'sort_key' | 'row_no'>>`select id, sort_key, row_no
        from ${accountsBy('accounts_by_name')} where enabled = 1 and ${beyond}
        order by sort_key, row_no limit ${limit}`.execute(db)
      return rows
    },
    countEnabledAdministrators: () => countAccounts(db, { role: ['administrator'], enabled: [1] }),
  }
}

/** @throws faults `email-taken` and `user-name-taken` where another account holds the address or the user name */
async function orTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const column = columnTaken(error)
    if (column === 'accounts.email_key') throw fault('email-taken', {}, { cause: error })
    if (column === 'accounts.user_name_key') throw fault('user-name-taken', {}, { cause: error })
    throw error
  }
}

const updates = new Map<string, CompiledQuery>()

/** Writes the columns that changed: an index over another column is left alone. The statement is made once per set. */
async function updateRow(db: WriteDb, row: AccountRow, columns: readonly (keyof AccountRow)[]): Promise<void> {
  const key = columns.join(' ')
  let query = updates.get(key)
  if (query === undefined) {
    const pattern = Object.fromEntries(columns.map((column) => [column, '']))
    query = db.updateTable('accounts').set(pattern).where('row_no', '=', 0).compile()
    updates.set(key, query)
  }
  await orTaken(db.executeQuery({ ...query, parameters: [...columns.map((column) => row[column]), row.row_no] }))
}

export interface AccountChange {
  readonly id: string
  /** Changes only the row as it was seen; left out: whatever it is now. */
  readonly rev?: number
  readonly fields: AccountChanges
}

/** What every change of a row moves: the counters, and the events that coverage on a past day is counted from. */
class Moved {
  readonly #counts = new CountChanges()
  readonly #standings = new StandingChanges()

  note(before: AccountRow | null, after: AccountRow | null): void {
    this.#counts.note(before, after)
    this.#standings.note(before, after)
  }

  async write(db: WriteDb): Promise<void> {
    await this.#counts.write(db)
    await this.#standings.write(db)
  }
}

export const accountsWrites = (db: WriteDb) => {
  const reads = accountsReads(db)

  const insertMany = async (accounts: readonly GivenAccount[]): Promise<void> => {
    const newest = db.selectFrom('accounts').select('row_no').orderBy('row_no', 'desc').limit(1)
    const first = ((await newest.executeTakeFirst())?.row_no ?? 0) + 1
    const rows = accounts.map((account, at) => rowOf(account, first + at))
    await orTaken(insertRows(db, 'accounts', accountColumns, rows))
    await insertSearchEntries(db as never, rows.map(searchEntryOf))
    const moved = new Moved()
    for (const row of rows) moved.note(null, row)
    await moved.write(db)
  }

  const changeMany = async (changes: readonly AccountChange[]): Promise<{ changed: number; missed: string[] }> => {
    const found = await reads.findByIds(changes.map((change) => change.id))
    const rows = new Map(found.map((row) => [row.id, row]))
    const moved = new Moved()
    const searched: AccountRow[] = []
    const missed: string[] = []
    for (const { id, rev, fields } of changes) {
      const before = rows.get(id)
      if (before === undefined || (rev !== undefined && rev !== before.rev)) {
        missed.push(id)
        continue
      }
      const after = rowAfter(before, fields)
      await updateRow(db, after, columnsChanged(before, after))
      rows.set(id, after)
      moved.note(before, after)
      if (searchTextOf(before) !== searchTextOf(after)) searched.push(after)
    }
    // A row changed twice in one call is entered once, as it is now.
    const entered = new Map(searched.map((row) => [row.row_no, row]))
    await replaceSearchEntries(db as never, [...entered.values()].map(searchEntryOf))
    await moved.write(db)
    return { changed: changes.length - missed.length, missed }
  }

  return {
    ...reads,
    /** @throws faults `email-taken`, `user-name-taken` */
    insert: (account: GivenAccount) => insertMany([account]),
    /**
     * Many at once, for imports: about 1,000 a call, so that the caller can breathe between two calls (a thousand take
     * some 30 ms). Keys, order, search entries and counters are made here.
     * @throws faults `email-taken`, `user-name-taken`; the transaction must then be given up
     */
    insertMany,
    /** Changes an account whatever its `rev`. @returns false where there is none. @throws as `insert` */
    change: async (id: string, fields: AccountChanges): Promise<boolean> =>
      (await changeMany([{ id, fields }])).changed === 1,
    /** Changes an account nobody changed since `rev` was seen; its `rev` is then `rev + 1`. @returns whether it did. */
    changeIfRev: async (id: string, rev: number, fields: AccountChanges): Promise<boolean> =>
      (await changeMany([{ id, rev, fields }])).changed === 1,
    /**
     * Many at once, for imports: about 1,000 a call. @returns how many changed, and the ids that are not there or have
     * another `rev` by now. @throws as `insertMany`
     */
    changeMany,
    /** Removes accounts with all that hangs on them: about 1,000 a call. @returns those that were there */
    removeMany: async (ids: readonly string[]): Promise<AccountRow[]> => {
      const rows = (await reads.findByIds([...new Set(ids)])).toSorted((a, b) => a.row_no - b.row_no)
      const moved = new Moved()
      for (const row of rows) {
        await removeSearchEntry(db as never, row.row_no)
        await db.deleteFrom('accounts').where('row_no', '=', row.row_no).execute()
        moved.note(row, null)
      }
      await moved.write(db)
      return rows
    },
    /** Removes all that hangs on an account, and leaves its row. */
    removeTraces: (id: string) => removeTraces(db, id),
    /** Gives a policy to all accounts of some roles, in slices with a `pause` between them. @returns how many changed */
    sweepPolicy: (sweep: PolicySweep, pause: () => Promise<void>) => sweepPolicy(db, sweep, pause),
  }
}
