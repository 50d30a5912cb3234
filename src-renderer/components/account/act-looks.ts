/** How each act on an account looks in the panel: its mark, and the letter that begins it. */

/** Acts that take something away, and those that are rare, have no letter. */
export const actLooks = {
  reissue: { icon: 'i-lucide-qr-code', letter: 'R' },
  renewCodes: { icon: 'i-lucide-scroll-text', letter: 'N' },
  edit: { icon: 'i-lucide-pencil', letter: 'E' },
  changeRole: { icon: 'i-lucide-user-cog', letter: null },
  enable: { icon: 'i-lucide-circle-check', letter: null },
  disable: { icon: 'i-lucide-circle-slash', letter: null },
} as const

export type ActName = keyof typeof actLooks

/** As the page sorts them: by what they need. */
export interface ActGroups {
  readonly open: readonly ActName[]
  /** Reachable, yet refused for the reason in the heading. */
  readonly closed: readonly ActName[]
  readonly closedBy: 'disabled' | 'no-otp' | null
  readonly takesAway: readonly ActName[]
  /** Why there is nothing to do here; null where there is. */
  readonly nothing: 'staff' | 'looking' | null
}
