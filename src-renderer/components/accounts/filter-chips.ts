/** What a filter holds, one chip a wish, each with the filter that is left without it. */
import type { AccountFilter } from '../../../src-preload/contract/accounts'

export interface FilterChip {
  readonly key: string
  readonly label: string
  /** The filter without this wish. */
  readonly leadsTo: AccountFilter
}

type Words = (key: string, named?: Record<string, unknown>) => string

/** Chips in a fixed order; the search stands in its box and is none. */
export function filterChips(filter: AccountFilter, t: Words): FilterChip[] {
  const chips: FilterChip[] = []
  function add(key: keyof AccountFilter, label: string, rest?: AccountFilter): void {
    const { [key]: _, ...without } = filter
    chips.push({ key: `${key} ${label}`, label, leadsTo: rest ?? without })
  }
  function each<K extends 'states' | 'roles' | 'departments'>(key: K, word: (value: string) => string): void {
    const values = filter[key] ?? []
    for (const value of values) {
      const left = values.filter((one) => one !== value)
      add(key, word(value), left.length > 0 ? { ...filter, [key]: left } : undefined)
    }
  }
  each('states', (state) => t(`state.${state}`))
  if (filter.policy) add('policy', t(filter.policy === 'grace' ? 'policy.anyGrace' : `policy.${filter.policy}`))
  if (filter.requiredNone !== undefined)
    add('requiredNone', t(filter.requiredNone ? 'accounts.filters.requiredNone' : 'accounts.filters.notRequiredNone'))
  if (filter.enrolled !== undefined)
    add('enrolled', t(filter.enrolled ? 'accounts.filters.isEnrolled' : 'accounts.filters.notEnrolled'))
  each('roles', (role) => t(`role.${role}`))
  each('departments', (name) => name || t('accounts.filters.noDepartment'))
  if (filter.locked !== undefined) add('locked', t(filter.locked ? 'state.lockedOut' : 'accounts.filters.notLocked'))
  if (filter.enabled !== undefined)
    add('enabled', t(filter.enabled ? 'accounts.filters.enabled' : 'state.accountDisabled'))
  if (filter.fewCodes) add('fewCodes', t('accounts.filters.fewCodes'))
  if (filter.pendingOver) add('pendingOver', t('accounts.filters.pendingOver', { days: filter.pendingOver }))
  if (filter.unusedFor) add('unusedFor', t('accounts.filters.unusedFor', { days: filter.unusedFor }))
  return chips
}
