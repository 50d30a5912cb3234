/** The policy of the site: who must have MFA, from when, and whether email counts as a factor. */
import type { Policy } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { isStaff, roles } from '../../src-preload/contract/rights'
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

type Requirement = Pick<PolicySettings, 'required' | 'graceDays'>

/** @returns whether an account of that role must have MFA. */
export const policyOf = (role: Role, { required }: Pick<PolicySettings, 'required'>): Policy =>
  required === 'everyone' || (required === 'staff' && isStaff(role)) ? 'required' : 'not-required'

/** @returns end of a grace that begins at `now` (milliseconds), ISO-8601; null where there is none. */
const graceEnd = ({ graceDays }: Requirement, now: number): string | null =>
  graceDays === 0 ? null : new Date(now + graceDays * dayMs).toISOString()

/**
 * @param before what the account had; null for a new one
 * @returns policy and end of grace. Grace begins when MFA becomes required, and what runs is not begun anew.
 */
export function policyFields(
  role: Role,
  settings: Requirement,
  now: number,
  before: { readonly policy: Policy; readonly grace_until: string | null } | null,
): { policy: Policy; grace_until: string | null } {
  const policy = policyOf(role, settings)
  if (policy === 'not-required') return { policy, grace_until: null }
  if (before?.policy === 'required') return { policy, grace_until: before.grace_until }
  return { policy, grace_until: graceEnd(settings, now) }
}

/** What becomes of all accounts of some roles that do not have that policy yet. */
export interface PolicySweep {
  readonly roles: readonly Role[]
  readonly policy: Policy
  readonly grace_until: string | null
}

/**
 * The same rule as `policyFields`, for all accounts at once.
 * @param now milliseconds since 1970
 * @returns one sweep per policy that some role has under `after`
 */
export function planPolicySweeps(after: Requirement, now: number): PolicySweep[] {
  const sweep = (policy: Policy): PolicySweep => ({
    roles: roles.filter((role) => policyOf(role, after) === policy),
    policy,
    grace_until: policy === 'required' ? graceEnd(after, now) : null,
  })
  return [sweep('required'), sweep('not-required')].filter(({ roles }) => roles.length > 0)
}
