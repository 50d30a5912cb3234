/** The ready-made views of the list: each is a filter, and pressed while the filter is exactly that. */
import type { AccountFilter } from '../../../src-preload/contract/accounts'

export const accountViews = {
  all: {},
  requiredNone: { requiredNone: true },
  pending: { states: ['pending'] },
  mustReEnrol: { states: ['must-re-enrol'] },
  locked: { locked: true },
} as const satisfies Record<string, AccountFilter>

export type AccountViewName = keyof typeof accountViews
export const accountViewNames = Object.keys(accountViews) as AccountViewName[]

/** @returns the view a filter is, search apart; null where it is none of them. */
export function viewOf(filter: AccountFilter): AccountViewName | null {
  const { search: _, ...rest } = filter
  return accountViewNames.find((name) => JSON.stringify(accountViews[name]) === JSON.stringify(rest)) ?? null
}
