/** What coverage means, in one place: who is counted, who is enrolled, who must be; sums of it, and what a change was. */
import { states, type MfaState, type Policy } from '../../src-preload/contract/accounts'
import type { ChangeKind } from '../../src-preload/contract/enrollment'
import { roles, type Role } from '../../src-preload/contract/rights'

/** Where an account stands. */
export interface Stands {
  readonly department: string
  readonly role: Role
  readonly policy: Policy
  readonly state: MfaState
  /** 0 or 1. */
  readonly enabled: number
}
export type StandsCount = Stands & { readonly count: number }

export type StateCounts = Record<MfaState, number>

/** Accounts of one department or role, by what they must and what they have. */
export interface CoverageSums {
  /** Required, a grace included. */
  readonly required: StateCounts
  readonly notRequired: StateCounts
}

/** Coverage is of enabled accounts: nobody signs in with the others. */
export const isCounted = (stands: Pick<Stands, 'enabled'>): boolean => stands.enabled === 1

/** A factor that works. */
export const isEnrolled = ({ state }: Pick<Stands, 'state'>): boolean =>
  state === 'enrolled-otp' || state === 'enrolled-email'

/** The states without a factor that works. */
export const notEnrolledStates = states.filter((state) => !isEnrolled({ state }))

/** Required, and no factor that works: the same as the filter `requiredNone` with `enabled`. */
export const isRequiredNone = (stands: Stands): boolean =>
  isCounted(stands) && stands.policy === 'required' && !isEnrolled(stands)

/** Administrators without MFA, required or not: the same as the filters role, `enrolled: false` and `enabled`. */
export const isAdministratorWithout = (stands: Stands): boolean =>
  isCounted(stands) && stands.role === 'administrator' && !isEnrolled(stands)

const noStates = (): StateCounts => Object.fromEntries(states.map((state) => [state, 0])) as StateCounts
const noSums = (): CoverageSums => ({ required: noStates(), notRequired: noStates() })

function add({ required, notRequired }: CoverageSums, { policy, state, count }: StandsCount): void {
  const sums = policy === 'required' ? required : notRequired
  sums[state] += count
}

/** @returns how many accounts `counts` holds; of those enrolled where `only` says so. */
export const totalOf = (counts: StateCounts, only: (state: MfaState) => boolean = () => true): number =>
  states.reduce((sum, state) => sum + (only(state) ? counts[state] : 0), 0)

export const enrolledOf = (counts: StateCounts): number => totalOf(counts, (state) => isEnrolled({ state }))

export interface Coverage {
  readonly all: CoverageSums
  /** By name, as SQLite orders; every department that has an enabled account. */
  readonly departments: ({ readonly key: string } & CoverageSums)[]
  /** In the order of the contract; those that have an enabled account. */
  readonly roles: ({ readonly key: Role } & CoverageSums)[]
  readonly requiredNone: number
  readonly administratorsWithout: number
  /** Disabled accounts: in no other number. */
  readonly disabled: number
}

/** @param counts how many accounts stand where, each combination once or several times, in any order */
export function coverageOf(counts: readonly StandsCount[]): Coverage {
  const all = noSums()
  const departments = new Map<string, CoverageSums>()
  const byRole = new Map<Role, CoverageSums>()
  const those = (hold: (stands: StandsCount) => boolean) =>
    counts.reduce((sum, stands) => sum + (hold(stands) ? stands.count : 0), 0)
  for (const stands of counts.filter(isCounted)) {
    const department = departments.get(stands.department) ?? noSums()
    const role = byRole.get(stands.role) ?? noSums()
    departments.set(stands.department, department)
    byRole.set(stands.role, role)
    for (const sums of [all, department, role]) add(sums, stands)
  }
  return {
    all,
    departments: [...departments]
      .map(([key, sums]) => ({ key, ...sums }))
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
    roles: roles.flatMap((key) => {
      const sums = byRole.get(key)
      return sums ? [{ key, ...sums }] : []
    }),
    requiredNone: those(isRequiredNone),
    administratorsWithout: those(isAdministratorWithout),
    disabled: those((stands) => !isCounted(stands)),
  }
}

/**
 * What a change was to coverage: whoever is disabled has left, whoever is enabled again has joined.
 * @returns null where coverage counts the same as before
 */
export function changeKindOf(was: Stands | null, is: Stands | null): ChangeKind | null {
  const before = was !== null && isCounted(was) ? was : null
  const after = is !== null && isCounted(is) ? is : null
  if (before === null || after === null) return after !== null ? 'joined' : before !== null ? 'left' : null
  if (!isEnrolled(before)) return isEnrolled(after) ? 'enrolled' : null
  if (!isEnrolled(after)) return 'lost'
  return before.state === after.state ? null : 'method'
}
