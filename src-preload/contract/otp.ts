/** OTP keys of other people: make one, verify its first token, or drop it. */
import * as z from 'zod'
import { id, reason, writes } from './facts'
import { recoverySet } from './recovery'

export const newOtpKey = z.strictObject({
  keyId: id,
  /** Base32 without padding; in this reply and never again. */
  secret: z.string(),
  /** otpauth://totp/… for the QR code. */
  uri: z.string(),
  issuer: z.string(),
  accountName: z.string(),
  algorithm: z.enum(['SHA-1', 'SHA-256', 'SHA-512']),
  digits: z.number(),
  periodSeconds: z.number(),
})
export type NewOtpKey = z.infer<typeof newOtpKey>

export const otp = {
  /** The new key is pending: the old one works until the new one is verified. A former pending key is dropped. */
  reissue: writes('otp.reissue', 'fresh')
    .input(z.strictObject({ accountId: id, reason }))
    .output(newOtpKey),
  /** A right token makes the pending key the active one, voids the former key and codes, and makes a new set of codes. */
  verify: writes('otp.reissue')
    .input(z.strictObject({ accountId: id, keyId: id, token: z.string().max(100) }))
    .output(recoverySet),
  /** Cancel set-up: drops the pending key. */
  cancel: writes('otp.reissue')
    .input(z.strictObject({ accountId: id, keyId: id }))
    .output(z.strictObject({})),
}
