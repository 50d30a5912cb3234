/** The one place that activates, replaces and clears factors: whatever hangs on one goes with it in the same transaction. */
import type { RecoverySet } from '../../src-preload/contract/recovery'
import {
  hasFactor,
  isEnrolled as isEnrolledState,
  isStopped as isStoppedState,
  stateAfter,
  waitsForAddress,
} from '../engine/mfa-state'
import { fault } from '../fault'
import type { AccountChanges, AccountRow } from '../store/accounts'
import type { WriteTables } from './act'
import type { Detail } from './audit-row'
import type { Call } from './call'
import { giveUpKeys, giveUpPasswords, writeNotice } from './letters'
import { issueRecoverySet } from './recovery-set'

type Standing = Pick<AccountRow, 'state' | 'email_unverified' | 'factor_disabled_at'>

/** @returns what beside the state says whether a factor works. */
export const standingOf = ({ email_unverified, factor_disabled_at }: Omit<Standing, 'state'>) => ({
  emailUnverified: email_unverified === 1,
  factorDisabled: factor_disabled_at !== null,
})

export const isEnrolled = ({ state }: Standing): boolean => isEnrolledState(state)
export const isStopped = ({ state }: Standing): boolean => isStoppedState(state)
const hasOtp = ({ state }: Standing): boolean => state === 'enrolled-otp' || state === 'disabled-otp'

/** Email was the method, and is so again once the changed address is verified. */
export const isWaitingForAddress = (account: Standing): boolean =>
  waitsForAddress({ state: account.state, ...standingOf(account) })

/**
 * A factor disabled by too many tries is for the desk to re-issue: an open session must not be the way around. One that
 * waits for a changed address comes back with that address, and with nothing that the password alone could set up.
 * @throws factor-disabled, confined
 */
export function demandNotDisabled(account: Standing): void {
  if (isWaitingForAddress(account)) throw fault('confined', { to: 'address' })
  if (isStopped(account)) throw fault('factor-disabled')
}

/** Changes the row as it was read in this transaction. @throws changed-meanwhile */
export async function changeAccount(tables: WriteTables, account: AccountRow, fields: AccountChanges): Promise<void> {
  if (!(await tables.accounts.changeIfRev(account.id, account.rev, fields))) throw fault('changed-meanwhile')
}

/** Lock, count and too many tries were those of the former factor. */
const notLocked = { locked_until: null, lock_cause: null, factor_disabled_at: null } as const

/**
 * A second step of the former factor ends, and so do other sessions that a recovery code opened and that no factor was
 * verified in: they could set up another without being asked for anything.
 */
async function endSecondSteps(tables: WriteTables, { at, session }: Call, account: AccountRow): Promise<void> {
  await tables.challenges.endOf(account.id, at)
  await tables.sessions.endByRecoveryCode(account.id, at, session?.id_hash)
  await tables.signInTries.forgetFactor(account.id)
}

/**
 * Makes the pending key the factor: the former key, the former codes and email as the method are void with it (M14).
 * @param judged the key as its token was judged: `rev` of its row, `step` of the token
 * @returns the new recovery codes, and what the audit row says
 * @throws changed-meanwhile where the key is another by now, or somebody changed the account
 */
export async function activateOtp(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  judged: { readonly keyId: string; readonly rev: number; readonly step: number },
): Promise<{ reply: RecoverySet; detail: Detail }> {
  const { id } = account
  const replacedKey = (await tables.otpKeys.find(id, 'active')) !== null
  if (!(await tables.otpKeys.activate(judged.keyId, judged.rev, judged.step, call.at))) throw fault('changed-meanwhile')
  await giveUpKeys(tables, id, call.at)
  const replacedEmail = await tables.emailFactors.remove(id)
  for (const purpose of ['sign-in', 'set-up', 'desk', 'password'] as const)
    await tables.emailTokens.end(id, purpose, call.at)
  await endSecondSteps(tables, call, account)
  const { reply, codesLeft } = await issueRecoverySet(tables, call, account)
  const state = stateAfter(account.state, 'key-verified')
  await changeAccount(tables, account, { state, codes_left: codesLeft, ...notLocked })
  await writeNotice(tables, call, account, 'otp-enrolled')
  return { reply, detail: { stateBefore: account.state, state, replacedKey, replacedEmail, set: reply.number } }
}

/**
 * Makes email the factor, once a token mailed to the address was read back: keys, pending or not, and codes are void
 * (M14), and the address is verified by it.
 * @returns what the audit row says
 */
export async function activateEmail(tables: WriteTables, call: Call, account: AccountRow): Promise<Detail> {
  const { id } = account
  const replacedKey = await tables.otpKeys.remove(id, 'active')
  const droppedPending = await tables.otpKeys.remove(id, 'pending')
  if (droppedPending) await giveUpKeys(tables, id, call.at)
  await tables.recoverySets.supersede(id, call.at)
  await tables.emailFactors.set(id, call.at)
  await tables.emailTokens.endOf(id, call.at)
  await endSecondSteps(tables, call, account)
  const state = stateAfter(account.state, 'email-verified')
  await changeAccount(tables, account, { state, codes_left: null, email_unverified: 0, ...notLocked })
  await writeNotice(tables, call, account, 'email-enrolled')
  return { stateBefore: account.state, state, replacedKey, droppedPending }
}

/**
 * Removes whatever there is of either method. Sessions, open second steps and mailed tokens end with the same commit
 * (stage-door #53), the acting session excepted where it is one's own.
 * @returns the columns that change with it, and how many sessions ended
 */
export async function removeFactors(
  tables: WriteTables,
  { at, session }: Pick<Call, 'at' | 'session'>,
  { id }: Pick<AccountRow, 'id'>,
): Promise<{ columns: AccountChanges; droppedPending: boolean; sessionsEnded: number }> {
  await tables.otpKeys.remove(id, 'active')
  const droppedPending = await tables.otpKeys.remove(id, 'pending')
  if (droppedPending) await giveUpKeys(tables, id, at)
  await tables.emailFactors.remove(id)
  await tables.recoverySets.supersede(id, at)
  await tables.emailTokens.endOf(id, at)
  await tables.challenges.endOf(id, at)
  await tables.signInTries.forgetFactor(id)
  const sessionsEnded = await tables.sessions.endOf(id, at, session?.id_hash)
  return { columns: { codes_left: null, ...notLocked }, droppedPending, sessionsEnded }
}

/**
 * Clears everything of either method, or with `otp-key-deleted` of OTP where that is the method.
 * @returns the state it leads to (where MFA is required *Must re-enrol*), and what the audit row says
 * @throws not-enrolled where there is nothing of the kind
 */
export async function clearFactors(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  kind: 'mfa-cleared' | 'otp-key-deleted',
): Promise<{ state: AccountRow['state']; detail: Detail }> {
  if (kind === 'mfa-cleared' ? !hasFactor(account.state) : !hasOtp(account)) throw fault('not-enrolled')
  const { columns, droppedPending, sessionsEnded } = await removeFactors(tables, call, account)
  const state = stateAfter(account.state, 'cleared', account.policy)
  await changeAccount(tables, account, { state, ...columns })
  await writeNotice(tables, call, account, kind)
  const codesVoid = account.codes_left ?? 0
  return { state, detail: { stateBefore: account.state, state, droppedPending, codesVoid, sessionsEnded } }
}

/** What was mailed to an address that moves is worth nothing, and a password or key that still waits does not go there. */
export async function endMailed(tables: WriteTables, { at }: Pick<Call, 'at'>, accountId: string): Promise<void> {
  await tables.emailTokens.endOf(accountId, at)
  await tables.challenges.endOf(accountId, at)
  await giveUpPasswords(tables, accountId, at)
  await giveUpKeys(tables, accountId, at)
}

/**
 * The address moves: what was mailed to the former one ends, and email stops being the method until the new one is verified.
 * @returns the columns that change beside the address
 */
export async function stopEmail(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
): Promise<Pick<AccountRow, 'email_unverified' | 'state'>> {
  await endMailed(tables, call, account.id)
  return { email_unverified: 1, state: stateAfter(account.state, 'address-changed') }
}
