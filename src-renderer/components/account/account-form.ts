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

/** A form beside the account as somebody else left it meanwhile. */
export interface Rebased {
  /** What the form holds now: fields the person had not touched follow the account. */
  readonly typed: AccountFields
  /** What counts as untouched from here on. */
  readonly opened: AccountFields
  /** Fields both changed: what was typed is kept, and what is on file is shown beside it. */
  readonly both: readonly FormField[]
  /** Fields only somebody else changed, taken over. */
  readonly taken: readonly FormField[]
}

/**
 * Brings a form onto the account as it is `now`. Sending the untouched fields as they were when the form was opened would
 * undo what somebody else did to them.
 */
export function rebase(opened: AccountFields, typed: AccountFields, now: AccountFields): Rebased {
  const isTouched = (field: FormField) => typed[field] !== opened[field]
  const taken = formFields.filter((field) => !isTouched(field) && opened[field] !== now[field])
  const theirs = Object.fromEntries(taken.map((field) => [field, now[field]]))
  return {
    typed: { ...typed, ...theirs },
    opened: { ...opened, ...theirs },
    both: formFields.filter((field) => isTouched(field) && opened[field] !== now[field] && typed[field] !== now[field]),
    taken,
  }
}
