/** Signing in by steps: what a right password leads to, what it is told, and what a session is kept to. */
import { describe, expect, it } from 'vitest'
import { states } from '../../src-preload/contract/accounts'
import {
  challengeMinutes,
  confinementOf,
  refusalAfterPassword,
  stepAfterPassword,
  type ConfinementFacts,
} from '../../src-main/engine/sign-in'

const before = '2026-03-31T08:59:59.999Z'
const at = '2026-03-31T09:00:00.000Z'
const after = '2026-03-31T09:00:00.001Z'

describe('stepAfterPassword', () => {
  it.each([
    ['not-enrolled', 'in', 'in'],
    ['pending', 'in', 'in'],
    ['enrolled-otp', 'otp', 'otp'],
    ['enrolled-email', 'email', 'email'],
    ['must-re-enrol', 'in', 'in'],
    ['disabled-otp', 'factor-disabled', 'factor-disabled'],
    // a changed address stops email as a method: the way in is open, and leads to verifying it
    ['disabled-email', 'factor-disabled', 'in'],
  ] as const)('%s: %s, with an unverified address: %s', (state, verified, unverified) => {
    const stands = { state, factorDisabled: false }
    expect(stepAfterPassword({ ...stands, emailUnverified: false })).toBe(verified)
    expect(stepAfterPassword({ ...stands, emailUnverified: true })).toBe(unverified)
  })
})

it('what too many tries disabled stays so, whatever becomes of the address', () => {
  for (const emailUnverified of [true, false]) {
    const account = { state: 'disabled-email', emailUnverified, factorDisabled: true } as const
    expect(stepAfterPassword(account)).toBe('factor-disabled')
  }
})

describe('refusalAfterPassword', () => {
  const facts = { lockedUntil: null, passwordExpiresAt: null, next: 'otp', at } as const

  it('says nothing where nothing stands in the way', () => {
    for (const next of ['in', 'otp', 'email'] as const) expect(refusalAfterPassword({ ...facts, next })).toBeNull()
  })

  it.each([
    [before, null],
    [at, null],
    [after, 'locked'],
  ] as const)('locked until %s', (lockedUntil, refusal) => {
    expect(refusalAfterPassword({ ...facts, lockedUntil })).toBe(refusal)
  })

  it.each([
    [before, 'password-expired'],
    [at, 'password-expired'],
    [after, null],
  ] as const)('a temporary password until %s', (passwordExpiresAt, refusal) => {
    expect(refusalAfterPassword({ ...facts, passwordExpiresAt })).toBe(refusal)
  })

  it('names the password first, then the lock, then the factor', () => {
    const next = 'factor-disabled'
    expect(refusalAfterPassword({ ...facts, next })).toBe('factor-disabled')
    expect(refusalAfterPassword({ ...facts, next, lockedUntil: after })).toBe('locked')
    expect(refusalAfterPassword({ ...facts, next, lockedUntil: after, passwordExpiresAt: at })).toBe('password-expired')
  })
})

describe('confinementOf', () => {
  const free: ConfinementFacts = {
    mustChangePassword: false,
    enteredBy: 'otp',
    factorVerified: false,
    state: 'enrolled-otp',
    emailUnverified: false,
    factorDisabled: false,
    policy: 'not-required',
    graceUntil: null,
    emailAllowed: true,
    at,
  }
  const of = (given: Partial<ConfinementFacts>) => confinementOf({ ...free, ...given })
  const factor = (because: string) => ({ to: 'factor', because })

  it('leaves whoever owes nothing alone, in every state that owes nothing', () => {
    for (const state of states.filter((one) => one !== 'must-re-enrol')) expect(of({ state })).toBeNull()
  })

  it('asks for a new password first', () => {
    const temporary = { to: 'password', because: 'temporary-password' }
    expect(of({ mustChangePassword: true })).toEqual(temporary)
    expect(of({ mustChangePassword: true, enteredBy: 'recovery-code', state: 'must-re-enrol' })).toEqual(temporary)
  })

  it('M18 keeps a session entered by a recovery code until a factor is verified in it', () => {
    expect(of({ enteredBy: 'recovery-code' })).toEqual(factor('recovery-code'))
    expect(of({ enteredBy: 'recovery-code', factorVerified: true })).toBeNull()
  })

  it('keeps whoever must enrol again, has a stopped address, or a method the policy does not take', () => {
    expect(of({ state: 'must-re-enrol' })).toEqual(factor('must-re-enrol'))
    const moved = { state: 'disabled-email', emailUnverified: true } as const
    const address = { to: 'address', because: 'address-changed' }
    expect(of(moved)).toEqual(address)
    expect(of({ ...moved, enteredBy: 'recovery-code', policy: 'required' })).toEqual(address)
    expect(of({ ...moved, factorDisabled: true })).toBeNull()
    expect(of({ state: 'disabled-email' })).toBeNull()
    expect(of({ state: 'enrolled-email', emailAllowed: false })).toEqual(factor('email-not-allowed'))
    expect(of({ state: 'enrolled-otp', emailAllowed: false })).toBeNull()
  })

  it.each([
    [null, true],
    [before, true],
    [at, true],
    [after, false],
  ])('under a policy that requires MFA, with grace until %s', (graceUntil, kept) => {
    for (const state of ['not-enrolled', 'pending'] as const) {
      expect(of({ state, policy: 'required', graceUntil })).toEqual(kept ? factor('required') : null)
    }
    for (const state of ['enrolled-otp', 'enrolled-email'] as const) {
      expect(of({ state, policy: 'required', graceUntil })).toBeNull()
    }
  })
})

it('gives ten minutes for the second step', () => {
  expect(challengeMinutes).toBe(10)
})
