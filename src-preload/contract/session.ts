/** Who sits here: the state of the desk, signing in step by step, signing out, and proving again who one is. */
import * as z from 'zod'
import { languageSchema } from './accounts'
import { confinementCauses, confinements } from './confinement'
import { email, id, instant, reads, typedCode, typedPassword, writes } from './facts'
import { rights, roleSchema } from './rights'

export const me = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  rights: z.array(z.enum(rights)),
  /** Null where the person has chosen none. */
  language: languageSchema.nullable(),
  signedInAt: instant,
  endsAt: instant,
  idleMinutes: z.number(),
  /** What this session is kept to until it is done. */
  confined: z.strictObject({ to: z.enum(confinements), because: z.enum(confinementCauses) }).nullable(),
})
export type Me = z.infer<typeof me>

/** The step after the password: what is asked for, and until when. The challenge itself never reaches the window. */
export const challenge = z.strictObject({
  method: z.enum(['otp', 'email']),
  /** Address of the account as it is on file. */
  accountName: z.string(),
  digits: z.number(),
  /** Of the OTP key; 30 for email. */
  periodSeconds: z.number(),
  /** A recovery code may stand in: only beside OTP. */
  recoveryCodes: z.boolean(),
  endsAt: instant,
  /** Where the code was mailed to, in part: `h•••@corp.example`. Null for OTP. */
  sentTo: z.string().nullable(),
  /** Mail waits in a folder: there is no mail server. */
  sentToFolder: z.boolean(),
  /** When a code may be mailed again; null for OTP. */
  sendAgainAt: instant.nullable(),
})
export type Challenge = z.infer<typeof challenge>

export const deskState = z.strictObject({
  /** What the first start still owes: the first administrator, or the printed recovery key read back. */
  welcome: z.enum(['administrator', 'recovery-key']).nullable(),
  issuer: z.string(),
  demo: z.boolean(),
  version: z.string(),
  host: z.enum(['electron', 'loopback', 'in-process']),
  computer: z.string(),
  /** IANA name of the zone the computer of the desk is set to. */
  timeZone: z.string(),
  /** Time of the desk when it answered; the window shows its clock by the difference. */
  now: instant,
  me: me.nullable(),
  /** The password was right and the second step is open. */
  challenge: challenge.nullable(),
})
export type DeskState = z.infer<typeof deskState>

const signedIn = z.strictObject({ kind: z.literal('in'), me })

export const session = {
  state: reads('anyone').output(deskState),
  /** With the right password one is in, or owes the second step. */
  signIn: writes('anyone')
    .input(z.strictObject({ email, password: typedPassword }))
    .output(z.discriminatedUnion('kind', [signedIn, z.strictObject({ kind: z.literal('challenge'), challenge })])),
  /** The second step: a token of the app, or the mailed code. */
  authenticate: writes('anyone')
    .input(z.strictObject({ code: typedCode }))
    .output(signedIn),
  /** The second step with a code of the saved file; the session is then kept to setting up a factor anew (M18). */
  authenticateWithRecoveryCode: writes('anyone')
    .input(z.strictObject({ code: typedCode }))
    .output(signedIn),
  /** Mails the code of the open challenge again. */
  sendAgain: writes('anyone').output(z.strictObject({ challenge })),
  /** Back to the password: the open challenge ends. */
  leaveChallenge: writes('anyone').output(z.strictObject({})),
  /** Somebody is there: the idle end moves on. */
  stay: reads('self.see', confinements).output(me),
  signOut: writes('self.see', 'none', confinements).output(z.strictObject({})),
  stepUp: writes('self.see', 'none', confinements)
    .input(z.strictObject({ password: typedPassword, token: typedCode.optional() }))
    .output(z.strictObject({ freshUntil: instant })),
}
