/** Which acts one account offers to the person at the desk, sorted by what they need. */
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { Right } from '../../src-preload/contract/rights'

export type ActName =
  | 'unlock'
  | 'reissue'
  | 'sendToken'
  | 'renewCodes'
  | 'firstPassword'
  | 'temporaryPassword'
  | 'edit'
  | 'changeRole'
  | 'enable'
  | 'clearMfa'
  | 'deleteOtpKey'
  | 'disable'
  | 'anonymise'
  | 'remove'

/** What an act that is shown still lacks. */
export type ClosedBy = 'disabled' | 'not-locked' | 'no-otp' | 'no-factor'

/** Shown and reachable, yet refused for the reason in the heading of their group. */
export interface ClosedActs {
  readonly by: ClosedBy
  readonly acts: readonly ActName[]
}

export interface ActGroups {
  readonly open: readonly ActName[]
  readonly closed: readonly ClosedActs[]
  readonly takesAway: readonly ActName[]
  readonly takesAwayClosed: readonly ClosedActs[]
  /** Why there is nothing, or next to nothing, to do here; null where there is. */
  readonly note: 'staff' | 'looking' | 'own' | null
}

/** How an act ends on the page: the account anew, and a sentence. */
export interface AfterAct {
  refresh(): Promise<void>
  /** @param said key under `account.said` */
  end(said: string): Promise<void>
}

/** Before the account is known. */
export const noActs: ActGroups = { open: [], closed: [], takesAway: [], takesAwayClosed: [], note: null }

/** @returns whether somebody with `rights` may act on this account at all: everybody but a plain user is staff. */
export const mayActOn = (rights: readonly Right[], account: AccountDetail): boolean =>
  account.role === 'user' || rights.includes('staff.act')

const rightOf: Readonly<Record<ActName, Right>> = {
  unlock: 'accounts.unlock',
  reissue: 'otp.reissue',
  sendToken: 'email.send',
  renewCodes: 'recovery.renew',
  firstPassword: 'passwords.issue',
  temporaryPassword: 'passwords.issue',
  edit: 'accounts.edit',
  changeRole: 'roles.change',
  enable: 'accounts.edit',
  clearMfa: 'mfa.clear',
  deleteOtpKey: 'mfa.clear',
  disable: 'accounts.edit',
  anonymise: 'accounts.edit',
  remove: 'accounts.edit',
}

const otpStates: readonly string[] = ['enrolled-otp', 'disabled-otp']
const factorStates: readonly string[] = [...otpStates, 'enrolled-email', 'disabled-email']

/** What `act` lacks on this account as it stands; null where it is open. */
function lackOf(act: ActName, account: AccountDetail): ClosedBy | null {
  switch (act) {
    case 'unlock':
      return account.lockedUntil !== null || account.wrongInRow > 0 ? null : 'not-locked'
    // A disabled account gets no new way in.
    case 'reissue':
    case 'sendToken':
    case 'firstPassword':
    case 'temporaryPassword':
      return account.enabled ? null : 'disabled'
    // Without an active key there is nothing that codes could stand in for.
    case 'renewCodes':
      return !account.enabled ? 'disabled' : account.otp ? null : 'no-otp'
    case 'clearMfa':
      return factorStates.includes(account.state) ? null : 'no-factor'
    case 'deleteOtpKey':
      return otpStates.includes(account.state) ? null : factorStates.includes(account.state) ? 'no-otp' : 'no-factor'
    case 'edit':
    case 'changeRole':
    case 'enable':
    case 'disable':
    case 'anonymise':
    case 'remove':
      return null
  }
}

/** Sorts acts into those that are open and those that lack something, in the order in which they are given. */
function sorted(acts: readonly ActName[], account: AccountDetail): { open: ActName[]; closed: ClosedActs[] } {
  const lacks = ['not-locked', 'disabled', 'no-otp', 'no-factor'] as const satisfies readonly ClosedBy[]
  const of = (by: ClosedBy | null) => acts.filter((act) => lackOf(act, account) === by)
  return { open: of(null), closed: lacks.map((by) => ({ by, acts: of(by) })).filter((group) => group.acts.length > 0) }
}

/**
 * Leaves out what the person may not do; the desk decides again at each call.
 * @param who the person at the desk
 * @param account as the desk last showed it
 */
export const accountActs = (who: { id: string; rights: readonly Right[] }, account: AccountDetail): ActGroups => {
  const may = (act: ActName): boolean => who.rights.includes(rightOf[act])
  const password = account.password ? 'temporaryPassword' : 'firstPassword'
  const gives = (
    ['unlock', 'reissue', 'sendToken', 'renewCodes', password, 'edit', 'changeRole', 'enable'] as const
  ).filter((act) => may(act) && !(act === 'enable' && account.enabled))
  // Who left for good was disabled first: only then are these two there at all.
  const away = account.enabled ? (['disable'] as const) : (['anonymise', 'remove'] as const)
  const takes = (['clearMfa', 'deleteOtpKey', ...away] as const).filter(may)
  if (gives.length + takes.length === 0) return { ...noActs, note: 'looking' }
  if (who.id === account.id) return { ...noActs, open: gives.filter((act) => act === 'edit'), note: 'own' }
  if (!mayActOn(who.rights, account)) return { ...noActs, note: 'staff' }
  const { open, closed } = sorted(gives, account)
  const { open: takesAway, closed: takesAwayClosed } = sorted(takes, account)
  return { open, closed, takesAway, takesAwayClosed, note: null }
}
