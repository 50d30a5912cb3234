/** The first start on an empty folder: the first administrator and the printed recovery key of the store. */
import * as z from 'zod'
import { email, name, writes } from './facts'
import { me } from './session'

/** The recovery key of the store, shown and printed once: eight groups of four, and which two are asked back. */
export const recoveryKey = z.strictObject({
  groups: z.array(z.string()),
  /** Positions (from 0) of the groups that `confirmRecoveryKey` wants typed back. */
  askBack: z.array(z.number()),
  /** Name of the store, printed beside the key so that two printed keys can be told apart. */
  storeName: z.string(),
})
export type RecoveryKey = z.infer<typeof recoveryKey>

export const welcome = {
  /** Only on an empty store. Begins the session of the new administrator. */
  makeAdministrator: writes('anyone')
    .input(
      z.strictObject({ name: name.min(1), email, password: z.string().min(1).max(1000), issuer: name.min(1).max(64) }),
    )
    .output(z.strictObject({ me, recoveryKey })),
  /** A new printed key in place of one that was never read back. The former is void at once. */
  makeRecoveryKey: writes('keys.change').output(recoveryKey),
  confirmRecoveryKey: writes('keys.change')
    .input(z.strictObject({ groups: z.array(z.string().max(20)).max(8) }))
    .output(z.strictObject({})),
}
