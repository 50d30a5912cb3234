/** The rights matrix: which role may do which act. Data, not code; what is not listed is refused. */
import * as z from 'zod'

export const roles = ['administrator', 'helpdesk', 'auditor', 'operator', 'user'] as const
export const roleSchema = z.enum(roles)
export type Role = (typeof roles)[number]

/** Everybody but a plain user works at the desk. Acts on staff accounts need `staff.act`. */
export const isStaff = (role: Role): boolean => role !== 'user'

export const rights = [
  'self.see',
  'self.change',
  'accounts.see',
  'accounts.edit',
  'accounts.import',
  'staff.act',
  'roles.change',
  'otp.reissue',
  'recovery.renew',
  'email.send',
  'mfa.clear',
  'accounts.unlock',
  'passwords.issue',
  'audit.see',
  'audit.verify',
  'audit.cut',
  'evidence.export',
  'enrollment.see',
  'reports.export',
  'jobs.see',
  'jobs.act',
  'outbox.see',
  'outbox.act',
  'settings.see',
  'settings.change',
  'keys.change',
] as const
export type Right = (typeof rights)[number]

const everyone = ['self.see', 'self.change'] as const satisfies readonly Right[]
const onAccounts = [
  'accounts.see',
  'otp.reissue',
  'recovery.renew',
  'email.send',
  'mfa.clear',
  'jobs.see',
  'jobs.act',
] as const

/** An auditor sees everything, verifies and exports, and changes nothing. */
const seesAndExports = [
  'accounts.see',
  'enrollment.see',
  'reports.export',
  'jobs.see',
  'audit.see',
  'audit.verify',
  'evidence.export',
] as const satisfies readonly Right[]

/** One right per act; seeing does not need the right to change. */
export const rightsOf: Readonly<Record<Role, readonly Right[]>> = {
  administrator: rights,
  helpdesk: [...everyone, ...onAccounts, 'accounts.unlock', 'passwords.issue', 'outbox.see', 'outbox.act'],
  operator: [...everyone, ...onAccounts, 'outbox.see', 'outbox.act'],
  auditor: [...everyone, ...seesAndExports, 'outbox.see', 'settings.see'],
  user: everyone,
}

/** @returns whether `role` holds `right`; an unknown role holds none. */
export const mayDo = (role: Role, right: Right): boolean => rightsOf[role]?.includes(right) ?? false
