/** What a letter is told: the facts the desk seals into the outbox, and the letters are rendered from. */

/** Who did it: the owner, somebody of the desk, or the desk by itself. */
export type LetterBy =
  { readonly kind: 'self' } | { readonly kind: 'staff'; readonly name: string } | { readonly kind: 'system' }

export interface LetterFacts {
  readonly issuer: string
  /** The address the account is named by. */
  readonly accountName: string
  readonly personName: string
  /** ISO-8601 UTC; shown in `timeZone`. */
  readonly at: string
  /** IANA name. */
  readonly timeZone: string
  readonly by: LetterBy
  /** Whose act it was, for the desk alone: no letter says it. Absent where the desk acted by itself. */
  readonly actorId?: string
  /** Codes: eight digits, and the minutes they work. */
  readonly code?: string
  readonly minutes?: number
  /** First and temporary passwords, and the hours they work. */
  readonly password?: string
  readonly hours?: number
  /** A pending OTP key, base32 as apps take it. */
  readonly key?: string
  /** Opens a zip of papers. */
  readonly passphrase?: string
  /** What staff wrote: lines ended by LF, for the body and never for a header. */
  readonly text?: string
  readonly codesLeft?: number
  /** End of a lock, or of the days to set MFA up; ISO-8601. */
  readonly until?: string
  readonly newAddress?: string
  readonly role?: string
}
