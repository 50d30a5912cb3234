/** Signing in by steps: what is asked after the password, and what a session is kept to. */
import type { MfaState, Policy } from '../../src-preload/contract/accounts'
import type { Confinement, ConfinementCause } from '../../src-preload/contract/confinement'
import { waitsForAddress } from './mfa-state'

/** What a right password leads to: the session, a second step, or nothing until an operator re-issues the factor. */
export type AfterPassword = 'in' | 'otp' | 'email' | 'factor-disabled'

/**
 * @param account `emailUnverified`: its address was changed and not verified since, which stops email as a method
 *   `factorDisabled`: by too many tries
 * @returns the step after the password. A stopped or cleared factor leads in, where the session is kept to setting one up.
 */
export function stepAfterPassword(account: {
  readonly state: MfaState
  readonly emailUnverified: boolean
  readonly factorDisabled: boolean
}): AfterPassword {
  switch (account.state) {
    case 'enrolled-otp':
      return 'otp'
    case 'enrolled-email':
      return 'email'
    case 'disabled-otp':
      return 'factor-disabled'
    case 'disabled-email':
      return waitsForAddress(account) ? 'in' : 'factor-disabled'
    case 'not-enrolled':
    case 'pending':
    case 'must-re-enrol':
      return 'in'
  }
}

/** Between the right password and the second step; a mailed code lives as long. */
export const challengeMinutes = 10

/**
 * What only whoever knows the password may be told (CVE-2026-43914 is what telling it before leads to).
 * @param facts `lockedUntil`, `passwordExpiresAt`: ISO-8601 or null; `at`: ISO-8601, now. The exact end of a lock is
 *   open again, the exact end of a password is over
 * @returns null where signing in goes on
 */
export function refusalAfterPassword(facts: {
  readonly lockedUntil: string | null
  readonly passwordExpiresAt: string | null
  readonly next: AfterPassword
  readonly at: string
}): 'password-expired' | 'locked' | 'factor-disabled' | null {
  if (facts.passwordExpiresAt !== null && facts.passwordExpiresAt <= facts.at) return 'password-expired'
  if (facts.lockedUntil !== null && facts.lockedUntil > facts.at) return 'locked'
  return facts.next === 'factor-disabled' ? 'factor-disabled' : null
}

export interface ConfinementFacts {
  /** The password was made by the desk. */
  readonly mustChangePassword: boolean
  readonly enteredBy: 'password' | 'otp' | 'email' | 'recovery-code'
  /** A factor was verified in this session since it began. */
  readonly factorVerified: boolean
  readonly state: MfaState
  readonly emailUnverified: boolean
  /** By too many tries. */
  readonly factorDisabled: boolean
  readonly policy: Policy
  /** ISO-8601; null: no grace. */
  readonly graceUntil: string | null
  /** The policy takes email as a factor. */
  readonly emailAllowed: boolean
  /** ISO-8601. */
  readonly at: string
}

/**
 * What a session is kept to, read off the facts at each call, so that nothing has to remember to let it go.
 * @returns the first thing owed, or null where the whole desk is open to its role
 */
export function confinementOf(facts: ConfinementFacts): { to: Confinement; because: ConfinementCause } | null {
  if (facts.mustChangePassword) return { to: 'password', because: 'temporary-password' }
  // The password is all there is: another factor set up with it alone would be no second one.
  if (waitsForAddress(facts)) return { to: 'address', because: 'address-changed' }
  if (facts.enteredBy === 'recovery-code' && !facts.factorVerified) return { to: 'factor', because: 'recovery-code' }
  if (facts.state === 'must-re-enrol') return { to: 'factor', because: 'must-re-enrol' }
  if (facts.state === 'enrolled-email' && !facts.emailAllowed) return { to: 'factor', because: 'email-not-allowed' }
  const enrolled = facts.state === 'enrolled-otp' || facts.state === 'enrolled-email'
  const graceOver = facts.graceUntil === null || facts.graceUntil <= facts.at
  if (facts.policy === 'required' && !enrolled && graceOver) return { to: 'factor', because: 'required' }
  return null
}
