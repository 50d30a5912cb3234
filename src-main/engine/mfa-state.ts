/** The one place that says how an account's MFA state moves. */
import type { MfaState } from '../../src-preload/contract/accounts'

export type StateEvent = 'key-made' | 'key-dropped' | 'key-verified'

/**
 * @param state what the account was in
 * @param event what happened to its OTP key
 * @returns what it is in now. A pending key changes nothing for an account that has a factor or owes one anew (M5, M9);
 *   only a verified one does, and it replaces whatever was there (M14).
 */
export function stateAfter(state: MfaState, event: StateEvent): MfaState {
  switch (event) {
    case 'key-made':
      return state === 'not-enrolled' ? 'pending' : state
    case 'key-dropped':
      return state === 'pending' ? 'not-enrolled' : state
    case 'key-verified':
      return 'enrolled-otp'
  }
}
