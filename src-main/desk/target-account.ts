/** The account an act is about: found, named for the audit row, and open to this actor. */
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { ReadTables } from './act'
import { aboutAccount, actorOf, type Call } from './call'

/** @throws not-found, or staff-account where only administrators may act. */
export async function targetAccount(
  tables: Pick<ReadTables, 'accounts'>,
  call: Call,
  accountId: string,
): Promise<AccountRow> {
  const account = await tables.accounts.find(accountId)
  if (!account) throw fault('not-found', { what: 'account' })
  aboutAccount(call, account)
  return account
}

/** The same for what nobody does to themself at the desk: their own they change in Account management. @throws own-account */
export async function otherAccount(
  tables: Pick<ReadTables, 'accounts'>,
  call: Call,
  accountId: string,
): Promise<AccountRow> {
  const account = await targetAccount(tables, call, accountId)
  if (account.id === actorOf(call).id) throw fault('own-account')
  return account
}

/** @returns the account. @throws account-disabled where nobody can sign in with it anyway: enabling it comes first. */
export function demandEnabled(account: AccountRow): AccountRow {
  if (account.enabled !== 1) throw fault('account-disabled')
  return account
}
