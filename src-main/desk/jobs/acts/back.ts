/** Undoing one account of a job: what its copy holds is brought back, with all that follows the same change by hand. */
import { isSameAddress } from '../../../engine/email-address'
import { columnsFollow, type UndoneColumns } from '../../../engine/job-undo'
import { fault } from '../../../fault'
import type { AccountRow } from '../../../store/accounts'
import { removeAccount } from '../../account-leaver'
import { endAllOf } from '../../account-standing'
import type { WriteTables } from '../../act'
import { tellAddressChange } from '../../address-change'
import type { Detail } from '../../audit-row'
import type { Call } from '../../call'
import { changeAccount, endMailed } from '../../factors'
import { writeNotice } from '../../letters'
import { cancelSetUp } from '../../pending-key'
import type { UndoCopy } from '../undo'
import { restoreFactors } from './clear'
import { differencesOf, tellPolicy } from './policies'

async function bringBack(tables: WriteTables, call: Call, account: AccountRow, before: UndoneColumns): Promise<Detail> {
  const after: AccountRow = { ...account, ...before }
  const { roleChanges, enabling, addressMoves, policyTold, endsSessions } = columnsFollow(account, after)
  if (!isSameAddress(account.email, after.email)) await endMailed(tables, call, account.id)
  await changeAccount(tables, account, before)
  const sessionsEnded = endsSessions ? await endAllOf(tables, call, account.id) : 0
  if (roleChanges) await writeNotice(tables, call, account, 'role-changed', { role: after.role })
  if (enabling !== null) await writeNotice(tables, call, account, `account-${enabling}`)
  if (addressMoves) await tellAddressChange(tables, call, account, after)
  if (policyTold !== null) await tellPolicy(tables, call, account, after)
  return { ...differencesOf(account, before), ...(endsSessions ? { sessionsEnded } : {}) }
}

/** @returns what the audit row says. @throws changed-meanwhile, email-taken, user-name-taken, no-pending-key */
export async function undoOf(tables: WriteTables, call: Call, copy: UndoCopy, account: AccountRow): Promise<Detail> {
  switch (copy.kind) {
    case 'columns':
      return bringBack(tables, call, account, copy.before)
    case 'factors':
      return restoreFactors(tables, call, account, copy)
    case 'pending-key':
      return cancelSetUp(tables, call, account, copy.keyId)
    case 'made':
      if (account.rev !== copy.rev) throw fault('changed-meanwhile')
      return removeAccount(tables, call, account)
  }
}
