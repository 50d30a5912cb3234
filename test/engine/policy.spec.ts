/** Who must have MFA and from when: every role under every policy, and grace that is given once. */
import { describe, expect, it } from 'vitest'
import { roles } from '../../src-preload/contract/rights'
import { planPolicySweeps, policyFields, policyOf } from '../../src-main/engine/policy'

const now = Date.parse('2026-03-31T09:00:00.000Z')
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString()

describe('policyOf', () => {
  it('takes nobody, everyone, or all but plain users', () => {
    for (const role of roles) {
      expect(policyOf(role, { required: 'nobody' })).toBe('not-required')
      expect(policyOf(role, { required: 'everyone' })).toBe('required')
      expect(policyOf(role, { required: 'staff' })).toBe(role === 'user' ? 'not-required' : 'required')
    }
  })
})

describe('policyFields', () => {
  const settings = { required: 'staff', graceDays: 14 } as const

  it('begins the grace of a new account, and of one whose role makes it required', () => {
    const begun = { policy: 'required', grace_until: inDays(14) }
    expect(policyFields('helpdesk', settings, now, null)).toEqual(begun)
    expect(
      policyFields('helpdesk', settings, now, { policy: 'not-required', policy_own: null, grace_until: null }),
    ).toEqual(begun)
  })

  it('does not begin anew what runs or has run out', () => {
    for (const grace_until of [inDays(2), inDays(-2), null]) {
      const before = { policy: 'required', grace_until } as const
      expect(policyFields('auditor', settings, now, { ...before, policy_own: null })).toEqual(before)
    }
  })

  it('gives none where there are no days, and takes it away with the requirement', () => {
    const none = { policy: 'required', grace_until: null }
    expect(policyFields('operator', { ...settings, graceDays: 0 }, now, null)).toEqual(none)
    const before = { policy: 'required', policy_own: null, grace_until: inDays(3) } as const
    expect(policyFields('user', settings, now, before)).toEqual({ policy: 'not-required', grace_until: null })
  })
})

describe('planPolicySweeps', () => {
  const staff = roles.filter((role) => role !== 'user')

  it('names every role exactly once, with what policyFields gives a new account of it', () => {
    for (const required of ['nobody', 'staff', 'everyone'] as const) {
      for (const graceDays of [0, 30]) {
        const sweeps = planPolicySweeps({ required, graceDays }, now)
        expect(sweeps.flatMap((sweep) => sweep.roles).toSorted()).toEqual(roles.toSorted())
        for (const { roles: swept, ...fields } of sweeps) {
          for (const role of swept) expect(policyFields(role, { required, graceDays }, now, null)).toEqual(fields)
        }
      }
    }
  })

  it('is one sweep for nobody and everyone, two for staff', () => {
    expect(planPolicySweeps({ required: 'everyone', graceDays: 1 }, now)).toHaveLength(1)
    expect(planPolicySweeps({ required: 'staff', graceDays: 0 }, now)).toEqual([
      { roles: staff, policy: 'required', grace_until: null },
      { roles: ['user'], policy: 'not-required', grace_until: null },
    ])
  })
})
