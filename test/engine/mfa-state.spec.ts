/** Every combination of factors has one state. */
import { expect, it } from 'vitest'
import { stateOf, type Factors } from '../../src-main/engine/mfa-state'

const none: Factors = { policy: 'required', activeOtp: false, pending: false }

it.each<[string, Partial<Factors>]>([
  ['not-enrolled', {}],
  ['pending', { pending: true }],
  ['enrolled-otp', { activeOtp: true }],
  // M5, M9: a new key changes nothing until it is verified.
  ['enrolled-otp', { activeOtp: true, pending: true }],
  ['enrolled-email', { emailActive: true }],
  ['enrolled-email', { emailActive: true, pending: true }],
  ['disabled-otp', { activeOtp: true, disabled: true }],
  ['disabled-email', { emailActive: true, disabled: true }],
  ['not-enrolled', { disabled: true }],
  ['must-re-enrol', { mustReEnrol: true }],
  ['must-re-enrol', { mustReEnrol: true, pending: true }],
  ['must-re-enrol', { mustReEnrol: true, activeOtp: true, disabled: true }],
  ['must-re-enrol', { mustReEnrol: true, emailActive: true, policy: 'not-required' }],
  ['not-enrolled', { mustReEnrol: true, policy: 'not-required' }],
  ['pending', { mustReEnrol: true, policy: 'not-required', pending: true }],
])('%s: %j', (state, factors) => {
  expect(stateOf({ ...none, ...factors })).toBe(state)
})
