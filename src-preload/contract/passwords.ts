/** First and temporary passwords: made by the desk, valid for 72 hours, changed at the first sign-in. */
import * as z from 'zod'
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

export const passwords = {
  /** A first password, or a temporary one in place of a forgotten one. MFA stays as it is; sessions end. */
  issue: writes('passwords.issue', 'fresh')
    .input(z.strictObject({ accountId: id, way: z.enum(['mail', 'slip']), reason }))
    .output(z.strictObject({ slip: passwordSlip.nullable() })),
  /** Enabled accounts that have no password yet, in order of making: how many, and the first of them. */
  lacking: reads('passwords.issue')
    .input(z.strictObject({ after: id.nullable(), limit: z.number().int().min(1).max(500) }))
    .output(
      z.strictObject({
        count: z.number(),
        accounts: z.array(z.strictObject({ id, name: z.string(), email: z.string() })),
      }),
    ),
}
