/** The one place that says which MFA state an account is in. */
import type { MfaState, Policy } from '../../src-preload/contract/accounts'

export interface Factors {
  readonly policy: Policy
  /** There is an OTP key that was verified. */
  readonly activeOtp: boolean
  /** There is an OTP key that was made and not yet verified. */
  readonly pending: boolean
  /** Email was verified as the method. */
  readonly emailActive?: boolean
  /** The active factor was disabled without being deleted. */
  readonly disabled?: boolean
  /** MFA was cleared under a policy that requires it, or somebody asked for enrolment anew. */
  readonly mustReEnrol?: boolean
}

/**
 * @returns the state. A pending key changes nothing for an account that has a factor (M5, M9). What is owed outweighs
 *   what is there, but nothing is owed any more where the policy asks for nothing and no factor is left.
 */
export function stateOf(factors: Factors): MfaState {
  const { activeOtp, emailActive = false, disabled = false, mustReEnrol = false } = factors
  if (mustReEnrol && (activeOtp || emailActive || factors.policy === 'required')) return 'must-re-enrol'
  if (activeOtp) return disabled ? 'disabled-otp' : 'enrolled-otp'
  if (emailActive) return disabled ? 'disabled-email' : 'enrolled-email'
  return factors.pending ? 'pending' : 'not-enrolled'
}
