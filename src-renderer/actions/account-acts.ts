/** Which acts one account offers to the person at the desk, sorted by what they need. */
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { Right } from '../../src-preload/contract/rights'

export type ActName = 'reissue' | 'renewCodes' | 'edit' | 'changeRole' | 'disable' | 'enable'

export interface ActGroups {
  readonly open: readonly ActName[]
  /** Shown and reachable, yet refused for the reason in the heading of their group. */
  readonly closed: readonly ActName[]
  readonly closedBy: 'disabled' | 'no-otp' | null
  readonly takesAway: readonly ActName[]
  /** Why there is nothing to do here; null where there is. */
  readonly nothing: 'staff' | 'looking' | null
}

/** Before the account is known. */
export const noActs: ActGroups = { open: [], closed: [], closedBy: null, takesAway: [], nothing: null }

/** @returns whether somebody with `rights` may act on this account at all: everybody but a plain user is staff. */
export const mayActOn = (rights: readonly Right[], account: AccountDetail): boolean =>
  account.role === 'user' || rights.includes('staff.act')

/**
 * Leaves out what the person may not do; the desk decides again at each call.
 * @param who the person at the desk
 * @param account as the desk last showed it
 */
export const accountActs = (who: { id: string; rights: readonly Right[] }, account: AccountDetail): ActGroups => {
  const may = (right: Right) => who.rights.includes(right)
  const own = who.id === account.id
  const keep = (act: ActName, offered: boolean): ActName[] => (offered ? [act] : [])
  const secrets = [...keep('reissue', may('otp.reissue')), ...keep('renewCodes', may('recovery.renew'))]
  const others = [
    ...keep('edit', may('accounts.edit')),
    ...keep('changeRole', may('roles.change') && !own),
    ...keep('enable', may('accounts.edit') && !account.enabled && !own),
  ]
  if (secrets.length + others.length === 0) return { ...noActs, nothing: 'looking' }
  if (!mayActOn(who.rights, account)) return { ...noActs, nothing: 'staff' }
  const takesAway = keep('disable', may('accounts.edit') && account.enabled && !own)
  // A disabled account gets no new way in; without an active key there is nothing that codes could stand in for.
  if (!account.enabled) return { ...noActs, open: others, closed: secrets, closedBy: 'disabled', takesAway }
  if (account.otp) return { ...noActs, open: [...secrets, ...others], takesAway }
  const closed = secrets.filter((act) => act === 'renewCodes')
  const open = [...secrets.filter((act) => act !== 'renewCodes'), ...others]
  return { ...noActs, open, closed, closedBy: closed.length > 0 ? 'no-otp' : null, takesAway }
}
