/** Clear MFA in a job: the same as by itself, with a copy of what is cleared; and its undoing, which puts that back. */
import { hasFactor } from '../../../engine/mfa-state'
import { fault } from '../../../fault'
import type { AccountRow } from '../../../store/accounts'
import { endAllOf } from '../../account-standing'
import type { WriteTables } from '../../act'
import type { Detail } from '../../audit-row'
import type { Call } from '../../call'
import { changeAccount, clearFactors } from '../../factors'
import { writeNotice } from '../../letters'
import type { FactorsCopy } from '../undo'

const isByEmail = ({ state }: AccountRow): boolean => state === 'enrolled-email' || state === 'disabled-email'

async function copyOf(tables: WriteTables, account: AccountRow): Promise<Omit<FactorsCopy, 'after'>> {
  const { id, state, codes_left, locked_until, lock_cause, factor_disabled_at, email, email_unverified } = account
  const keys = [await tables.otpKeys.find(id, 'active'), await tables.otpKeys.find(id, 'pending')]
  return {
    kind: 'factors',
    address: isByEmail(account) ? { email, email_unverified } : null,
    before: { state, codes_left, locked_until, lock_cause, factor_disabled_at },
    keys: keys.filter((key) => key !== null),
    emailFactor: await tables.emailFactors.find(id),
    setId: (await tables.recoverySets.findInForce(id))?.id ?? null,
  }
}

/** @throws not-enrolled where there is nothing of the kind */
export async function clearMfa(tables: WriteTables, call: Call, account: AccountRow) {
  if (!hasFactor(account.state)) throw fault('not-enrolled')
  const copy = await copyOf(tables, account)
  const { state, detail } = await clearFactors(tables, call, account, 'mfa-cleared')
  return { detail, undo: { ...copy, after: state } }
}

/**
 * Puts the factors back. Sessions that were opened with the password alone in between end: MFA is asked for again.
 * @returns what the audit row says. @throws changed-meanwhile
 */
export async function restoreFactors(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  { before, keys, emailFactor, setId }: FactorsCopy,
): Promise<Detail> {
  for (const key of keys) await tables.otpKeys.insert(key)
  if (emailFactor !== null) await tables.emailFactors.restore(emailFactor)
  if (setId !== null && !(await tables.recoverySets.reinstate(setId))) throw fault('changed-meanwhile')
  await changeAccount(tables, account, before)
  const sessionsEnded = await endAllOf(tables, call, account.id)
  await writeNotice(tables, call, account, 'mfa-restored')
  return { stateBefore: account.state, state: before.state, sessionsEnded }
}
