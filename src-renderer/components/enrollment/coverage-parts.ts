/** The parts of a coverage bar, in their one order: which states each holds, and the list behind its number. */
import type { AccountFilter, MfaState } from '../../../src-preload/contract/accounts'
import type { CoverageSums, StoodFilter } from '../../../src-preload/contract/enrollment'

export type StateCounts = CoverageSums['required']

/** Each part and its states. Complete by its type: together they are all states. */
const statesOfPart = {
  otp: ['enrolled-otp'],
  email: ['enrolled-email'],
  pending: ['pending'],
  're-enrol': ['must-re-enrol'],
  disabled: ['disabled-otp', 'disabled-email'],
  none: ['not-enrolled'],
} as const satisfies Record<string, readonly MfaState[]>

export type CoveragePart = keyof typeof statesOfPart
export const coverageParts = Object.keys(statesOfPart) as CoveragePart[]

export const enrolledStates = ['enrolled-otp', 'enrolled-email'] as const satisfies readonly MfaState[]
const withoutFactor = coverageParts
  .filter((part) => part !== 'otp' && part !== 'email')
  .flatMap((part) => [...statesOfPart[part]])

export const countOf = (counts: StateCounts, part: CoveragePart): number =>
  statesOfPart[part].reduce((sum, state) => sum + (counts[state] ?? 0), 0)

export const totalOf = (counts: StateCounts): number =>
  coverageParts.reduce((sum, part) => sum + countOf(counts, part), 0)

export const enrolledOf = (counts: StateCounts): number => countOf(counts, 'otp') + countOf(counts, 'email')

/** Enrolled of all, from 0 to 1; null where there is nobody. */
export const shareOf = (counts: StateCounts): number | null => {
  const total = totalOf(counts)
  return total === 0 ? null : enrolledOf(counts) / total
}

/** What a number of the page counts; each is a list of enabled accounts. */
export interface Counted {
  readonly policy?: 'required' | 'not-required'
  readonly states?: readonly MfaState[]
  readonly departments?: readonly string[]
  readonly roles?: NonNullable<AccountFilter['roles']>
}

export const statesOf = (part: CoveragePart): readonly MfaState[] => statesOfPart[part]

/** Nothing that is undefined: a filter compares by its text. */
const tidy = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T

/** The list behind a number, of today or of a past day, by the same definition. */
export function listOf(day: string | null, { policy, states, departments, roles }: Counted) {
  const rest = { departments: departments && [...departments], roles: roles && [...roles], enabled: true }
  if (day !== null) return dayList(day, tidy({ policy, states: states && [...states], ...rest }))
  return accountsList(tidy({ policy: policy === 'required' ? 'must' : policy, states: states && [...states], ...rest }))
}

export const accountsList = (filter: AccountFilter) => ({
  path: '/accounts',
  query: { filter: JSON.stringify(filter) },
})
export const dayList = (day: string, filter: StoodFilter) => ({
  path: '/enrollment/list',
  query: { day, filter: JSON.stringify(filter) },
})

/** Required and has none; administrators without. Today by the filters of the accounts page that mean the same. */
export const requiredNoneList = (day: string | null) =>
  day === null
    ? accountsList({ requiredNone: true, enabled: true })
    : dayList(day, { policy: 'required', states: withoutFactor, enabled: true })
export const administratorsList = (day: string | null) =>
  day === null
    ? accountsList({ roles: ['administrator'], enrolled: false, enabled: true })
    : dayList(day, { roles: ['administrator'], states: withoutFactor, enabled: true })
