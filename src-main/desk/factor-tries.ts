/** Tries of second factors by account: counted before they are judged, with the lock or the end of the factor they lead to. */
import type { MfaState } from '../../src-preload/contract/accounts'
import { toInstant } from '../clock'
import { consequenceOf } from '../engine/lockout'
import { stateAfter } from '../engine/mfa-state'
import { fault } from '../fault'
import type { AccountChanges, AccountRow } from '../store/accounts'
import type { WriteTables } from './act'
import type { Call } from './call'
import { writeNotice } from './letters'

const minuteMs = 60_000
/** As the locale files name it. */
const lockCause = 'wrong-second-factor'

export interface FactorTry {
  /** State the account had, and has after this try. */
  readonly stateBefore: MfaState
  readonly state: MfaState
  /** End of the lock this very try set, ISO-8601; null where it set none. */
  readonly lockedUntil: string | null
}

/** @throws locked */
export function demandUnlocked({ locked_until }: Pick<AccountRow, 'locked_until'>, at: string): void {
  if (locked_until !== null && locked_until > at) throw fault('locked', { until: locked_until })
}

/**
 * Counts one more second factor of `account`, in the *take* phase: lock, disabled factor and letter are committed
 * before anything is judged (CVE-2026-35597: a lock that was rolled back with the failed sign-in).
 * @throws locked where the account is locked already; that is no try
 */
export async function takeFactorTry(tables: WriteTables, call: Call, account: AccountRow): Promise<FactorTry> {
  const { at, now } = call
  demandUnlocked(account, at)
  const what = consequenceOf(await tables.signInTries.takeFactor(account.id, at))
  const taken = { stateBefore: account.state, state: account.state, lockedUntil: null }
  if (what.kind === 'none') return taken
  if (what.kind === 'disable') {
    const state = stateAfter(account.state, 'disabled')
    await tables.accounts.change(account.id, { state, factor_disabled_at: at })
    await writeNotice(tables, call, account, 'factor-disabled')
    return { ...taken, state }
  }
  const lockedUntil = toInstant(now + what.minutes * minuteMs)
  await tables.accounts.change(account.id, { locked_until: lockedUntil, lock_cause: lockCause })
  await writeNotice(tables, call, account, 'account-locked', { until: lockedUntil })
  return { ...taken, lockedUntil }
}

/**
 * The counted try was right: the count begins anew, and what this very try locked or disabled is taken back; what
 * another did meanwhile stands (CVE-2026-9798: a lock that was looked at when signing in began, and not at its end).
 * @param changes further columns of the account that change with it
 * @throws locked, factor-disabled; challenge-over where the account's method is another by now
 */
export async function settleRightFactor(
  tables: WriteTables,
  call: Call,
  accountId: string,
  taken: FactorTry,
  changes: AccountChanges,
): Promise<AccountRow> {
  const account = await tables.accounts.find(accountId)
  if (account?.enabled !== 1) throw fault('challenge-over')
  if (account.locked_until !== taken.lockedUntil) demandUnlocked(account, call.at)
  if (account.state !== taken.state) {
    throw fault(account.state.startsWith('disabled-') ? 'factor-disabled' : 'challenge-over')
  }
  await tables.signInTries.forgetFactor(accountId)
  const takenBack = taken.lockedUntil !== null || taken.state !== taken.stateBefore
  await tables.accounts.change(accountId, {
    locked_until: null,
    lock_cause: null,
    factor_disabled_at: null,
    state: taken.stateBefore,
    ...changes,
  })
  if (takenBack) await writeNotice(tables, call, account, 'account-unlocked')
  return { ...account, factor_disabled_at: null, state: taken.stateBefore }
}
