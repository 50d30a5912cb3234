/** Recovery codes: a set of ten, shown once. */
import * as z from 'zod'
import { id, instant, reason, writes } from './facts'

export const recoverySet = z.strictObject({
  number: z.number(),
  madeAt: instant,
  issuer: z.string(),
  accountName: z.string(),
  /** Ten codes as `XXXX-XXXX-XXXX-XXXX`; in this reply and never again. */
  codes: z.array(z.string()),
  checksum: z.string(),
  fileName: z.string(),
  /** The whole file as it is saved, copied and printed: UTF-8, lines ended by CRLF. */
  fileText: z.string(),
})
export type RecoverySet = z.infer<typeof recoverySet>

export const recovery = {
  /** New recovery codes: only where OTP is active. The former set is void at once. */
  renew: writes('recovery.renew', 'fresh')
    .input(z.strictObject({ accountId: id, reason }))
    .output(recoverySet),
}
