/** What a session may be kept to, and why: after a recovery code, under a policy, with a password somebody else made. */

/** A new password, a factor verified anew, or the changed address verified; nothing else is open until it is done. */
export const confinements = ['password', 'factor', 'address'] as const
export type Confinement = (typeof confinements)[number]

export const confinementCauses = [
  'temporary-password',
  'recovery-code',
  'required',
  'must-re-enrol',
  'email-not-allowed',
  'address-changed',
] as const
export type ConfinementCause = (typeof confinementCauses)[number]
