/** The rights matrix: which role may do which act. Data, not code; what is not listed is refused. */
import * as z from 'zod'

export const roles = ['administrator', 'helpdesk', 'auditor', 'operator', 'user'] as const
export const roleSchema = z.enum(roles)
export type Role = (typeof roles)[number]

/** Everybody but a plain user works at the desk. Acts on staff accounts need `staff.act`. */
export const isStaff = (role: Role): boolean => role !== 'user'

export const rights = [
  'self.see',
  'accounts.see',
  'accounts.edit',
  'accounts.import',
  'staff.act',
  'roles.change',
  'otp.reissue',
  'recovery.renew',
  'audit.see',
  'keys.change',
] as const
export type Right = (typeof rights)[number]

/** One right per act; seeing does not need the right to change. */
export const rightsOf: Readonly<Record<Role, readonly Right[]>> = {
  administrator: rights,
  helpdesk: ['self.see', 'accounts.see', 'otp.reissue', 'recovery.renew'],
  operator: ['self.see', 'accounts.see', 'otp.reissue', 'recovery.renew'],
  auditor: ['self.see', 'accounts.see', 'audit.see'],
  user: ['self.see'],
}

/** @returns whether `role` holds `right`; an unknown role holds none. */
export const mayDo = (role: Role, right: Right): boolean => rightsOf[role]?.includes(right) ?? false
