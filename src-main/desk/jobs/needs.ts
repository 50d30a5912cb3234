/** What starting a job takes: nothing more, a second person, or an hour where nobody else could be one. And who may decide. */
import {
  aloneMost,
  undoable,
  type Job,
  type JobActKind,
  type JobCounts,
  type ListedAct,
} from '../../../src-preload/contract/jobs'
import { mayDo, type Right } from '../../../src-preload/contract/rights'
import type { ApprovalSettings } from '../../../src-preload/contract/settings'
import { toInstant } from '../../clock'
import { fault, type Fault } from '../../fault'
import type { AccountRow } from '../../store/accounts'
import type { JobOfStore } from '../../store/jobs'
import type { ReadTables } from '../act'
import { anotherHolds, rightsToDecide } from '../approvals'

type Jobs = Pick<ReadTables, 'jobs' | 'accounts'>

export const actOf = (job: Pick<JobOfStore, 'act'>): ListedAct => JSON.parse(job.act) as ListedAct
export const countsOf = (job: Pick<JobOfStore, 'counts'>): JobCounts => JSON.parse(job.counts) as JobCounts

/** The parts of the dry run that are run. */
export const partsOf = (include: boolean) => (include ? (['change', 'no-way-in'] as const) : (['change'] as const))

/** @returns how many accounts are to change, and how many of them are staff */
export function totalOf(job: Pick<JobOfStore, 'counts'>, include: boolean): { accounts: number; staff: number } {
  const { change, noWayIn } = countsOf(job)
  return include
    ? { accounts: change.accounts + noWayIn.accounts, staff: change.staff + noWayIn.staff }
    : { accounts: change.accounts, staff: change.staff }
}

/** @returns the rights that asking for, deciding on and running the job take; those of what it undoes, for an undoing */
export async function rightsOfJob(tables: Jobs, job: JobOfStore, include: boolean): Promise<Right[]> {
  const original = job.undoes === null ? null : await tables.jobs.find(job.undoes)
  return rightsToDecide(original?.kind ?? job.kind, totalOf(job, include).staff > 0)
}

/** @returns whether `account` is enabled and its role holds all of `rights` */
export const holdsAll = (account: AccountRow | null, rights: readonly Right[]): boolean =>
  account?.enabled === 1 && rights.every((right) => mayDo(account.role, right))

/** The policy names it, whatever its size. */
const isNamed = (policy: ApprovalSettings, kind: string, staff: number): boolean =>
  (kind === 'clear-mfa' && staff > 0 && policy.secondPersonFor.includes('clear-staff')) ||
  (kind === 'renew-codes' && policy.secondPersonFor.includes('recovery-files')) ||
  (kind === 'set-role' && policy.secondPersonFor.includes('role-changes'))

/** What one person starts alone within it counts together: a job cut into small ones is still one of many accounts. */
const aloneMs = 60 * 60_000

/** What is asked of the policy and the store: with those without a way in or not, as of when. */
interface Asked {
  readonly include: boolean
  readonly at: string
}
type Counted = Pick<ReadTables, 'jobRows'>

/** @returns why one person does not start it alone; null where they do */
async function whyNotAlone(
  tables: Counted,
  policy: ApprovalSettings,
  job: JobOfStore,
  { include, at }: Asked,
): Promise<Job['needsWhy']> {
  const { accounts, staff } = totalOf(job, include)
  if (accounts > aloneMost) return 'size'
  if (isNamed(policy, job.kind, staff)) return 'policy'
  const since = toInstant(Date.parse(at) - aloneMs)
  return (await tables.jobRows.countAlone(job, partsOf(include), since)) > aloneMost ? 'hour' : null
}

/**
 * An undoing is the second person's act already, so it needs no third one, but for roles where the policy names them: they
 * are given again. Who undoes their own job, because nobody else could, waits.
 */
export async function needsOf(
  tables: Jobs & Counted,
  policy: ApprovalSettings,
  job: JobOfStore,
  asked: Asked,
): Promise<Pick<Job, 'needs' | 'needsWhy'>> {
  const original = job.undoes === null ? null : await tables.jobs.find(job.undoes)
  if (original?.made_by === job.made_by) return { needs: 'wait', needsWhy: null }
  const givesRoles = original?.kind === 'set-role' && isNamed(policy, original.kind, totalOf(job, asked.include).staff)
  const needsWhy =
    job.undoes === null ? await whyNotAlone(tables, policy, job, asked) : givesRoles ? ('policy' as const) : null
  if (needsWhy === null) return { needs: 'nothing', needsWhy }
  const rights = await rightsOfJob(tables, job, asked.include)
  return { needs: (await anotherHolds(tables, job.made_by, rights)) ? 'second-person' : 'wait', needsWhy }
}

/** An import can be undone, too; an undoing never. */
export const isUndoable = (kind: string): boolean => kind === 'import' || (undoable[kind as JobActKind] ?? false)

/** @returns why a job cannot be undone as of `at`, or null where it can; `ownId`: the undoing that asks */
export async function whyNotUndone(
  tables: Pick<ReadTables, 'jobs'>,
  job: JobOfStore,
  at: string,
  ownId: string | null = null,
): Promise<Fault | null> {
  const over = (problem: 'never' | 'hours' | 'undone' | 'running') => fault('undo-over', { problem })
  if (!isUndoable(job.kind)) return over('never')
  if (job.undone_by !== null) return over('undone')
  if (job.phase !== 'done' && job.phase !== 'cancelled') return over('running')
  if (job.undo_until === null || job.undo_until <= at) return over('hours')
  const other = await tables.jobs.undoing(job.id)
  return other !== null && other.id !== ownId ? over('running') : null
}
