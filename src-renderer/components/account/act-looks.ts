/** How each act on an account looks in the panel: its mark, and the letter that begins it. */

/** Acts that take something away, and those that are rare, have no letter. */
export const actLooks = {
  unlock: { icon: 'i-lucide-lock-open', letter: 'U' },
  reissue: { icon: 'i-lucide-qr-code', letter: 'R' },
  sendToken: { icon: 'i-lucide-mail', letter: 'M' },
  renewCodes: { icon: 'i-lucide-scroll-text', letter: 'N' },
  firstPassword: { icon: 'i-lucide-key-round', letter: null },
  temporaryPassword: { icon: 'i-lucide-key-round', letter: null },
  edit: { icon: 'i-lucide-pencil', letter: 'E' },
  changeRole: { icon: 'i-lucide-user-cog', letter: null },
  enable: { icon: 'i-lucide-circle-check', letter: null },
  clearMfa: { icon: 'i-lucide-shield-off', letter: null },
  deleteOtpKey: { icon: 'i-lucide-trash-2', letter: null },
  disable: { icon: 'i-lucide-circle-slash', letter: null },
  anonymise: { icon: 'i-lucide-user-round-x', letter: null },
  remove: { icon: 'i-lucide-trash-2', letter: null },
} as const

export type ActName = keyof typeof actLooks

/** Reachable, yet refused for the reason in the heading. */
export interface ClosedActs {
  readonly by: 'disabled' | 'not-locked' | 'no-otp' | 'no-factor'
  readonly acts: readonly ActName[]
}

/** As the page sorts them: by what they need. */
export interface ActGroups {
  readonly open: readonly ActName[]
  readonly closed: readonly ClosedActs[]
  readonly takesAway: readonly ActName[]
  readonly takesAwayClosed: readonly ClosedActs[]
  /** Why there is nothing, or next to nothing, to do here; null where there is. */
  readonly note: 'staff' | 'looking' | 'own' | null
}
