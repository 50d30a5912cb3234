/** The outbox: what is to be told to people by mail, and what became of it. */
import * as z from 'zod'
import { cursor, id, instant, reads, reason, writes } from './facts'

/** Every letter the desk writes; each has a text in every language. */
export const letterKinds = [
  'sign-in-code',
  'set-up-code',
  'desk-code',
  'address-code',
  'password-code',
  'first-password',
  'temporary-password',
  'otp-key-made-for-you',
  'set-up-cancelled-for-you',
  'otp-enrolled',
  'email-enrolled',
  'otp-key-deleted',
  'mfa-cleared',
  'recovery-codes-renewed',
  'recovery-code-used',
  'account-locked',
  'account-unlocked',
  'factor-disabled',
  'password-changed',
  'temporary-password-issued',
  'email-changed',
  'role-changed',
  'account-disabled',
  'account-enabled',
  'administrator-recovered',
  'enrolment-required',
  'enrolment-not-required',
  'enrolment-key',
  'mfa-restored',
  'zip-passphrase',
  'message',
  'test-mail',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** `uncertain`: the server was silent after it had the whole mail. `folder`: written as a file, not sent. */
export const mailStates = ['queued', 'sending', 'sent', 'folder', 'failed', 'uncertain', 'handed-over'] as const
export type MailState = (typeof mailStates)[number]

export const mailRow = z.strictObject({
  id,
  kind: z.enum(letterKinds),
  state: z.enum(mailStates),
  to: z.string(),
  accountId: id.nullable(),
  accountName: z.string(),
  madeAt: instant,
  tries: z.number(),
  /** When it is tried next; null where it is not. */
  nextAt: instant.nullable(),
  /** When the last try ended; null before the first. */
  lastAt: instant.nullable(),
  /** The server's own words of the last tries, newest first. */
  said: z.array(z.strictObject({ at: instant, words: z.string() })),
  /** It holds a code or a password, so it is not sent again by itself and not printed as it is. */
  secret: z.boolean(),
})
export type MailRow = z.infer<typeof mailRow>

export const outbox = {
  /** Newest first. */
  list: reads('outbox.see')
    .input(
      z.strictObject({
        states: z.array(z.enum(mailStates)).max(mailStates.length).optional(),
        before: cursor.nullable(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.strictObject({ rows: z.array(mailRow), next: cursor.nullable() })),
  counts: reads('outbox.see').output(
    z.strictObject({
      states: z.record(z.enum(mailStates), z.number()),
      /** Where mail goes: `mail.corp.example:587`, or null for the folder. */
      server: z.string().nullable(),
    }),
  ),
  /** Queued, failed or uncertain: at once, under the same Message-ID. A code that ran out is not mailed. */
  tryAgain: writes('outbox.act')
    .input(z.strictObject({ id }))
    .output(z.strictObject({ row: mailRow })),
  /**
   * Gives a notice on paper: the letter to print, once; the mail is then handed over. Codes are not printed, and nobody
   * takes the notice of an act of their own.
   */
  handOver: writes('outbox.act')
    .input(z.strictObject({ id, reason }))
    .output(z.strictObject({ row: mailRow, subject: z.string(), text: z.string() })),
}
