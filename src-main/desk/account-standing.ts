/** Whether an account is enabled, and what role it has: changed with all that follows, one by one or in a job. */
import type { Role } from '../../src-preload/contract/rights'
import { policyFields } from '../engine/policy'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { ReadTables, WriteTables } from './act'
import type { Detail } from './audit-row'
import type { Call } from './call'
import { changeAccount } from './factors'
import { writeNotice } from './letters'
import { policyOfSite } from './settings'

/** @throws last-administrator where `account` is the only enabled one. */
async function demandAnotherAdministrator(tables: ReadTables, account: AccountRow): Promise<void> {
  if (account.role !== 'administrator' || account.enabled !== 1) return
  if ((await tables.accounts.countEnabledAdministrators()) <= 1) throw fault('last-administrator')
}

/** Open sessions and second steps end. @returns how many sessions */
export async function endAllOf(tables: WriteTables, { at }: Pick<Call, 'at'>, accountId: string): Promise<number> {
  const sessionsEnded = await tables.sessions.endOf(accountId, at)
  await tables.challenges.endOf(accountId, at)
  return sessionsEnded
}

/** @returns what the audit row says. @throws already-so, last-administrator */
export async function setEnabled(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  enabled: 0 | 1,
): Promise<Detail> {
  if (account.enabled === enabled) throw fault('already-so')
  if (enabled === 0) await demandAnotherAdministrator(tables, account)
  await changeAccount(tables, account, { enabled })
  const sessionsEnded = enabled === 0 ? await endAllOf(tables, call, account.id) : 0
  await writeNotice(tables, call, account, enabled === 1 ? 'account-enabled' : 'account-disabled')
  return { 'enabled before': account.enabled === 1, enabled: enabled === 1, sessionsEnded }
}

/**
 * A session has the role it began with, so all end; another role may make MFA required, or no longer.
 * @param rev the account as it was seen; left out: as it is
 * @returns what the audit row says. @throws already-so, last-administrator, changed-meanwhile
 */
export async function setRole(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  { role, rev = account.rev }: { readonly role: Role; readonly rev?: number },
): Promise<Detail> {
  if (account.role === role) throw fault('already-so')
  await demandAnotherAdministrator(tables, account)
  if (account.rev !== rev) throw fault('changed-meanwhile')
  const policy = policyFields(role, await policyOfSite(tables), call.now, account)
  await changeAccount(tables, account, { role, ...policy })
  const sessionsEnded = await endAllOf(tables, call, account.id)
  await writeNotice(tables, call, account, 'role-changed', { role })
  return { 'role before': account.role, role, sessionsEnded }
}
