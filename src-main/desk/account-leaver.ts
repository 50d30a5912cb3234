/** Somebody left for good: a disabled account removed, or kept as a number without a name. The rows of the log stay. */
import { policyFields } from '../engine/policy'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import { act, type WriteTables } from './act'
import type { Detail } from './audit-row'
import type { Call } from './call'
import { changeAccount } from './factors'
import type { GuardedDesk } from './guard'
import { policyOfSite } from './settings'
import { otherAccount } from './target-account'

/** Of the reserved domain that no mail reaches (RFC 2606); unlike any other, as no two rows have one number. */
const anonymousAddress = ({ row_no }: AccountRow): string => `no-${row_no}@anonymised.invalid`

/** What others keep of an account: letters lose whom they went to, jobs what would bring the account back. */
async function forgetElsewhere(tables: WriteTables, call: Call, { id }: AccountRow): Promise<void> {
  await tables.outbox.forgetAccount(id, call.at)
  await tables.jobRows.forgetAccount(id)
}

/**
 * Nobody signs in with a disabled account, and it was told to its owner: what is taken here is taken from nobody. So the
 * last administrator is safe too, for that one is enabled. @throws own-account; account-enabled
 */
async function leaver(tables: WriteTables, call: Call, id: string): Promise<AccountRow> {
  const account = await otherAccount(tables, call, id)
  if (account.enabled === 1) throw fault('account-enabled')
  return account
}

/** Removes the account with all that hangs on it. @returns what the audit row says */
export async function removeAccount(tables: WriteTables, call: Call, account: AccountRow): Promise<Detail> {
  await forgetElsewhere(tables, call, account)
  await tables.accounts.removeMany([account.id])
  return { role: account.role, state: account.state }
}

async function remove(tables: WriteTables, call: Call, id: string) {
  const detail = await removeAccount(tables, call, await leaver(tables, call, id))
  return { reply: {}, row: { detail } }
}

async function anonymise(tables: WriteTables, call: Call, id: string) {
  const account = await leaver(tables, call, id)
  const email = anonymousAddress(account)
  if (account.email === email) throw fault('already-so')
  await forgetElsewhere(tables, call, account)
  await tables.accounts.removeTraces(id)
  await changeAccount(tables, account, {
    ...{ email, email_unverified: 1, second_email: '', phone: '', name: '', user_name: '', department: '' },
    ...{ language: null, last_used_at: null, state: 'not-enrolled', codes_left: null },
    ...{ locked_until: null, lock_cause: null, factor_disabled_at: null },
    // A number works at no desk: it would stand among the staff for ever.
    ...{ role: 'user', policy_own: null, ...policyFields('user', await policyOfSite(tables), call.now, null) },
  })
  const detail = { 'role before': account.role, role: 'user', stateBefore: account.state, state: 'not-enrolled' }
  return { reply: {}, row: { detail } }
}

/** @returns the handlers of the group `accounts` for who left. */
export const accountLeaverHandlers = (desk: GuardedDesk) => ({
  remove: desk.accounts.remove.handler(act({ settle: (tables, call, { id }) => remove(tables, call, id) })),
  anonymise: desk.accounts.anonymise.handler(act({ settle: (tables, call, { id }) => anonymise(tables, call, id) })),
})
