/** Password hashes, one per account that has a password. */
import { setImmediate } from 'node:timers/promises'
import { sql, type ExpressionBuilder, type Selectable } from 'kysely'
import type { LetterKind } from '../../src-preload/contract/outbox'
import { countAccounts } from './account-counts'
import type { ReadDb, WriteDb } from './db'
import type { PasswordsTable, Schema } from './schema'

export type PasswordRow = Selectable<PasswordsTable>

/** Accounts asked between two breaths of the event loop, about 4 ms. */
const sliceRows = 2000

/** @returns the number of account `id`, or of the newest one; what is not there is after all others. */
async function rowNoOf(db: ReadDb, id: string | null): Promise<number> {
  const query = db.selectFrom('accounts').select('row_no')
  const found = id === null ? query.orderBy('row_no', 'desc').limit(1) : query.where('id', '=', id)
  return (await found.executeTakeFirst())?.row_no ?? (id === null ? 0 : Infinity)
}

/** The kinds of letter that bring a password of the desk. */
const letterKinds: readonly LetterKind[] = ['first-password', 'temporary-password']

/**
 * Made by the desk and no way in: not changed before it ran out, or nobody got it, as its own letter failed. A letter is
 * written in the act that sets its password, so an older one is that of a password replaced since.
 */
const isLost = (eb: ExpressionBuilder<Schema, 'passwords'>, at: string) =>
  eb.and([
    eb('passwords.must_change', '=', 1),
    eb.or([
      sql<boolean>`ifnull(passwords.expires_at, '9') <= ${at}`,
      eb.exists(
        eb
          .selectFrom('outbox')
          .select('outbox.id')
          .whereRef('outbox.account_id', '=', 'passwords.account_id')
          .where('outbox.kind', 'in', letterKinds)
          // The sign keeps the planner at the letters of the account: those that failed may be many.
          .where(sql<boolean>`+outbox.state = 'failed'`)
          .whereRef('outbox.made_at', '>=', 'passwords.set_at'),
      ),
    ]),
  ])

const hasPassword = (eb: ExpressionBuilder<Schema, 'accounts'>) =>
  eb.exists(eb.selectFrom('passwords').select('account_id').whereRef('account_id', '=', 'accounts.id'))

const hasOneThatWorks = (eb: ExpressionBuilder<Schema, 'accounts'>, at: string) =>
  eb.exists(
    eb
      .selectFrom('passwords')
      .select('passwords.account_id')
      .whereRef('passwords.account_id', '=', 'accounts.id')
      .where((of) => of.not(isLost(of, at))),
  )

/** @returns of the accounts `ids` (a JSON array) those that have a password, and whether it works. */
export async function passwordsWorking(db: ReadDb, ids: string, at: string): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom(sql<{ value: string }>`json_each(${ids})`.as('wanted'))
    .crossJoin('passwords')
    .whereRef('passwords.account_id', '=', 'wanted.value')
    .select((eb) => ['passwords.account_id', isLost(eb as never, at).as('lost')])
    .execute()
  return new Map(rows.map(({ account_id, lost }) => [account_id, !Number(lost)]))
}

/** Those of enabled accounts that are lost, in slices. */
async function countLost(db: ReadDb, at: string): Promise<number> {
  let count = 0
  for (let from: string | null = ''; from !== null;) {
    const after: string = from
    const ends = db.selectFrom('passwords').select('account_id').where('account_id', '>', after).orderBy('account_id')
    const to =
      (
        await ends
          .limit(1)
          .offset(sliceRows - 1)
          .executeTakeFirst()
      )?.account_id ?? null
    let slice = db
      .selectFrom('passwords')
      .innerJoin('accounts', 'accounts.id', 'passwords.account_id')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('passwords.account_id', '>', after)
      .where('accounts.enabled', '=', 1)
      .where((eb) => isLost(eb, at))
    if (to !== null) slice = slice.where('passwords.account_id', '<=', to)
    count += Number((await slice.executeTakeFirst())?.count ?? 0)
    await setImmediate()
    from = to
  }
  return count
}

/**
 * From the counters: what has a password, and is enabled, is taken off, and those that are lost are put back. Disabled
 * accounts are few and have an index.
 */
async function countLacking(db: ReadDb, at: string): Promise<number> {
  const all = db.selectFrom('passwords').select((eb) => eb.fn.countAll<number>().as('count'))
  const disabled = db
    .selectFrom('accounts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(sql<boolean>`enabled = 0`)
    .where(hasPassword)
  const numbers = [await countAccounts(db, { enabled: [1] })]
  for (const query of [all, disabled]) numbers.push(Number((await query.executeTakeFirst())?.count ?? 0))
  const [enabled = 0, passwords = 0, ofDisabled = 0] = numbers
  return enabled - (passwords - ofDisabled) + (await countLost(db, at))
}

export const passwordsReads = (db: ReadDb) => ({
  async find(accountId: string): Promise<PasswordRow | null> {
    const found = await db.selectFrom('passwords').selectAll().where('account_id', '=', accountId).executeTakeFirst()
    return found ?? null
  },
  /**
   * Enabled accounts without a password that works, in order of making: how many, and those after account `after`, at
   * most `limit`. Looked for in slices: where nearly all have one, those that have none may be far apart. `at`: now
   */
  async lacking(after: string | null, limit: number, at: string) {
    const accounts: { id: string; name: string; email: string }[] = []
    const newest = await rowNoOf(db, null)
    let from = after === null ? 0 : await rowNoOf(db, after)
    for (; from < newest && accounts.length < limit; from += sliceRows) {
      const slice = db
        .selectFrom('accounts')
        .select(['id', 'name', 'email'])
        .where('row_no', '>', from)
        .where('row_no', '<=', from + sliceRows)
        .where('enabled', '=', 1)
        .where((eb) => eb.not(hasOneThatWorks(eb, at)))
      accounts.push(
        ...(await slice
          .orderBy('row_no')
          .limit(limit - accounts.length)
          .execute()),
      )
      await setImmediate()
    }
    return { count: await countLacking(db, at), accounts }
  },
})

export const passwordsWrites = (db: WriteDb) => ({
  ...passwordsReads(db),
  /** Sets or replaces the password of an account. */
  async set(row: PasswordRow): Promise<void> {
    const { phc, set_at, must_change, expires_at } = row
    await db
      .insertInto('passwords')
      .values(row)
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ phc, set_at, must_change, expires_at }))
      .execute()
  },
  /** @returns whether there was a password. */
  async remove(accountId: string): Promise<boolean> {
    const result = await db.deleteFrom('passwords').where('account_id', '=', accountId).executeTakeFirst()
    return result.numDeletedRows === 1n
  },
})
