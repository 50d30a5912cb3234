/** How the MFA state moves with an OTP key: every state with every event. */
import { describe, expect, it } from 'vitest'
import { states, type MfaState } from '../../src-preload/contract/accounts'
import { stateAfter } from '../../src-main/engine/mfa-state'

describe('MFA state', () => {
  it('M5 a new key makes pending only whom nothing else describes', () => {
    const moved = states.filter((state) => stateAfter(state, 'key-made') !== state)
    expect(moved).toEqual(['not-enrolled'])
    expect(stateAfter('not-enrolled', 'key-made')).toBe('pending')
  })

  it('a dropped key leads back, and leaves alone whom it did not move', () => {
    for (const state of states.filter((one): one is Exclude<MfaState, 'pending'> => one !== 'pending')) {
      expect(stateAfter(stateAfter(state, 'key-made'), 'key-dropped'), state).toBe(state)
    }
  })

  it('M9 M14 a verified key is the method, whatever was before', () => {
    for (const state of states) expect(stateAfter(state, 'key-verified'), state).toBe('enrolled-otp')
  })
})
