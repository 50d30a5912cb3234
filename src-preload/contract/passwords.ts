/** First and temporary passwords: made by the desk, valid for 72 hours, changed at the first sign-in. */
import * as z from 'zod'
import type { MfaState } from './accounts'
import { id, instant, reads, reason, writes } from './facts'

/** What is printed and handed over; in this reply and never again. */
export const passwordSlip = z.strictObject({
  password: z.string(),
  issuer: z.string(),
  accountName: z.string(),
  personName: z.string(),
  expiresAt: instant,
})
export type PasswordSlip = z.infer<typeof passwordSlip>

/** Where email is the method, also one that is disabled for now, password and code would come into one mailbox. */
export const mayMailPassword = (state: MfaState): boolean => state !== 'enrolled-email' && state !== 'disabled-email'

export const passwords = {
  /**
   * A first password, or a temporary one in place of a forgotten one. MFA stays as it is; sessions end.
   * By mail only where email is not the method.
   */
  issue: writes('passwords.issue', 'fresh')
    .input(z.strictObject({ accountId: id, way: z.enum(['mail', 'slip']), reason }))
    .output(z.strictObject({ slip: passwordSlip.nullable() })),
  /**
   * Enabled accounts that have no password that works, in order of making: how many, and the first of them. None yet;
   * or one the desk made, still to be changed, that ran out or whose letter failed.
   */
  lacking: reads('passwords.issue')
    .input(z.strictObject({ after: id.nullable(), limit: z.number().int().min(1).max(500) }))
    .output(
      z.strictObject({
        count: z.number(),
        accounts: z.array(z.strictObject({ id, name: z.string(), email: z.string() })),
      }),
    ),
}
