/** What an import does with each line, given the accounts as they are: make, change, leave alone or refuse. */
import type { MfaState } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { isStaff } from '../../src-preload/contract/rights'
import type { ImportField, LineProblem } from '../../src-preload/contract/imports'
import type { CheckedLine, ImportValues, Refusal } from './account-import-line'
import { foldKey } from './fold'

/** An account as the store has it, as far as an import looks at it. */
export interface FoundAccount {
  readonly id: string
  readonly row_no: number
  readonly user_name: string
  readonly user_name_key: string | null
  readonly email: string
  readonly email_key: string
  readonly second_email: string
  readonly phone: string
  readonly name: string
  readonly department: string
  readonly language: string | null
  readonly role: Role
  readonly enabled: number
  readonly state: MfaState
}

export interface ImportRules {
  readonly matchBy: 'email' | 'user-name'
  /** Accounts that are found are changed; otherwise left as they are. */
  readonly update: boolean
  /** Who imports; the own role, and being enabled, is for somebody else to change. */
  readonly actorId: string
  readonly mayChangeRoles: boolean
  /** The policy has a second person approve changes of role: a job does them. */
  readonly rolesNeedSecond: boolean
  /** Enabled administrators there are before the first line. */
  readonly administrators: number
}

/** The accounts that the keys of some lines lead to, by folded key. */
export interface FoundAccounts {
  readonly byEmailKey: ReadonlyMap<string, FoundAccount>
  readonly byUserNameKey: ReadonlyMap<string, FoundAccount>
}

export interface FieldChange {
  readonly field: ImportField
  readonly from: string
  readonly to: string
}

export interface PlannedLine {
  readonly line: number
  readonly values: ImportValues
  readonly result: 'new' | 'changed' | 'same' | 'refused'
  readonly refusal: Refusal | null
  /** The account the line is about; null for new and for lines that were refused before it was looked for. */
  readonly account: FoundAccount | null
  readonly changes: readonly FieldChange[]
  /** It gives or takes a staff role, or changes anything of a staff account: another address is another person's. */
  readonly touchesStaff: boolean
}

/** Keys by which a line is about accounts, and by which it may collide with them. */
export const emailKeyOf = (values: ImportValues): string | null => (values.email ? foldKey(values.email) : null)
export const userNameKeyOf = (values: ImportValues): string | null =>
  values['user-name'] ? foldKey(values['user-name']) : null

/**
 * Plans the lines of one file in order; it remembers which keys earlier good lines took, so one planner sees all
 * lines of the file once. Asked again at the time of writing, with a new planner and the accounts as they are then.
 */
export function makeImportPlanner(rules: ImportRules) {
  const lineOfEmail = new Map<string, number>()
  const lineOfUserName = new Map<string, number>()
  let administrators = rules.administrators

  return (checked: CheckedLine, found: FoundAccounts): PlannedLine => {
    const { line, values } = checked
    const emailKey = emailKeyOf(values)
    const userNameKey = userNameKeyOf(values)
    const byEmail = emailKey === null ? undefined : found.byEmailKey.get(emailKey)
    const byUserName = userNameKey === null ? undefined : found.byUserNameKey.get(userNameKey)
    const account = (rules.matchBy === 'email' ? byEmail : byUserName) ?? null
    const refused = (refusal: Refusal): PlannedLine => ({
      line,
      values,
      result: 'refused',
      refusal,
      account: null,
      changes: [],
      touchesStaff: false,
    })
    const because = (problem: LineProblem, field: ImportField | null, at: number | null = null): PlannedLine =>
      refused({ problem, field, line: at })

    if (checked.refusal) return refused(checked.refusal)
    const emailLine = emailKey === null ? undefined : lineOfEmail.get(emailKey)
    if (emailLine !== undefined) return because('same-email', 'email', emailLine)
    const userNameLine = userNameKey === null ? undefined : lineOfUserName.get(userNameKey)
    if (userNameLine !== undefined) return because('same-user-name', 'user-name', userNameLine)
    if (!account && emailKey === null) return because('email-missing', 'email')
    const taken = account === null || rules.update
    if (taken && byEmail && byEmail.id !== account?.id) return because('email-of-another', 'email')
    if (taken && byUserName && byUserName.id !== account?.id) return because('user-name-of-another', 'user-name')

    const changes = account === null || !rules.update ? [] : changesOf(values, account, rules.matchBy)
    const roleAfter = (values.role ?? account?.role ?? 'user') as Role
    const isWritten = account === null || changes.length > 0
    const touchesStaff = isWritten && [roleAfter, account?.role ?? 'user'].some(isStaff)
    if (!rules.mayChangeRoles && touchesStaff) {
      return because('role-needs-administrator', 'role')
    }
    const givesRole = account === null ? isStaff(roleAfter) : changes.some(({ field }) => field === 'role')
    if (rules.rolesNeedSecond && givesRole) return because('role-needs-second-person', 'role')
    if (account !== null && losesPower(account, changes)) {
      const field = changes.some((change) => change.field === 'role') ? 'role' : 'enabled'
      const counted = account.role === 'administrator' && account.enabled === 1
      if (counted && administrators <= 1) return because('last-administrator', field)
      if (account.id === rules.actorId) return because('own-account', field)
      if (counted) administrators -= 1
    }
    if (emailKey !== null) lineOfEmail.set(emailKey, line)
    if (userNameKey !== null) lineOfUserName.set(userNameKey, line)
    const result = account === null ? 'new' : changes.length > 0 ? 'changed' : 'same'
    return { line, values, result, refusal: null, account, changes, touchesStaff }
  }
}

/** A role changed away, or disabled. Promotions of the same file are not counted against it: they may yet be refused. */
const losesPower = (account: FoundAccount, changes: readonly FieldChange[]): boolean =>
  changes.some(
    ({ field, to }) => (field === 'role' && account.role !== 'user') || (field === 'enabled' && to === 'false'),
  )

/** What the account says now, in the words of the file. */
const present: Readonly<Record<ImportField, (account: FoundAccount) => string>> = {
  'user-name': (account) => account.user_name,
  email: (account) => account.email,
  'second-email': (account) => account.second_email,
  phone: (account) => account.phone,
  name: (account) => account.name,
  department: (account) => account.department,
  language: (account) => account.language ?? '',
  role: (account) => account.role,
  enabled: (account) => (account.enabled === 1 ? 'true' : 'false'),
}

/** Only mapped columns change. The match column found the account in whatever spelling; the account keeps its own. */
function changesOf(values: ImportValues, account: FoundAccount, matchBy: 'email' | 'user-name'): FieldChange[] {
  const changes: FieldChange[] = []
  for (const [field, to] of Object.entries(values) as [ImportField, string][]) {
    const from = present[field](account)
    if (field !== matchBy && from !== to) changes.push({ field, from, to })
  }
  return changes
}
