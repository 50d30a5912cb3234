/** How many accounts stand in each combination, kept by whoever changes an account, in the same transaction. */
import { sql } from 'kysely'
import { fault } from '../fault'
import type { AccountRow } from './account-row'
import type { ReadDb, WriteDb } from './db'
import type { AccountCountsTable } from './schema'
import { accountsBy } from './sqlite'

type Combination = Omit<AccountCountsTable, 'count'>

const combinationOf = ({ department, role, policy, state, enabled }: AccountRow): Combination => ({
  department,
  role,
  policy,
  state,
  enabled,
})

/** Gathers what many rows add and take, to be written once. */
export class CountChanges {
  readonly #sums = new Map<string, { combination: Combination; by: number }>()

  /** Row `before` is no more (null: there was none), row `after` is there. */
  note(before: AccountRow | null, after: AccountRow | null): void {
    if (before !== null) this.#add(combinationOf(before), -1)
    if (after !== null) this.#add(combinationOf(after), 1)
  }

  async write(db: WriteDb): Promise<void> {
    for (const { combination, by } of this.#sums.values()) {
      if (by > 0) await increase(db, combination, by)
      if (by < 0) await decrease(db, combination, -by)
    }
    this.#sums.clear()
  }

  #add(combination: Combination, by: number): void {
    const key = JSON.stringify(Object.values(combination))
    const sum = this.#sums.get(key)
    if (sum === undefined) this.#sums.set(key, { combination, by })
    else sum.by += by
  }
}

async function increase(db: WriteDb, combination: Combination, by: number): Promise<void> {
  await db
    .insertInto('account_counts')
    .values({ ...combination, count: by })
    .onConflict((conflict) =>
      conflict
        .columns(['department', 'role', 'policy', 'state', 'enabled'])
        .doUpdateSet((eb) => ({ count: eb('account_counts.count', '+', by) })),
    )
    .execute()
}

const whereIs = (combination: Combination) => Object.entries(combination) as [keyof Combination, string][]

async function decrease(db: WriteDb, combination: Combination, by: number): Promise<void> {
  let update = db.updateTable('account_counts').set((eb) => ({ count: eb('count', '-', by) }))
  let remove = db.deleteFrom('account_counts').where('count', '=', 0)
  for (const [column, value] of whereIs(combination)) {
    update = update.where(column, '=', value)
    remove = remove.where(column, '=', value)
  }
  const { numUpdatedRows } = await update.executeTakeFirst()
  if (numUpdatedRows !== 1n) {
    throw fault('store-damaged', {}, { cause: new Error('the account counters do not fit the accounts') })
  }
  await remove.execute()
}

/** Columns of the counters, and the values each may have; what is left out may be anything. */
export type CountFilter = { readonly [C in keyof Combination]?: readonly Combination[C][] | undefined }

/** @returns how many accounts have one of the given values in each given column. */
export async function countAccounts(db: ReadDb, filter: CountFilter): Promise<number> {
  let query = db.selectFrom('account_counts').select((eb) => eb.fn.sum<number | null>('count').as('count'))
  for (const [column, values] of Object.entries(filter)) {
    if (values !== undefined) query = query.where(column as keyof Combination, 'in', values as string[])
  }
  return Number((await query.executeTakeFirst())?.count ?? 0)
}

/** Accounts of `roles` that keep another policy than `policy` because it was set on them by name: from an index of those. */
async function keepingTheirs(
  db: WriteDb,
  roles: readonly Combination['role'][],
  policy: Combination['policy'],
): Promise<AccountCountsTable[]> {
  const { rows } = await sql<AccountCountsTable>`select department, role, policy, state, enabled, count(*) as count
    from ${accountsBy('accounts_policy_own')} where policy_own is not null
    and role in (${sql.join(roles)}) and policy <> ${policy} group by 1, 2, 3, 4, 5`.execute(db)
  return rows
}

/**
 * Every account of one of `roles` has `policy` from now on, but for those whose policy was set by name.
 * @returns how many had another, by the counters
 */
export async function movePolicyCounts(
  db: WriteDb,
  roles: readonly Combination['role'][],
  policy: Combination['policy'],
): Promise<number> {
  const kept = await keepingTheirs(db, roles, policy)
  const moved = await moveAllCounts(db, roles, policy)
  let keeping = 0
  for (const { count, ...combination } of kept) {
    await decrease(db, { ...combination, policy }, count)
    await increase(db, combination, count)
    keeping += count
  }
  return moved - keeping
}

async function moveAllCounts(
  db: WriteDb,
  roles: readonly Combination['role'][],
  policy: Combination['policy'],
): Promise<number> {
  const others = db.selectFrom('account_counts').where('role', 'in', roles).where('policy', '<>', policy)
  const moved = await others.select((eb) => eb.fn.sum<number | null>('count').as('count')).executeTakeFirst()
  await db
    .insertInto('account_counts')
    .columns(['department', 'role', 'policy', 'state', 'enabled', 'count'])
    .expression(
      others
        .select((eb) => ['department', 'role', eb.val(policy).as('policy'), 'state', 'enabled'])
        .select((eb) => eb.fn.sum<number>('count').as('count'))
        .groupBy(['department', 'role', 'state', 'enabled']),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['department', 'role', 'policy', 'state', 'enabled'])
        .doUpdateSet((eb) => ({ count: eb('account_counts.count', '+', eb.ref('excluded.count')) })),
    )
    .execute()
  await db.deleteFrom('account_counts').where('role', 'in', roles).where('policy', '<>', policy).execute()
  return Number(moved?.count ?? 0)
}
