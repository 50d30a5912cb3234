/** Which words a report needs: those of the window where the same thing is on the screen, held equal by a spec. */
import type { MfaState } from '../../../src-preload/contract/accounts'
import type { ImportField } from '../../../src-preload/contract/imports'
import type { ChangeKind } from '../../../src-preload/contract/enrollment'
import type { AccountColumn, ChangeColumn, CoverageBy, StoodColumn } from '../../../src-preload/contract/reports'
import type { Role } from '../../../src-preload/contract/rights'

type Columns = Record<AccountColumn | StoodColumn | ChangeColumn, string>

export interface ReportWords {
  readonly title: Record<'accounts' | 'stood' | 'changes', string> & Record<CoverageBy, string>
  readonly heading: Record<
    'report' | 'site' | 'asOf' | 'from' | 'to' | 'zone' | 'filter' | 'madeBy' | 'madeAt' | 'upTo' | 'note',
    string
  >
  readonly now: string
  readonly noFilter: string
  readonly capped: string
  readonly namesOfToday: string
  readonly column: Columns
  /** Headers of a directory, each one that an import guesses. */
  readonly directory: Record<ImportField, string>
  readonly coverage: Record<
    'required' | 'notRequired' | 'all' | 'otp' | 'email' | 'pending' | 'mustReEnrol' | 'disabled' | 'none' | 'enrolled',
    string
  > &
    Record<CoverageBy, string>
  readonly state: Record<MfaState, string>
  readonly role: Record<Role, string>
  readonly policy: Record<'not-required' | 'required' | 'grace' | 'anyGrace' | 'must', string>
  readonly change: Record<ChangeKind, string>
  readonly lockedUntil: string
  readonly accountDisabled: string
  readonly absent: string
  readonly filter: Record<
    | 'search'
    | 'states'
    | 'policy'
    | 'roles'
    | 'departments'
    | 'locked'
    | 'notLocked'
    | 'enabled'
    | 'disabled'
    | 'requiredNone'
    | 'notRequiredNone'
    | 'isEnrolled'
    | 'notEnrolled'
    | 'fewCodes'
    | 'pendingOver'
    | 'unusedFor'
    | 'noDepartment'
    | 'change',
    string
  >
}
