/** The fields of an account while they are edited, and what somebody else changed meanwhile. */
import type { AccountDetail, AccountFields } from '../../../src-preload/contract/accounts'

/** Fields in the order of the form. */
export const formFields = ['name', 'email', 'secondEmail', 'userName', 'department', 'phone', 'language'] as const
export type FormField = (typeof formFields)[number]

/** @returns a copy of what can be edited. */
export const fieldsOf = (account: AccountDetail): AccountFields => ({
  name: account.name,
  email: account.email,
  secondEmail: account.secondEmail,
  userName: account.userName,
  department: account.department,
  phone: account.phone,
  language: account.language,
})

/** @returns the fields in which `now` differs from what the form was opened with, so that they can be shown beside what was typed. */
export const changedSince = (opened: AccountFields, now: AccountFields): FormField[] =>
  formFields.filter((field) => opened[field] !== now[field])
