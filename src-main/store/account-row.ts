/** What an account row is made of: what callers give, and the columns the store makes itself. */
import type { Selectable } from 'kysely'
import { foldKey } from '../engine/fold'
import type { AccountsTable } from './schema'

export type AccountRow = Selectable<AccountsTable>
/** Made by the store and never given. */
type Made = 'row_no' | 'user_name_key' | 'email_key' | 'sort_key'

/** A row as callers give it, `rev` 1. */
export type NewAccount = Omit<AccountRow, Made>

const defaults = {
  user_name: '',
  email_unverified: 0,
  second_email: '',
  phone: '',
  department: '',
  language: null,
  role: 'user',
  enabled: 1,
  policy: 'not-required',
  policy_own: null,
  grace_until: null,
  state: 'not-enrolled',
  locked_until: null,
  lock_cause: null,
  factor_disabled_at: null,
  codes_left: null,
  last_used_at: null,
  rev: 1,
} satisfies Partial<NewAccount>

/** The same, where all that is as with anybody who has not enrolled may be left out. */
export type GivenAccount = Omit<NewAccount, keyof typeof defaults> & Partial<NewAccount>
export type AccountChanges = Partial<Omit<NewAccount, 'id' | 'made_at' | 'rev'>>

/** Long enough to order people, short enough that a cursor holding it stays under 1,000 characters. */
const sortKeyLength = 120

/** @returns what is compared and ordered by: two spellings of one address are one address. */
function keysOf(given: NewAccount): Pick<AccountRow, 'user_name_key' | 'email_key' | 'sort_key'> {
  const email_key = foldKey(given.email)
  const sortKey = foldKey(given.name) || email_key
  return {
    user_name_key: foldKey(given.user_name) || null,
    email_key,
    sort_key: sortKey.length <= sortKeyLength ? sortKey : Array.from(sortKey).slice(0, sortKeyLength).join(''),
  }
}

export const accountColumns = [
  'row_no',
  'id',
  'user_name',
  'user_name_key',
  'email',
  'email_key',
  'email_unverified',
  'second_email',
  'phone',
  'name',
  'sort_key',
  'department',
  'language',
  'role',
  'enabled',
  'policy',
  'policy_own',
  'grace_until',
  'state',
  'locked_until',
  'lock_cause',
  'factor_disabled_at',
  'codes_left',
  'last_used_at',
  'made_at',
  'rev',
] as const satisfies readonly (keyof AccountRow)[]

/** @returns the whole row of a new account. */
export function rowOf(account: GivenAccount, rowNo: number): AccountRow {
  const whole: NewAccount = { ...defaults, ...account }
  return { ...whole, ...keysOf(whole), row_no: rowNo }
}

/** @returns the row as `changes` leave it, one `rev` on. */
export function rowAfter(row: AccountRow, changes: AccountChanges): AccountRow {
  const given = { ...row, ...changes }
  return { ...given, ...keysOf(given), rev: row.rev + 1 }
}

/** @returns the columns in which the two rows differ. */
export const columnsChanged = (before: AccountRow, after: AccountRow): (keyof AccountRow)[] =>
  accountColumns.filter((column) => before[column] !== after[column])
