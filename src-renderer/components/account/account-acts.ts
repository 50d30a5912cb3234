/** Which acts one account offers to the person at the desk, sorted by what they need. */
import type { AccountDetail } from '../../../src-preload/contract/accounts'
import { isStaff } from '../../../src-preload/contract/rights'
import type { Right } from '../../../src-preload/contract/rights'

export type ActName = 'reissue' | 'renewCodes' | 'edit' | 'changeRole' | 'disable' | 'enable'

export interface Act {
  readonly name: ActName
  /** The key that begins it; acts that take something away have none. */
  readonly letter: string | null
  readonly icon: string
}

export interface ActGroups {
  readonly open: readonly Act[]
  /** Shown and reachable, yet refused for the reason in the heading of their group. */
  readonly closed: readonly Act[]
  readonly closedBy: 'disabled' | 'no-otp' | null
  readonly takesAway: readonly Act[]
  /** Why there is nothing to do here; null where there is. */
  readonly nothing: 'staff' | 'looking' | null
}

const reissue: Act = { name: 'reissue', letter: 'R', icon: 'i-lucide-qr-code' }
const renewCodes: Act = { name: 'renewCodes', letter: 'N', icon: 'i-lucide-scroll-text' }
const edit: Act = { name: 'edit', letter: 'E', icon: 'i-lucide-pencil' }
const changeRole: Act = { name: 'changeRole', letter: null, icon: 'i-lucide-user-cog' }
const enable: Act = { name: 'enable', letter: null, icon: 'i-lucide-circle-check' }
const disable: Act = { name: 'disable', letter: null, icon: 'i-lucide-circle-slash' }

const none: ActGroups = { open: [], closed: [], closedBy: null, takesAway: [], nothing: null }

/** @returns whether somebody with `rights` may act on an account of this role at all. */
export const mayActOn = (rights: readonly Right[], account: AccountDetail): boolean =>
  !isStaff(account.role) || rights.includes('staff.act')

/**
 * Leaves out what the person may not do; the desk decides again at each call.
 * @param who the person at the desk
 * @param account as the desk last showed it
 */
export const accountActs = (who: { id: string; rights: readonly Right[] }, account: AccountDetail): ActGroups => {
  const may = (right: Right) => who.rights.includes(right)
  const own = who.id === account.id
  const secrets = [...(may('otp.reissue') ? [reissue] : []), ...(may('recovery.renew') ? [renewCodes] : [])]
  const others = [
    ...(may('accounts.edit') ? [edit] : []),
    ...(may('roles.change') && !own ? [changeRole] : []),
    ...(may('accounts.edit') && !account.enabled && !own ? [enable] : []),
  ]
  if (secrets.length + others.length === 0) return { ...none, nothing: 'looking' }
  if (!mayActOn(who.rights, account)) return { ...none, nothing: 'staff' }
  const takesAway = may('accounts.edit') && account.enabled && !own ? [disable] : []
  // A disabled account gets no new way in; without an active key there is nothing that codes could stand in for.
  if (!account.enabled) return { ...none, open: others, closed: secrets, closedBy: 'disabled', takesAway }
  if (account.otp) return { ...none, open: [...secrets, ...others], takesAway }
  const closed = secrets.filter((act) => act === renewCodes)
  const open = [...secrets.filter((act) => act !== renewCodes), ...others]
  return { ...none, open, closed, closedBy: closed.length > 0 ? 'no-otp' : null, takesAway }
}
