/** Taking MFA off an account, and its lock: Clear MFA, Delete OTP key, Unlock account (M14, M24, M25). */
import { isStaff } from '../../src-preload/contract/rights'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import { act, type WriteTables } from './act'
import type { Detail } from './audit-row'
import { demandAlone } from './approvals'
import type { Call } from './call'
import { changeAccount, clearFactors } from './factors'
import type { GuardedDesk } from './guard'
import { writeNotice } from './letters'
import { otherAccount } from './target-account'

async function clear(tables: WriteTables, call: Call, id: string, kind: 'mfa-cleared' | 'otp-key-deleted') {
  const account = await otherAccount(tables, call, id)
  if (isStaff(account.role)) await demandAlone(tables, 'clear-staff')
  const { state, detail } = await clearFactors(tables, call, account, kind)
  return { reply: { state }, row: { detail } }
}

/**
 * Lock and count go; a factor that too many tries disabled stays so until it is issued anew.
 * @returns what the audit row says. @throws not-locked
 */
export async function unlockAccount(tables: WriteTables, call: Call, account: AccountRow): Promise<Detail> {
  const wrongInRow = await tables.signInTries.ofFactor(account.id)
  const lockedUntil = account.locked_until !== null && account.locked_until > call.at ? account.locked_until : null
  if (lockedUntil === null && wrongInRow === 0) throw fault('not-locked')
  await tables.signInTries.forgetFactor(account.id)
  await changeAccount(tables, account, { locked_until: null, lock_cause: null })
  await writeNotice(tables, call, account, 'account-unlocked')
  return { lockedUntilBefore: lockedUntil, cause: account.lock_cause, wrongInRowBefore: wrongInRow }
}

async function unlock(tables: WriteTables, call: Call, id: string) {
  const account = await otherAccount(tables, call, id)
  const detail = await unlockAccount(tables, call, account)
  return { reply: { rev: account.rev + 1 }, row: { detail } }
}

/** @returns the handlers of the group `accounts` that take something away. */
export const accountClearHandlers = (desk: GuardedDesk) => ({
  clearMfa: desk.accounts.clearMfa.handler(
    act({ settle: (tables, call, { id }) => clear(tables, call, id, 'mfa-cleared') }),
  ),

  deleteOtpKey: desk.accounts.deleteOtpKey.handler(
    act({ settle: (tables, call, { id }) => clear(tables, call, id, 'otp-key-deleted') }),
  ),

  unlock: desk.accounts.unlock.handler(act({ settle: (tables, call, { id }) => unlock(tables, call, id) })),
})
