/** Email as a method, at the desk: mail a token to the person, verify what they read back (M23). */
import * as z from 'zod'
import { id, instant, reason, typedCode, writes } from './facts'

/** A token under way: where to, in part, and its times. */
export const sentToken = z.strictObject({
  /** `h•••@corp.example` */
  sentTo: z.string(),
  expiresAt: instant,
  /** No other is mailed before then. */
  sendAgainAt: instant,
  /** Mail waits in a folder: there is no mail server. */
  sentToFolder: z.boolean(),
})
export type SentToken = z.infer<typeof sentToken>

export const email = {
  send: writes('email.send', 'fresh')
    .input(z.strictObject({ accountId: id, reason }))
    .output(sentToken),
  /** The right token makes email the method; the former factor and codes are void with it (M14). */
  verify: writes('email.send')
    .input(z.strictObject({ accountId: id, token: typedCode }))
    .output(z.strictObject({})),
}
