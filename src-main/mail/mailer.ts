/** Mail as a port: one letter to one address, and what became of it. */
import type { Language } from '../../src-preload/contract/accounts'

export interface Letter {
  /** `<local@domain>`; the same at every try, so that a mail that did arrive is known again. */
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  /** One address and nothing else. */
  readonly to: string
  /** A fixed sentence: no text of a person, no code. */
  readonly subject: string
  readonly text: string
  readonly html: string
  /** When the letter was written, ISO-8601 UTC; the same at every try. */
  readonly at: string
  readonly language: Language
}

/** How one try ended. `words`: what the server said, or the name of the file; see `boundedWords`. */
export type Outcome =
  | { readonly kind: 'sent'; readonly words: string }
  | { readonly kind: 'handed-to-folder'; readonly words: string }
  /** For good (RFC 5321, 4.2.1: 5yz): trying again by itself would get the same answer. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Nobody has the mail: no connection, no TLS, no signing in, or not now (4yz). */
  | { readonly kind: 'put-off'; readonly words: string }
  /** The server had the whole mail and did not answer: it may have arrived or not. */
  | { readonly kind: 'uncertain'; readonly words: string }

export interface Mailer {
  /** Never throws. */
  send(letter: Letter): Promise<Outcome>
  /** Cuts what is under way, which then ends as put off or uncertain; sends nothing after it. */
  close(): void
}
