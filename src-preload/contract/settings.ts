/** Settings of the site: who must have MFA, how strong, how long sessions last, and how mail goes out. */
import * as z from 'zod'
import { email, name, reads, writes } from './facts'

export const policySettings = z.strictObject({
  /** Who must have MFA. */
  required: z.enum(['nobody', 'staff', 'everyone']),
  /** Days an account has to set it up from when it became required. */
  graceDays: z.number().int().min(0).max(90),
  /** `strict` does not take email as a factor (NIST SP 800-63B). */
  strength: z.enum(['default', 'strict']),
  issuer: name.min(1).max(64),
  idleMinutes: z.number().int().min(5).max(15),
  absoluteHours: z.number().int().min(1).max(8),
})
export type PolicySettings = z.infer<typeof policySettings>

/** What waits for a second person beside jobs over more than 10 accounts, and for how long things stay open. */
export const approvalSettings = z.strictObject({
  secondPersonFor: z.array(z.enum(['clear-staff', 'recovery-files', 'role-changes'])).max(3),
  /** A request nobody decides ends after so many hours. */
  requestHours: z.number().int().min(1).max(168),
  /** A job can be undone for so many hours; then the copies are destroyed. 0: never. */
  undoHours: z.number().int().min(0).max(168),
})
export type ApprovalSettings = z.infer<typeof approvalSettings>

/** Mail as it is set; the password never comes back. */
export const mailSettings = z.strictObject({
  way: z.enum(['smtp', 'folder']),
  host: z.string().trim().max(253),
  port: z.number().int().min(1).max(65535),
  encryption: z.enum(['starttls', 'tls', 'none']),
  user: z.string().max(254),
  senderName: name.max(64),
  senderAddress: email,
})
export type MailSettings = z.infer<typeof mailSettings>

/** Null keeps the password that is set; an empty text takes it away. */
const changedMail = mailSettings.extend({ password: z.string().max(1000).nullable() })
export type ChangedMail = z.infer<typeof changedMail>

/** What was done with the server step by step, with its own words. */
export const mailTest = z.strictObject({
  taken: z.boolean(),
  steps: z.array(
    z.strictObject({
      step: z.enum(['connected', 'encrypted', 'signed-in', 'accepted', 'written']),
      done: z.boolean(),
      detail: z.string(),
      milliseconds: z.number(),
    }),
  ),
  problem: z
    .enum([
      'no-host',
      'no-connection',
      'no-tls',
      'certificate',
      'sign-in',
      'sender',
      'recipient',
      'refused',
      'silent',
      'folder',
    ])
    .nullable(),
  /** Lines of both sides; what signs in is left out. */
  transcript: z.array(z.strictObject({ side: z.enum(['client', 'server']), line: z.string() })),
})
export type MailTest = z.infer<typeof mailTest>

export const settings = {
  show: reads('settings.see').output(
    z.strictObject({
      policy: policySettings,
      approvals: approvalSettings,
      mail: mailSettings.extend({ hasPassword: z.boolean(), folder: z.string() }),
      /** Accounts that each choice would require MFA of, and how many of them have none. */
      reach: z.strictObject({
        staff: z.strictObject({ accounts: z.number(), without: z.number() }),
        everyone: z.strictObject({ accounts: z.number(), without: z.number() }),
        /** Accounts whose method is email. */
        email: z.number(),
      }),
    }),
  ),
  changePolicy: writes('settings.change', 'each-time').input(policySettings).output(z.strictObject({})),
  changeApprovals: writes('settings.change', 'each-time').input(approvalSettings).output(z.strictObject({})),
  changeMail: writes('settings.change', 'fresh').input(changedMail).output(z.strictObject({})),
  /** Sends one mail with the settings as they are typed, saved or not. */
  testMail: writes('settings.change', 'fresh')
    .input(z.strictObject({ mail: changedMail, to: email }))
    .output(mailTest),
}
