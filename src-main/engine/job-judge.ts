/** What an act of a job would do to one account: the one judgement that the dry run and the run itself share. */
import type { JobAct, JobPart, JobProblem } from '../../src-preload/contract/jobs'
import type { AccountRow } from '../store/account-row'

/** What of an account an act is judged by, as of one instant. */
export interface JobFacts {
  readonly account: AccountRow
  /** A password that works: there is one, it has not run out, and its own letter did not fail. */
  readonly passwordWorks: boolean
  readonly hasActiveKey: boolean
  readonly pendingKeyId: string | null
  readonly hasPassword: boolean
  readonly wrongInRow: number
  readonly openSessions: number
  /** The newest letter to its address failed. */
  readonly mailFails: boolean
}

export interface JobRules {
  readonly at: string
  readonly actorId: string
  readonly mayActOnStaff: boolean
  /** Policy names `role-changes` or `clear-staff` are no matter here: they ask for a second person for the whole job. */
  /** Enabled administrators there are before this account. */
  readonly administrators: number
  readonly site: { readonly required: 'nobody' | 'staff' | 'everyone'; readonly graceDays: number }
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

export type JudgeAct = (act: JobAct, facts: JobFacts, rules: JobRules) => JobVerdict
