/** Which way through the accounts a filter takes: an index that holds few rows, and what each row must still be asked. */
import { sql, type RawBuilder } from 'kysely'
import type { AccountFilter } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { countAccounts } from './account-counts'
import type { ReadDb } from './db'
import { accountsBy } from './sqlite'

/** One index, and the rows of it that are wanted, all in list order. */
export interface Arm {
  readonly index: string
  /** Written out, not bound: a partial index is only used where its own words stand in the query. */
  readonly where: RawBuilder<unknown> | null
}

export interface Lane {
  /** More than one are merged in order. */
  readonly arms: readonly Arm[]
  /** What is left to ask of each row. */
  readonly rest: readonly RawBuilder<unknown>[]
}

/** One wish of the filter: as a condition on a row, as arms where an index holds it, and how many rows those have. */
interface Wish {
  readonly condition: RawBuilder<unknown>
  readonly arms?: readonly Arm[]
  /** Where it is true of all rows of the arms there is nothing left to ask. */
  readonly exact?: boolean
  readonly size?: () => Promise<number>
}

const plain: Arm = { index: 'accounts_by_name', where: null }
/** Merging more arms than this costs more than asking each row. */
const armsMost = 10

/** A factor that works. Required and none of these: the account has no second factor and should. */
const activeStates = sql.raw(`('enrolled-otp', 'enrolled-email')`)
const notActive = ['not-enrolled', 'pending', 'must-re-enrol', 'disabled-otp', 'disabled-email'] as const

type Facet = 'state' | 'role' | 'department' | 'policy'

function oneOf(db: ReadDb, column: Facet, given: readonly string[]): Wish {
  const values = [...new Set(given)]
  // The sign keeps the planner from seeking by it beside the one value of an arm, and then sorting.
  const condition = values.length === 0 ? sql`0 = 1` : sql`+${sql.ref(column)} in (${sql.join(values)})`
  if (values.length === 0 || values.length > armsMost) return { condition }
  return {
    condition,
    arms: values.map((value) => ({ index: `accounts_by_${column}`, where: sql`${sql.ref(column)} = ${value}` })),
    exact: true,
    size: () => countAccounts(db, { [column]: values }),
  }
}

/** Nearly all are users: only the others have an index of their own. */
function withRole(db: ReadDb, roles: readonly Role[]): Wish {
  const { condition, ...indexed } = oneOf(db, 'role', roles)
  if (roles.includes('user')) return { condition }
  const arms = indexed.arms?.map((arm) => ({ index: 'accounts_of_staff', where: sql`role <> 'user' and ${arm.where}` }))
  return arms === undefined ? { condition } : { ...indexed, condition, arms }
}

/** With a factor that works; or without, over the states that have none. */
const enrolledWish = (db: ReadDb, enrolled: boolean): Wish =>
  oneOf(db, 'state', enrolled ? ['enrolled-otp', 'enrolled-email'] : notActive)

/** Written out: it is the condition of a partial index. */
export const fewCodesLeft = sql.raw('enabled = 1 and codes_left <= 3')
/** Likewise. */
export const inUse = sql`enabled = 1 and state in ${activeStates}`
/** Pending by a key made before `before`, an instant. */
export const pendingSince = (before: string) => sql`(+state = 'pending' and enabled = 1 and exists (
  select 1 from otp_keys where otp_keys.account_id = accounts.id and otp_keys.status = 'pending'
  and otp_keys.made_at < ${before}))`

/** @returns the instant so many whole days before `now`. */
export const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * 24 * 60 * 60_000).toISOString()

/** How many rows a partial index holds. */
async function sizeOf(db: ReadDb, column: 'locked_until' | 'grace_until'): Promise<number> {
  const query = db.selectFrom('accounts').select((eb) => eb.fn.countAll<number>().as('count'))
  return Number((await query.where(column, 'is not', null).executeTakeFirst())?.count ?? 0)
}

/** @returns how many enabled accounts have three codes or fewer left. */
export async function countFewCodes(db: ReadDb): Promise<number> {
  const count = sql<{ count: number }>`select count(*) as count from ${accountsBy('accounts_few_codes')}
    where ${fewCodesLeft}`
  return Number((await count.execute(db)).rows[0]?.count ?? 0)
}

function* wishesOf(db: ReadDb, filter: AccountFilter, now: string): Generator<Wish> {
  const inGrace = sql`grace_until is not null`
  if (filter.states !== undefined && filter.states.length > 0) yield oneOf(db, 'state', filter.states)
  if (filter.roles !== undefined && filter.roles.length > 0) yield withRole(db, filter.roles)
  if (filter.departments !== undefined && filter.departments.length > 0) {
    yield oneOf(db, 'department', filter.departments)
  }
  if (filter.policy === 'must') yield oneOf(db, 'policy', ['required'])
  if (filter.policy === 'not-required') yield oneOf(db, 'policy', ['not-required'])
  if (filter.policy === 'required') {
    yield oneOf(db, 'policy', ['required'])
    yield { condition: sql`(grace_until is null or grace_until <= ${now})` }
  }
  if (filter.policy === 'grace') {
    yield {
      condition: sql`(policy = 'required' and ${inGrace} and grace_until > ${now})`,
      arms: [{ index: 'accounts_in_grace', where: inGrace }],
      size: () => sizeOf(db, 'grace_until'),
    }
  }
  if (filter.locked === true) {
    yield {
      condition: sql`(locked_until is not null and locked_until > ${now})`,
      arms: [{ index: 'accounts_locked', where: sql`locked_until is not null` }],
      size: () => sizeOf(db, 'locked_until'),
    }
  }
  if (filter.locked === false) yield { condition: sql`(locked_until is null or locked_until <= ${now})` }
  if (filter.enabled === true) yield { condition: sql`enabled = 1` }
  if (filter.enabled === false) {
    const disabled = sql`enabled = 0`
    yield {
      condition: disabled,
      arms: [{ index: 'accounts_disabled', where: disabled }],
      exact: true,
      size: () => countAccounts(db, { enabled: [0] }),
    }
  }
  if (filter.requiredNone === true) {
    const none = sql`policy = 'required' and state not in ${activeStates}`
    yield {
      condition: none,
      arms: [{ index: 'accounts_required_none', where: none }],
      exact: true,
      size: () => countAccounts(db, { policy: ['required'], state: notActive }),
    }
  }
  if (filter.enrolled !== undefined) yield enrolledWish(db, filter.enrolled)
  if (filter.fewCodes === true) {
    yield {
      condition: fewCodesLeft,
      arms: [{ index: 'accounts_few_codes', where: fewCodesLeft }],
      exact: true,
      size: () => countFewCodes(db),
    }
  }
  if (filter.pendingOver !== undefined) {
    const { arms, size } = oneOf(db, 'state', ['pending'])
    yield { condition: pendingSince(daysBefore(now, filter.pendingOver)), ...(arms && size ? { arms, size } : {}) }
  }
  if (filter.unusedFor !== undefined) {
    const before = daysBefore(now, filter.unusedFor)
    const { arms, size } = enrolledWish(db, true)
    yield {
      condition: sql`(enabled = 1 and +state in ${activeStates} and (last_used_at is null or last_used_at < ${before}))`,
      ...(arms && size ? { arms, size } : {}),
    }
  }
  if (filter.requiredNone === false) {
    yield {
      condition: sql`not (policy = 'required' and state in ('not-enrolled', 'pending', 'must-re-enrol', 'disabled-otp', 'disabled-email'))`,
    }
  }
}

/** @returns all conditions of the filter but the search; `now` is an instant. */
export const conditionsOf = (db: ReadDb, filter: AccountFilter, now: string): RawBuilder<unknown>[] =>
  [...wishesOf(db, filter, now)].map((wish) => wish.condition)

/** @returns the way that passes the fewest rows, by the counters; without a filter, all accounts by name. */
export async function chooseLane(db: ReadDb, filter: AccountFilter, now: string): Promise<Lane> {
  const wishes = [...wishesOf(db, filter, now)]
  const indexed = wishes.filter((wish) => wish.arms !== undefined)
  let chosen = indexed[0]
  if (indexed.length > 1) {
    const sizes = await Promise.all(indexed.map(async (wish) => (await wish.size?.()) ?? Infinity))
    chosen = indexed[sizes.indexOf(Math.min(...sizes))]
  }
  const rest = wishes.filter((wish) => wish !== chosen || wish.exact !== true).map((wish) => wish.condition)
  return { arms: chosen?.arms ?? [plain], rest }
}
