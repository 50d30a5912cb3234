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

export type Requirement = Pick<PolicySettings, 'required' | 'graceDays'>

/** Of an account: whether it must have MFA, from when, and whether that was set on it by name. */
export interface PolicyColumns {
  readonly policy: Policy
  readonly policy_own: Policy | null
  readonly grace_until: string | null
}

/** @returns whether an account of that role must have MFA. */
export const policyOf = (role: Role, { required }: Pick<PolicySettings, 'required'>): Policy =>
  required === 'everyone' || (required === 'staff' && isStaff(role)) ? 'required' : 'not-required'

/** @returns end of a grace that begins at `now` (milliseconds), ISO-8601; null where there is none. */
const graceEnd = ({ graceDays }: Pick<Requirement, 'graceDays'>, now: number): string | null =>
  graceDays === 0 ? null : new Date(now + graceDays * dayMs).toISOString()

/**
 * @param before what the account had; null for a new one
 * @returns policy and end of grace. Grace begins when MFA becomes required, and what runs is not begun anew. What was set
 *   on the account by name stays, whatever its role and the site say.
 */
export function policyFields(
  role: Role,
  settings: Requirement,
  now: number,
  before: PolicyColumns | null,
): { policy: Policy; grace_until: string | null } {
  if (before !== null && before.policy_own !== null) return { policy: before.policy, grace_until: before.grace_until }
  const policy = policyOf(role, settings)
  if (policy === 'not-required') return { policy, grace_until: null }
  if (before?.policy === 'required') return { policy, grace_until: before.grace_until }
  return { policy, grace_until: graceEnd(settings, now) }
}

/**
 * MFA required of one account by name, so many days from `now` on. What is required of it already is not put off: of two
 * ends of grace the earlier one stays.
 */
export function policyRequiredByName(
  { policy, grace_until }: PolicyColumns,
  graceDays: number,
  now: number,
): PolicyColumns {
  const wanted = graceEnd({ graceDays }, now)
  const own = { policy: 'required', policy_own: 'required' } as const
  if (policy === 'not-required') return { ...own, grace_until: wanted }
  const isEarlier = grace_until === null || grace_until <= (wanted ?? new Date(now).toISOString())
  return { ...own, grace_until: isEarlier ? grace_until : wanted }
}

/** The policy of one account, set by name or left to the site again; grace begins and runs on as the site has it. */
export function policyByName(
  before: PolicyColumns & { readonly role: Role },
  wanted: Policy | 'site',
  site: Requirement,
  now: number,
): PolicyColumns {
  if (wanted === 'site') {
    return { policy_own: null, ...policyFields(before.role, site, now, { ...before, policy_own: null }) }
  }
  const required = wanted === 'required' ? 'everyone' : 'nobody'
  const fields = policyFields(before.role, { ...site, required }, now, { ...before, policy_own: null })
  return { policy_own: wanted, ...fields }
}

/** What becomes of all accounts of some roles that do not have that policy yet, and none of their own. */
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
