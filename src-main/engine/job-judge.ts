/** What an act of a job would do to one account: the one judgement that the dry run and the run itself share. */
import type { Language, MfaState } from '../../src-preload/contract/accounts'
import type { JobAct, JobPart, JobProblem } from '../../src-preload/contract/jobs'
import { mayMailPassword } from '../../src-preload/contract/passwords'
import { isStaff, type Role } from '../../src-preload/contract/rights'
import { addressesOf } from './email-address'
import { toNfc } from './fold'
import { hasFactor, isEnrolled } from './mfa-state'
import { policyByName, policyRequiredByName, type PolicyColumns, type Requirement } from './policy'

/** Of an account, what acts are judged by and what undoing brings back: a part of its row. */
export interface JudgedAccount extends PolicyColumns {
  readonly id: string
  readonly user_name: string
  readonly email: string
  readonly email_unverified: number
  readonly second_email: string
  readonly phone: string
  readonly name: string
  readonly department: string
  readonly language: Language | null
  readonly role: Role
  readonly enabled: number
  readonly state: MfaState
  readonly locked_until: string | null
  readonly rev: number
}

/** What of an account an act is judged by, as of one instant. */
export interface JobFacts<A extends JudgedAccount = JudgedAccount> {
  readonly account: A
  readonly hasPassword: boolean
  /** A password that works: there is one, it has not run out, and its own letter did not fail. */
  readonly passwordWorks: boolean
  readonly hasActiveKey: boolean
  readonly pendingKeyId: string | null
  readonly wrongInRow: number
  /** Sessions that would be ended: all that nobody ended. */
  readonly openSessions: number
  /** The newest letter to its address of which the outcome is known failed. */
  readonly mailFails: boolean
}

export interface JobRules {
  /** The clock, as ISO-8601 and as milliseconds. */
  readonly at: string
  readonly now: number
  readonly actorId: string
  readonly mayActOnStaff: boolean
  /** Enabled administrators there are before this account; whoever judges many counts down as `losesAdministrator` says. */
  readonly administrators: number
  readonly site: Requirement
}

export interface JobVerdict {
  readonly part: JobPart
  readonly problem: JobProblem | null
  /** What follows where it changes: letters into the outbox, papers made, sessions that end. */
  readonly mails: number
  readonly papers: number
  readonly sessions: number
  /** One enabled administrator fewer from here on. */
  readonly losesAdministrator: boolean
}

/** What an act comes to where the account may be acted on at all. */
export type Follows =
  | 'same'
  | { readonly problem: JobProblem }
  | {
      readonly mails?: number
      readonly papers?: number
      readonly sessions?: number
      /** Why it would have no way to sign in afterwards. */
      readonly noWayIn?: JobProblem | null
      readonly losesAdministrator?: boolean
    }

const none = { mails: 0, papers: 0, sessions: 0, losesAdministrator: false }

/** @returns why nobody of these rights acts on that account in a job, whatever the act is. */
function barred({ account }: JobFacts, { actorId, mayActOnStaff }: JobRules): JobProblem | null {
  if (account.id === actorId) return 'own-account'
  return isStaff(account.role) && !mayActOnStaff ? 'staff-account' : null
}

/** @returns the verdict: who is acted on at all, then what `follows` says of this act. */
export function verdictOf(facts: JobFacts, rules: JobRules, follows: () => Follows): JobVerdict {
  const problem = barred(facts, rules)
  const outcome = problem === null ? follows() : { problem }
  if (outcome === 'same') return { part: 'same', problem: null, ...none }
  if ('problem' in outcome) return { part: 'left-out', problem: outcome.problem, ...none }
  const { noWayIn = null, ...counted } = outcome
  return { part: noWayIn === null ? 'change' : 'no-way-in', problem: noWayIn, ...none, ...counted }
}

/** Letters that tell the owner: one to each address on file. */
const told = ({ account }: JobFacts): number => addressesOf(account).length

/** The owner is told what policy asks of them where there is something to do; nobody signs in to a disabled account. */
export const isToldOfPolicy = ({ enabled, state }: Pick<JudgedAccount, 'enabled' | 'state'>): boolean =>
  enabled === 1 && !isEnrolled(state)

/** MFA would be asked of it from now on, and without a password nobody comes as far as setting it up. */
export function shutOut(facts: JobFacts, after: PolicyColumns, at: string): JobProblem | null {
  const { account, passwordWorks } = facts
  const asked = after.policy === 'required' && (after.grace_until === null || after.grace_until <= at)
  return asked && isToldOfPolicy(account) && !passwordWorks ? 'no-password' : null
}

/** @returns whether the only enabled administrator would be one no more. */
export const isLastAdministrator = ({ account }: JobFacts, { administrators }: JobRules): boolean =>
  isEnabledAdministrator(account) && administrators <= 1
export const isEnabledAdministrator = ({ role, enabled }: Pick<JudgedAccount, 'role' | 'enabled'>): boolean =>
  role === 'administrator' && enabled === 1

/** @returns whether the lock stands or wrong codes were counted: there is something to unlock. */
export const isUnlockable = ({ account, wrongInRow }: JobFacts, at: string): boolean =>
  wrongInRow > 0 || (account.locked_until !== null && account.locked_until > at)

type Judge<K extends JobAct['kind']> = (act: Extract<JobAct, { kind: K }>, facts: JobFacts, rules: JobRules) => Follows

const disabled = { problem: 'account-disabled' } as const
const isOff = ({ account }: JobFacts): boolean => account.enabled !== 1
const equalPolicy = (one: PolicyColumns, other: PolicyColumns): boolean =>
  one.policy === other.policy && one.policy_own === other.policy_own && one.grace_until === other.grace_until

const judges: { readonly [K in JobAct['kind']]: Judge<K> } = {
  'require-enrolment': ({ graceDays }, facts, { now, at }) => {
    const after = policyRequiredByName(facts.account, graceDays, now)
    if (equalPolicy(facts.account, after)) return 'same'
    return { mails: isToldOfPolicy(facts.account) ? told(facts) : 0, noWayIn: shutOut(facts, after, at) }
  },
  reissue: ({ way }, facts) => {
    if (isOff(facts)) return disabled
    if (way === 'sheet') return { mails: told(facts), papers: 1 }
    const noWayIn = facts.mailFails ? 'mail-fails' : facts.passwordWorks ? null : 'no-password'
    return { mails: told(facts) + 1, noWayIn }
  },
  'renew-codes': (_act, facts) => {
    if (isOff(facts)) return disabled
    return facts.hasActiveKey ? { mails: told(facts), papers: 1 } : { problem: 'not-enrolled' }
  },
  'issue-password': ({ way }, facts) => {
    if (isOff(facts)) return disabled
    if (way === 'slip') return { mails: told(facts), papers: 1, sessions: facts.openSessions }
    if (!mayMailPassword(facts.account.state)) return { problem: 'password-by-mail' }
    const mails = 1 + (facts.hasPassword ? told(facts) : 0)
    return { mails, sessions: facts.openSessions, noWayIn: facts.mailFails ? 'mail-fails' : null }
  },
  'clear-mfa': (_act, facts) => {
    if (!hasFactor(facts.account.state)) return 'same'
    const noWayIn = facts.account.enabled === 1 && !facts.passwordWorks ? 'no-password' : null
    return { mails: told(facts), sessions: facts.openSessions, noWayIn }
  },
  disable: (_act, facts, rules) => {
    if (isOff(facts)) return 'same'
    if (isLastAdministrator(facts, rules)) return { problem: 'last-administrator' }
    const losesAdministrator = isEnabledAdministrator(facts.account)
    return { mails: told(facts), sessions: facts.openSessions, losesAdministrator }
  },
  enable: (_act, facts) => (isOff(facts) ? { mails: told(facts) } : 'same'),
  unlock: (_act, facts, { at }) => (isUnlockable(facts, at) ? { mails: told(facts) } : 'same'),
  'set-policy': ({ policy }, facts, { now, at, site }) => {
    const { account } = facts
    const after = policyByName(account, policy, site, now)
    if (equalPolicy(account, after)) return 'same'
    const tells = after.policy !== account.policy && isToldOfPolicy(account)
    return { mails: tells ? told(facts) : 0, noWayIn: shutOut(facts, after, at) }
  },
  'set-role': ({ role }, facts, rules) => {
    if (facts.account.role === role) return 'same'
    if (isLastAdministrator(facts, rules)) return { problem: 'last-administrator' }
    const losesAdministrator = isEnabledAdministrator(facts.account)
    return { mails: told(facts), sessions: facts.openSessions, losesAdministrator }
  },
  'set-department': ({ department }, { account }) => (account.department === toNfc(department) ? 'same' : {}),
  'send-mail': (_act, facts) => (isOff(facts) ? disabled : { mails: told(facts) }),
}

/**
 * Pure: the same facts and rules give the same verdict, in the dry run and in the transaction of the run.
 * @returns what becomes of the account, and why
 */
export function judgeAct<A extends JobAct>(act: A, facts: JobFacts, rules: JobRules): JobVerdict {
  const judge = judges[act.kind] as Judge<A['kind']>
  return verdictOf(facts, rules, () => judge(act as never, facts, rules))
}
