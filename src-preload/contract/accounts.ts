/** Accounts: the list with its filters, one account, and changing who it is. */
import * as z from 'zod'
import { auditRow } from './audit'
import { sentToken } from './email'
import { cursor, email, id, instant, name, reads, reason, writes } from './facts'
import { roleSchema } from './rights'

export const states = [
  'not-enrolled',
  'pending',
  'enrolled-otp',
  'enrolled-email',
  'must-re-enrol',
  'disabled-otp',
  'disabled-email',
] as const
/** Does this account have MFA? Never mixed with the policy. */
export const stateSchema = z.enum(states)
export type MfaState = (typeof states)[number]

/** Must this account have MFA? `graceUntil` lies beside it. */
export const policies = ['not-required', 'required'] as const
export const policySchema = z.enum(policies)
export type Policy = (typeof policies)[number]

export const languages = ['en', 'ja', 'ko'] as const
export const languageSchema = z.enum(languages)
export type Language = (typeof languages)[number]

export const accountRow = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  userName: z.string(),
  department: z.string(),
  role: roleSchema,
  enabled: z.boolean(),
  policy: policySchema,
  /** Set on this account by name, whatever the policy of the site says. */
  policyOwn: z.boolean(),
  graceUntil: instant.nullable(),
  state: stateSchema,
  lockedUntil: instant.nullable(),
  /** Recovery codes left; null where the account has no set. */
  codesLeft: z.number().nullable(),
  lastUsedAt: instant.nullable(),
})
export type AccountRow = z.infer<typeof accountRow>

/** What a person types or pastes: a tab or a line end is a blank, any other control character is no text. */
const searched = z
  .string()
  .trim()
  .max(100)
  .regex(/^[\s\P{Cc}]*$/u)

export const accountFilter = z.strictObject({
  search: searched.optional(),
  states: z.array(stateSchema).max(states.length).optional(),
  /** `must`: required, with a grace or without. */
  policy: z.enum(['not-required', 'required', 'grace', 'must']).optional(),
  roles: z.array(roleSchema).max(5).optional(),
  departments: z.array(z.string().max(200)).max(50).optional(),
  locked: z.boolean().optional(),
  enabled: z.boolean().optional(),
  /** Required and without an active factor. */
  requiredNone: z.boolean().optional(),
  /** With an active factor, or without one. */
  enrolled: z.boolean().optional(),
  // Each of these three is of enabled accounts only: nobody need do anything about the others.
  /** Three recovery codes or fewer are left. */
  fewCodes: z.literal(true).optional(),
  /** Pending enrollment, by a key made more than so many days ago. */
  pendingOver: z.number().int().min(1).max(999).optional(),
  /** Enrolled, and the factor not used for so many days, or never. */
  unusedFor: z.number().int().min(1).max(999).optional(),
})
export type AccountFilter = z.infer<typeof accountFilter>

const actor = z.strictObject({ act: z.string(), actorName: z.string(), at: instant, result: z.string() })

export const accountDetail = accountRow.extend({
  emailUnverified: z.boolean(),
  secondEmail: z.string(),
  phone: z.string(),
  language: languageSchema.nullable(),
  createdAt: instant,
  /** Counts up at every change; a change names the one it saw. */
  rev: z.number(),
  lockCause: z.string().nullable(),
  /** Why a factor is disabled: too many tries, until it is re-issued; or a changed address, until that is verified. */
  stoppedBy: z.enum(['tries', 'address']).nullable(),
  /** The active OTP key, without the key. */
  otp: z
    .strictObject({
      since: instant,
      lastUsedAt: instant.nullable(),
      algorithm: z.enum(['SHA-1', 'SHA-256', 'SHA-512']),
      digits: z.number(),
      periodSeconds: z.number(),
    })
    .nullable(),
  /** Email as the method. */
  emailFactor: z.strictObject({ since: instant, lastUsedAt: instant.nullable() }).nullable(),
  /** Wrong second factors in a row, and what they lead to. */
  wrongInRow: z.number(),
  /** A token mailed from the desk that the person can still read back. */
  deskToken: sentToken.nullable(),
  /** Null where the account has no password. */
  password: z.strictObject({ setAt: instant, temporaryUntil: instant.nullable() }).nullable(),
  /** A key that was made and not yet verified; it changes nothing about how the account signs in. */
  pendingKey: z.strictObject({ id, since: instant }).nullable(),
  recoverySet: z
    .strictObject({ number: z.number(), madeAt: instant, left: z.number(), of: z.number(), checksum: z.string() })
    .nullable(),
  /** Who did what last. */
  last: actor.nullable(),
  openSessions: z.number(),
})
export type AccountDetail = z.infer<typeof accountDetail>

const editable = z.strictObject({
  userName: name.max(100),
  email,
  secondEmail: email,
  phone: z.string().trim().max(50),
  name: name.min(1),
  department: name,
  language: languageSchema.nullable(),
})
export type AccountFields = z.infer<typeof editable>

export const accounts = {
  /** One keyset page by name. `from` is a cursor of this list or of `marks`; null is the beginning (or, backward, the end). */
  list: reads('accounts.see')
    .input(
      z.strictObject({
        filter: accountFilter,
        from: cursor.nullable(),
        direction: z.enum(['forward', 'backward']),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(
      z.strictObject({
        rows: z.array(accountRow),
        /** Cursor of the first and of the last row; null where there are no rows. */
        first: cursor.nullable(),
        last: cursor.nullable(),
        /** There are rows beyond, in the asked direction. */
        more: z.boolean(),
        /** A search found more than the desk orders; the rest is left out. */
        capped: z.boolean(),
      }),
    ),
  /** How many the filter holds, and a cursor before every `every`-th row, so that a scroll bar can be let go anywhere. */
  marks: reads('accounts.see')
    .input(z.strictObject({ filter: accountFilter }))
    .output(
      z.strictObject({ total: z.number(), capped: z.boolean(), every: z.number(), marks: z.array(cursor.nullable()) }),
    ),
  /** The numbers beside the views, from the counters. */
  counts: reads('accounts.see').output(
    z.strictObject({
      all: z.number(),
      requiredNone: z.number(),
      pending: z.number(),
      mustReEnrol: z.number(),
      locked: z.number(),
      departments: z.array(z.strictObject({ department: z.string(), count: z.number() })),
    }),
  ),
  show: reads('accounts.see').input(z.strictObject({ id })).output(accountDetail),
  /** What happened to one account, newest first. `before` is a row number of the audit log. */
  timeline: reads('accounts.see')
    .input(z.strictObject({ id, before: z.number().int().nullable(), limit: z.number().int().min(1).max(100) }))
    .output(z.strictObject({ rows: z.array(auditRow), more: z.boolean() })),
  make: writes('accounts.edit')
    .input(editable.extend({ role: roleSchema }))
    .output(z.strictObject({ id })),
  change: writes('accounts.edit')
    .input(editable.extend({ id, rev: z.number().int() }))
    .output(z.strictObject({ rev: z.number() })),
  changeRole: writes('roles.change', 'each-time')
    .input(z.strictObject({ id, rev: z.number().int(), role: roleSchema, reason }))
    .output(z.strictObject({ rev: z.number() })),
  disable: writes('accounts.edit')
    .input(z.strictObject({ id, reason }))
    .output(z.strictObject({ rev: z.number() })),
  enable: writes('accounts.edit')
    .input(z.strictObject({ id, reason }))
    .output(z.strictObject({ rev: z.number() })),
  /** Removes a disabled account with all that hangs on it. Its rows in the audit log stay, and stay verifiable. */
  remove: writes('accounts.edit', 'each-time').input(z.strictObject({ id, reason })).output(z.strictObject({})),
  /** Takes name, addresses, telephone and department off a disabled account, and its factors; the account stays as a number. */
  anonymise: writes('accounts.edit', 'each-time').input(z.strictObject({ id, reason })).output(z.strictObject({})),
  /** Takes the lock away and begins the count of wrong codes anew (M25). */
  unlock: writes('accounts.unlock', 'fresh')
    .input(z.strictObject({ id, reason }))
    .output(z.strictObject({ rev: z.number() })),
  /** Removes everything of either method; all sessions and open challenges of the account end (M24). */
  clearMfa: writes('mfa.clear', 'fresh')
    .input(z.strictObject({ id, reason }))
    .output(z.strictObject({ state: stateSchema })),
  /** Method OTP: removes key, pending key and recovery codes (M14). */
  deleteOtpKey: writes('mfa.clear', 'fresh')
    .input(z.strictObject({ id, reason }))
    .output(z.strictObject({ state: stateSchema })),
}
