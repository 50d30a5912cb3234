/** The shape of the words of letters in one language: complete by type, and no sentence glued from pieces. */
import type { LetterKind } from '../../../src-preload/contract/outbox'
import type { Role } from '../../../src-preload/contract/rights'

export interface KindWords {
  /** A fixed sentence: it becomes a header, so it holds no name and no code. */
  readonly subject: string
  /** What this is about; the code, or the facts, stand below it. */
  readonly says: string
  /** What to do, above all for who did not ask for it. */
  readonly then: string
}

export interface LetterWords {
  /** As a line of its own; nothing follows the name that depends on how it ends. */
  readonly greeting: (name: string) => string
  readonly kinds: Readonly<Record<LetterKind, KindWords>>
  readonly secrets: {
    readonly code: string
    readonly codeWorks: (minutes: number) => string
    readonly firstPassword: string
    readonly temporaryPassword: string
    readonly passwordWorks: (hours: number) => string
    readonly enrolmentKey: string
    readonly enrolmentKeyWorks: string
    readonly passphrase: string
    readonly passphraseWorks: string
  }
  /** What a fact is called; its value follows. */
  readonly facts: {
    readonly issuer: string
    readonly account: string
    readonly at: string
    readonly by: string
    readonly codesLeft: string
    readonly until: string
    /** The day MFA must be set up by. */
    readonly enrolBy: string
    readonly newAddress: string
    readonly role: string
  }
  readonly by: {
    readonly self: string
    readonly staff: (name: string) => string
    readonly system: string
  }
  readonly roles: Readonly<Record<Role, string>>
  readonly footer: string
}
