/** Undoing what a job did to one account: whether it is still as the job left it, and what would follow. */
import type { MfaState, Policy } from '../../src-preload/contract/accounts'
import { addressesOf, isSameAddress } from './email-address'
import {
  isEnabledAdministrator,
  isLastAdministrator,
  isToldOfPolicy,
  shutOut,
  verdictOf,
  type Follows,
  type JobFacts,
  type JobRules,
  type JobVerdict,
  type JudgedAccount,
} from './job-judge'
import { policyOf } from './policy'

/** Columns a job changes and undoing brings back. */
export type UndoneColumns = Partial<
  Pick<
    JudgedAccount,
    | 'user_name'
    | 'email'
    | 'email_unverified'
    | 'second_email'
    | 'phone'
    | 'name'
    | 'department'
    | 'language'
    | 'role'
    | 'enabled'
    | 'policy'
    | 'policy_own'
    | 'grace_until'
    | 'state'
  >
>

/** Of a copy that is kept for undoing, what it is judged by. */
export type UndoCopyJudged =
  /** The columns a job changed, as they were and as it left them. */
  | { readonly kind: 'columns'; readonly before: UndoneColumns; readonly after: UndoneColumns }
  /** Factors that were cleared. `after`: the state the clearing led to; `address`: where email was the method. */
  | {
      readonly kind: 'factors'
      readonly after: MfaState
      readonly address: Pick<JudgedAccount, 'email' | 'email_unverified'> | null
    }
  | { readonly kind: 'pending-key'; readonly keyId: string }
  /** An account that an import made, with its `rev` by then. */
  | { readonly kind: 'made'; readonly rev: number }

const changedMeanwhile = { problem: 'changed-meanwhile' } as const
const isAs = (account: JudgedAccount, columns: UndoneColumns): boolean =>
  (Object.keys(columns) as (keyof UndoneColumns)[]).every((column) => account[column] === columns[column])

/** What bringing back columns makes follow, as by hand: shared by the dry run, the run, and the letters it writes. */
export interface ColumnsFollow {
  readonly roleChanges: boolean
  readonly enabling: 'enabled' | 'disabled' | null
  readonly addressMoves: boolean
  readonly policyTold: Policy | null
  readonly endsSessions: boolean
}

/** @returns what follows for `account` once it is as `after` */
export function columnsFollow(account: JudgedAccount, after: JudgedAccount): ColumnsFollow {
  const roleChanges = account.role !== after.role
  const enabling = account.enabled === after.enabled ? null : after.enabled === 1 ? 'enabled' : 'disabled'
  const emailMoves = !isSameAddress(account.email, after.email)
  // A second address where none was takes nothing from anybody.
  const secondMoves = account.second_email !== '' && !isSameAddress(account.second_email, after.second_email)
  const policyMoves = !roleChanges && account.policy !== after.policy && isToldOfPolicy(after)
  return {
    roleChanges,
    enabling,
    addressMoves: emailMoves || secondMoves,
    policyTold: policyMoves ? after.policy : null,
    endsSessions: roleChanges || enabling === 'disabled',
  }
}

/** What is known of an account beside its facts, since the job was done to it. */
export interface UndoSince {
  /** Columns that moved since, be it back and forth: disabled again for another reason is not as the job left it. */
  readonly moved: ReadonlySet<string>
  /** The policy has a second person approve changes of role, and this undoing is no request for one. */
  readonly rolesHeld: boolean
}

/** What the site asks of everybody by now is not taken off an account by bringing back what was before. */
const isUnderSite = ({ role, policy, policy_own }: JudgedAccount, { site }: JobRules): boolean =>
  policy_own === null && policy === 'not-required' && policyOf(role, site) === 'required'

const movesRole = ({ before, after }: { before: UndoneColumns; after: UndoneColumns }): boolean =>
  before.role !== after.role
const hasMoved = (copy: { before: UndoneColumns; after: UndoneColumns }, { moved }: UndoSince): boolean =>
  (Object.keys(copy.after) as (keyof UndoneColumns)[]).some(
    (column) => copy.before[column] !== copy.after[column] && moved.has(column),
  )

function columnsBack(before: UndoneColumns, facts: JobFacts, rules: JobRules): Follows {
  const { account, openSessions } = facts
  const after: JudgedAccount = { ...account, ...before }
  if (before.policy !== undefined && isUnderSite(after, rules)) return changedMeanwhile
  const losesAdministrator = isEnabledAdministrator(account) && !isEnabledAdministrator(after)
  if (losesAdministrator && rules.administrators <= 1) return { problem: 'last-administrator' }
  const { roleChanges, enabling, addressMoves, policyTold, endsSessions } = columnsFollow(account, after)
  const told = addressesOf(account).length
  const also = addressesOf(after).filter((one) => !addressesOf(account).some((other) => isSameAddress(one, other)))
  const mails =
    (roleChanges ? told : 0) +
    (enabling === null ? 0 : told) +
    (addressMoves ? told + also.length : 0) +
    (policyTold === null ? 0 : told)
  const noWayIn = policyTold === null ? null : shutOut({ ...facts, account: after }, after, rules.at)
  return { mails, sessions: endsSessions ? openSessions : 0, losesAdministrator, noWayIn }
}

function follows(copy: UndoCopyJudged, facts: JobFacts, rules: JobRules, since: UndoSince): Follows {
  const { account, hasActiveKey, pendingKeyId, hasPassword, openSessions } = facts
  const told = addressesOf(account).length
  switch (copy.kind) {
    case 'columns':
      if (isAs(account, copy.before)) return 'same'
      if (!isAs(account, copy.after) || hasMoved(copy, since)) return changedMeanwhile
      if (since.rolesHeld && movesRole(copy)) return { problem: 'second-person-needed' }
      return columnsBack(copy.before, facts, rules)
    case 'factors': {
      // Who set up something else since, and lost that too, does not have what is long gone again.
      const asLeft = account.state === copy.after && !since.moved.has('state') && !hasActiveKey && pendingKeyId === null
      // Codes must not go to an address that was changed since, nor wait for one that was verified since.
      const sameAddress = copy.address === null || isAs(account, copy.address)
      return asLeft && sameAddress ? { mails: told, sessions: openSessions } : changedMeanwhile
    }
    case 'pending-key':
      return pendingKeyId === copy.keyId ? { mails: told } : changedMeanwhile
    case 'made': {
      const unused = account.rev === copy.rev && !hasPassword && !hasActiveKey && pendingKeyId === null
      if (!unused) return changedMeanwhile
      if (isLastAdministrator(facts, rules)) return { problem: 'last-administrator' }
      return { losesAdministrator: isEnabledAdministrator(account) }
    }
  }
}

/**
 * Pure, as `judgeAct` is.
 * @returns `change` where the account is still as the job left it, `same` where it is already as it was before
 */
export const judgeUndo = (copy: UndoCopyJudged, facts: JobFacts, rules: JobRules, since: UndoSince): JobVerdict =>
  verdictOf(facts, rules, () => follows(copy, facts, rules, since))
