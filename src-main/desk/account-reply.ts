/** Accounts as they cross to the window: a row of the list, and one account whole. */
import type { AccountDetail, AccountRow as AccountRowReply } from '../../src-preload/contract/accounts'
import type { AccountRow } from '../store/accounts'
import type { ReadTables } from './act'
import { sentTokenOf } from './email-token'
import { isStopped, isWaitingForAddress } from './factors'
import { countOpenSessions } from './session-of-seat'

/** A lock that has run out is no lock, whatever the row still says. */
const liveLock = (account: AccountRow, at: string) =>
  account.locked_until !== null && account.locked_until > at ? account.locked_until : null

/** @returns the row of a list as of the instant `at`. */
export const rowReply = (account: AccountRow, at: string): AccountRowReply => ({
  id: account.id,
  name: account.name,
  email: account.email,
  userName: account.user_name,
  department: account.department,
  role: account.role,
  enabled: account.enabled === 1,
  policy: account.policy,
  policyOwn: account.policy_own !== null,
  graceUntil: account.grace_until !== null && account.grace_until > at ? account.grace_until : null,
  state: account.state,
  lockedUntil: liveLock(account, at),
  codesLeft: account.codes_left,
  lastUsedAt: account.last_used_at,
})

/** @returns everything the desk may know of one account: its MFA state, never a secret. */
export async function detailReply(tables: ReadTables, account: AccountRow, at: string): Promise<AccountDetail> {
  const active = await tables.otpKeys.find(account.id, 'active')
  const pending = await tables.otpKeys.find(account.id, 'pending')
  const emailFactor = await tables.emailFactors.find(account.id)
  const password = await tables.passwords.find(account.id)
  const set = await tables.recoverySets.findInForce(account.id)
  const [last] = (await tables.audit.listOfAccount(account.id, null, 1)).rows
  return {
    ...rowReply(account, at),
    emailUnverified: account.email_unverified === 1,
    secondEmail: account.second_email,
    phone: account.phone,
    language: account.language,
    createdAt: account.made_at,
    rev: account.rev,
    lockCause: liveLock(account, at) ? account.lock_cause : null,
    stoppedBy: isWaitingForAddress(account) ? 'address' : isStopped(account) ? 'tries' : null,
    otp: active
      ? {
          since: active.verified_at ?? active.made_at,
          lastUsedAt: active.last_used_at,
          algorithm: active.algorithm,
          digits: active.digits,
          periodSeconds: active.period_seconds,
        }
      : null,
    emailFactor: emailFactor ? { since: emailFactor.since, lastUsedAt: emailFactor.last_used_at } : null,
    wrongInRow: await tables.signInTries.ofFactor(account.id),
    deskToken: await sentTokenOf(tables, await tables.emailTokens.findLive(account.id, 'desk'), at),
    password: password
      ? { setAt: password.set_at, temporaryUntil: password.must_change === 1 ? password.expires_at : null }
      : null,
    pendingKey: pending ? { id: pending.id, since: pending.made_at } : null,
    recoverySet: set
      ? { number: set.number, madeAt: set.made_at, left: set.left, of: set.of, checksum: set.checksum }
      : null,
    last: last ? { act: last.act, actorName: last.actor_name, at: last.at, result: last.result } : null,
    openSessions: await countOpenSessions(tables, account.id, at),
  }
}
