/** The one place that says how an account's MFA state moves. */
import type { MfaState, Policy } from '../../src-preload/contract/accounts'

export type StateEvent =
  'key-made' | 'key-dropped' | 'key-verified' | 'email-verified' | 'cleared' | 'disabled' | 'address-changed'

/** The account signs in with a second factor. */
export const isEnrolled = (state: MfaState): boolean => state === 'enrolled-otp' || state === 'enrolled-email'
/** A factor that was stopped, by too many tries or by a changed address. */
export const isStopped = (state: MfaState): boolean => state === 'disabled-otp' || state === 'disabled-email'
/** There is a factor to clear: one that works, or one that was stopped (M14). */
export const hasFactor = (state: MfaState): boolean => isEnrolled(state) || isStopped(state)

/**
 * Email waits for a changed address to be verified, and for nothing else: what too many tries disabled stays disabled,
 * whatever becomes of the address.
 */
export const waitsForAddress = (account: {
  readonly state: MfaState
  readonly emailUnverified: boolean
  readonly factorDisabled: boolean
}): boolean => account.state === 'disabled-email' && account.emailUnverified && !account.factorDisabled

/**
 * @param state what the account was in
 * @param event what happened to its factors
 * @param policy of the account: where MFA is required, clearing leads to *Must re-enrol*, never to nothing
 * @returns what it is in now. A pending key changes nothing for an account that has a factor or owes one anew (M5, M9);
 *   only a verified one does, and it replaces whatever was there (M14).
 */
export function stateAfter(state: MfaState, event: StateEvent, policy: Policy = 'not-required'): MfaState {
  switch (event) {
    case 'key-made':
      return state === 'not-enrolled' ? 'pending' : state
    case 'key-dropped':
      return state === 'pending' ? 'not-enrolled' : state
    case 'key-verified':
      return 'enrolled-otp'
    case 'email-verified':
      return 'enrolled-email'
    case 'cleared':
      return policy === 'required' ? 'must-re-enrol' : 'not-enrolled'
    case 'disabled':
      return state === 'enrolled-otp' ? 'disabled-otp' : state === 'enrolled-email' ? 'disabled-email' : state
    case 'address-changed':
      return state === 'enrolled-email' ? 'disabled-email' : state
  }
}
