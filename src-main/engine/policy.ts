/** The policy of the site: who must have MFA, from when, and whether email counts as a factor. */
import type { Policy } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { isStaff } from '../../src-preload/contract/rights'
import type { PolicySettings } from '../../src-preload/contract/settings'

const dayMs = 24 * 60 * 60_000

export const defaultPolicy: PolicySettings = {
  required: 'nobody',
  graceDays: 14,
  strength: 'default',
  issuer: 'MFA Desk',
  idleMinutes: 15,
  absoluteHours: 8,
}

/** @returns whether an account of that role must have MFA. */
export const policyOf = (role: Role, { required }: Pick<PolicySettings, 'required'>): Policy =>
  required === 'everyone' || (required === 'staff' && isStaff(role)) ? 'required' : 'not-required'

/**
 * @param before what the account had; null for a new one
 * @returns policy and end of grace. Grace begins when MFA becomes required, and what runs is not begun anew.
 */
export function policyFields(
  role: Role,
  settings: Pick<PolicySettings, 'required' | 'graceDays'>,
  now: number,
  before: { readonly policy: Policy; readonly grace_until: string | null } | null,
): { policy: Policy; grace_until: string | null } {
  const policy = policyOf(role, settings)
  if (policy === 'not-required') return { policy, grace_until: null }
  if (before?.policy === 'required') return { policy, grace_until: before.grace_until }
  const grace_until = settings.graceDays === 0 ? null : new Date(now + settings.graceDays * dayMs).toISOString()
  return { policy, grace_until }
}
