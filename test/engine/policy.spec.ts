/** Who must have MFA and from when: every role under every policy, and grace that is given once. */
import { describe, expect, it } from 'vitest'
import { roles } from '../../src-preload/contract/rights'
import {
  planPolicySweeps,
  policyByName,
  policyFields,
  policyOf,
  policyRequiredByName,
} from '../../src-main/engine/policy'

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

describe('a policy set by name', () => {
  const settings = { required: 'staff', graceDays: 14 } as const
  const asSite = { policy: 'not-required', policy_own: null, grace_until: null } as const

  it('stays through another role and another site', () => {
    for (const policy_own of ['required', 'not-required'] as const) {
      const before = { policy: policy_own, policy_own, grace_until: inDays(3) }
      for (const role of roles) {
        for (const required of ['nobody', 'staff', 'everyone'] as const) {
          const fields = policyFields(role, { required, graceDays: 1 }, now, before)
          expect(fields).toEqual({ policy: policy_own, grace_until: inDays(3) })
        }
      }
    }
  })

  it('begins a grace where MFA was not required, keeps one that runs, and is left to the site again', () => {
    const account = { ...asSite, role: 'user' } as const
    expect(policyByName(account, 'required', settings, now)).toEqual({
      ...{ policy: 'required', policy_own: 'required', grace_until: inDays(14) },
    })
    const running = { ...account, policy: 'required', grace_until: inDays(2) } as const
    expect(policyByName(running, 'required', settings, now)).toMatchObject({ grace_until: inDays(2) })
    expect(policyByName(running, 'not-required', settings, now)).toEqual({ ...asSite, policy_own: 'not-required' })
    const own = { ...running, policy_own: 'required' } as const
    expect(policyByName(own, 'site', settings, now)).toEqual(asSite)
    expect(policyByName({ ...own, role: 'auditor' }, 'site', settings, now)).toEqual({
      ...{ policy: 'required', policy_own: null, grace_until: inDays(2) },
    })
  })

  it('that is asked with so many days never puts off what is asked already', () => {
    const required = (grace_until: string | null, policy_own: 'required' | null = null) =>
      ({ policy: 'required', policy_own, grace_until }) as const
    const own = (grace_until: string | null) => required(grace_until, 'required')
    expect(policyRequiredByName(asSite, 7, now)).toEqual(own(inDays(7)))
    expect(policyRequiredByName(asSite, 0, now)).toEqual(own(null))
    expect(policyRequiredByName(required(inDays(2)), 7, now)).toEqual(own(inDays(2)))
    expect(policyRequiredByName(required(inDays(9)), 7, now)).toEqual(own(inDays(7)))
    expect(policyRequiredByName(required(inDays(9)), 0, now)).toEqual(own(null))
    expect(policyRequiredByName(required(inDays(-9)), 7, now)).toEqual(own(inDays(-9)))
    expect(policyRequiredByName(required(null), 7, now)).toEqual(own(null))
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
