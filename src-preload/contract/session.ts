/** Who sits here: the state of the desk, signing in and out, and proving again who one is. */
import * as z from 'zod'
import { email, id, instant, reads, writes } from './facts'
import { rights, roleSchema } from './rights'

export const me = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  rights: z.array(z.enum(rights)),
  signedInAt: instant,
  endsAt: instant,
  idleMinutes: z.number(),
})
export type Me = z.infer<typeof me>

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
})
export type DeskState = z.infer<typeof deskState>

export const session = {
  state: reads('anyone').output(deskState),
  /** Somebody is at work here: what a window says about once a minute, so that the session does not run out. */
  stay: reads('self.see').output(me),
  signIn: writes('anyone')
    .input(z.strictObject({ email, password: z.string().min(1).max(1000) }))
    .output(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('in'), me })])),
  signOut: writes('self.see').output(z.strictObject({})),
  stepUp: writes('self.see')
    .input(z.strictObject({ password: z.string().min(1).max(1000), token: z.string().max(100).optional() }))
    .output(z.strictObject({ freshUntil: instant })),
}
