/** The filter menus of the list as data: what each offers, what is chosen, and the filter a choice leads to. */
import type { AccountFilter, MfaState } from '../../../src-preload/contract/accounts'
import type { Role } from '../../../src-preload/contract/rights'

export const menuNames = ['state', 'policy', 'role', 'department', 'more'] as const
export type MenuName = (typeof menuNames)[number]

/** One line of a menu. */
export interface FilterChoice {
  readonly label: string
  readonly chosen: boolean
  /** The filter once this line was pressed. */
  readonly leadsTo: AccountFilter
}

// Records are complete by their types; a state or role that is added to the contract must be added here.
const stateOrder: Readonly<Record<MfaState, number>> = {
  'not-enrolled': 0,
  pending: 1,
  'enrolled-otp': 2,
  'enrolled-email': 3,
  'must-re-enrol': 4,
  'disabled-otp': 5,
  'disabled-email': 6,
}
const roleOrder: Readonly<Record<Role, number>> = { administrator: 0, helpdesk: 1, operator: 2, auditor: 3, user: 4 }
export const stateNames = Object.keys(stateOrder) as MfaState[]
export const roleNames = Object.keys(roleOrder) as Role[]

type Key = keyof AccountFilter

/** Those of the Enrollment page. */
const [pendingDays, unusedDays] = [7, 30]

/** The filter with `key` set, or without it where `value` is undefined. Keys stand in one order, so that filters compare. */
function having<K extends Key>(filter: AccountFilter, key: K, value: AccountFilter[K] | undefined): AccountFilter {
  const { [key]: _, ...rest } = filter
  return value === undefined ? rest : { ...rest, [key]: value }
}

/** Lines of which several can be chosen. */
function several<K extends 'states' | 'roles' | 'departments'>(
  filter: AccountFilter,
  key: K,
  values: readonly string[],
  label: (value: string) => string,
): FilterChoice[] {
  const chosen: readonly string[] = filter[key] ?? []
  return values.map((value) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
    return {
      label: label(value),
      chosen: chosen.includes(value),
      leadsTo: having(filter, key, next.length ? (next as NonNullable<AccountFilter[K]>) : undefined),
    }
  })
}

/** A line of which one or none is chosen. */
function single<
  K extends 'policy' | 'locked' | 'enabled' | 'requiredNone' | 'enrolled' | 'fewCodes' | 'pendingOver' | 'unusedFor',
>(filter: AccountFilter, key: K, value: NonNullable<AccountFilter[K]>, label: string): FilterChoice {
  const chosen = filter[key] === value
  return { label, chosen, leadsTo: having(filter, key, chosen ? undefined : value) }
}

/**
 * The lines of each menu for a filter. `t` translates, `departments` are those there are, by name.
 */
export function filterMenus(
  filter: AccountFilter,
  departments: readonly string[],
  t: (key: string, named?: Record<string, unknown>) => string,
): Record<MenuName, FilterChoice[]> {
  return {
    state: several(filter, 'states', stateNames, (state) => t(`state.${state}`)),
    policy: [
      single(filter, 'policy', 'not-required', t('policy.not-required')),
      single(filter, 'policy', 'required', t('policy.required')),
      single(filter, 'policy', 'grace', t('policy.anyGrace')),
      single(filter, 'policy', 'must', t('policy.must')),
      single(filter, 'requiredNone', true, t('accounts.filters.requiredNone')),
    ],
    role: several(filter, 'roles', roleNames, (role) => t(`role.${role}`)),
    department: several(filter, 'departments', departments, (name) => name || t('accounts.filters.noDepartment')),
    more: [
      single(filter, 'locked', true, t('state.lockedOut')),
      single(filter, 'locked', false, t('accounts.filters.notLocked')),
      single(filter, 'enabled', false, t('state.accountDisabled')),
      single(filter, 'enabled', true, t('accounts.filters.enabled')),
      single(filter, 'enrolled', false, t('accounts.filters.notEnrolled')),
      single(filter, 'enrolled', true, t('accounts.filters.isEnrolled')),
      single(filter, 'fewCodes', true, t('accounts.filters.fewCodes')),
      single(filter, 'pendingOver', pendingDays, t('accounts.filters.pendingOver', { days: pendingDays })),
      single(filter, 'unusedFor', unusedDays, t('accounts.filters.unusedFor', { days: unusedDays })),
    ],
  }
}
