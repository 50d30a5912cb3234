/** The otpauth address an authenticator app reads from the QR code. */
import { secretText, type OtpKey } from './otp'

const uriName = { 'SHA-1': 'SHA1', 'SHA-256': 'SHA256', 'SHA-512': 'SHA512' } as const

// The colon parts issuer and account in the label, so neither may hold one; apps split at %3A as well.
const labelPart = (text: string): string => text.toWellFormed().replaceAll(':', '-')

/**
 * @returns `otpauth://totp/Issuer:account?secret=…&issuer=…&algorithm=…&digits=…&period=…`, every value percent-encoded
 *   (a `+` for a blank is shown as it is by some apps), the defaults written out. Source: the Key URI Format of
 *   Google Authenticator, which all apps follow
 */
export function otpauthUri(named: {
  readonly issuer: string
  readonly accountName: string
  readonly key: OtpKey
}): string {
  const { key } = named
  const issuer = encodeURIComponent(labelPart(named.issuer))
  const account = encodeURIComponent(labelPart(named.accountName))
  return (
    `otpauth://totp/${issuer}:${account}?secret=${secretText(key.secret)}&issuer=${issuer}` +
    `&algorithm=${uriName[key.algorithm]}&digits=${key.digits}&period=${key.periodSeconds}`
  )
}
