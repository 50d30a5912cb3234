/** Account management: what everyone may see and change about their own account (M1 to M14). */
import * as z from 'zod'
import { accountDetail, languageSchema } from './accounts'
import { auditRow } from './audit'
import { confinements } from './confinement'
import { sentToken } from './email'
import { email, id, instant, reads, typedCode, typedPassword, writes } from './facts'
import { newOtpKey } from './otp'
import { recoverySet } from './recovery'
import { me } from './session'

export const ownAccount = accountDetail
  .pick({
    name: true,
    email: true,
    emailUnverified: true,
    secondEmail: true,
    userName: true,
    department: true,
    role: true,
    language: true,
    policy: true,
    graceUntil: true,
    state: true,
    lockedUntil: true,
    otp: true,
    emailFactor: true,
    pendingKey: true,
    recoverySet: true,
    codesLeft: true,
  })
  .extend({
    /** The strict policy does not take email as a factor. */
    emailAllowed: z.boolean(),
    /** A mailed token of the set-up that can still be typed. */
    pendingEmail: sentToken.nullable(),
    /** A token mailed to a changed address. */
    pendingAddress: sentToken.nullable(),
    password: z.strictObject({ setAt: instant, leastCharacters: z.number(), mostCharacters: z.number() }),
  })
export type OwnAccount = z.infer<typeof ownAccount>

export const ownSession = z.strictObject({
  /** Names the session for ending it; opens nothing. */
  handle: z.string(),
  host: z.string(),
  computer: z.string(),
  madeAt: instant,
  lastSeenAt: instant,
  isThis: z.boolean(),
})
export type OwnSession = z.infer<typeof ownSession>

const done = z.strictObject({ me })
const here = ['factor'] as const
const password = ['password'] as const
const address = ['factor', 'address'] as const

export const self = {
  show: reads('self.see', confinements).output(ownAccount),
  /** Pending until verified; asks for step-up where a factor is active (M3, M9). */
  makeOtpKey: writes('self.change', 'none', here).output(newOtpKey),
  /** Active from here on; the former factor and codes are void with it (M5, M6, M14). */
  verifyOtpKey: writes('self.change', 'none', here)
    .input(z.strictObject({ keyId: id, token: typedCode }))
    .output(z.strictObject({ me, recoverySet })),
  cancelOtpKey: writes('self.change', 'none', here)
    .input(z.strictObject({ keyId: id }))
    .output(z.strictObject({})),
  /** Mails a token for setting up email as the method (M10). */
  sendEmailToken: writes('self.change', 'none', here).output(sentToken),
  /** The right token makes email the method (M12). */
  verifyEmailToken: writes('self.change', 'none', here)
    .input(z.strictObject({ token: typedCode }))
    .output(done),
  deleteOtpKey: writes('self.change', 'fresh').output(done),
  clearMfa: writes('self.change', 'fresh').output(done),
  renewRecoveryCodes: writes('self.change', 'fresh').output(recoverySet),
  /** Mails a token for changing the password, where email is the method. */
  sendPasswordToken: writes('self.change').output(sentToken),
  /**
   * Asks for the current password and, in the same call, for a token of the method that is set up: of the app, or
   * mailed. Whoever was kept to changing a temporary password typed a mailed one just now, at signing in. Other
   * sessions end.
   */
  changePassword: writes('self.change', 'none', password)
    .input(z.strictObject({ current: typedPassword, token: typedCode.optional(), password: typedPassword }))
    .output(done),
  /** The new address counts once a token mailed to it was typed; old and new are told. */
  changeEmail: writes('self.change', 'fresh').input(z.strictObject({ email })).output(sentToken),
  sendAddressToken: writes('self.change', 'none', address).output(sentToken),
  verifyAddress: writes('self.change', 'none', address)
    .input(z.strictObject({ token: typedCode }))
    .output(done),
  setLanguage: writes('self.change', 'none', confinements)
    .input(z.strictObject({ language: languageSchema }))
    .output(done),
  sessions: reads('self.see').output(z.strictObject({ sessions: z.array(ownSession) })),
  endSession: writes('self.change')
    .input(z.strictObject({ handle: z.string().max(100) }))
    .output(z.strictObject({})),
  endOtherSessions: writes('self.change').output(z.strictObject({ ended: z.number() })),
  /** What one did and what was done to one, newest first. */
  activity: reads('self.see')
    .input(z.strictObject({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(100) }))
    .output(z.strictObject({ rows: z.array(auditRow), more: z.boolean() })),
}
