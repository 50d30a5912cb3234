/** The job that a call is about: found, and open to whoever asks. */
import type { JobPhase } from '../../../src-preload/contract/jobs'
import { fault } from '../../fault'
import type { JobOfStore } from '../../store/jobs'
import type { ReadTables } from '../act'
import { actorOf, type Call } from '../call'
import { actOf, countsOf, holdsAll, rightsOfJob, totalOf, whyNotUndone } from './needs'

type Jobs = Pick<ReadTables, 'jobs' | 'accounts'>

/** @throws not-found */
export async function foundJob(tables: Pick<ReadTables, 'jobs'>, jobId: string): Promise<JobOfStore> {
  const job = await tables.jobs.find(jobId)
  if (job === null) throw fault('not-found', { what: 'job' })
  return job
}

/** @throws not-allowed unless the actor holds whatever the job takes. */
export async function demandMay(tables: Jobs, call: Call, job: JobOfStore, include: boolean): Promise<void> {
  if (!holdsAll(actorOf(call), await rightsOfJob(tables, job, include))) throw fault('not-allowed')
}

/** Only whoever made a dry run starts it or asks for it: it runs in their name. @throws not-allowed */
export function demandOwn(call: Call, job: JobOfStore): void {
  if (job.made_by !== actorOf(call).id) throw fault('not-allowed')
}

/** Nobody decides on what they asked for. @throws own-request */
export function demandAnothers(call: Call, job: JobOfStore): void {
  if (job.made_by === actorOf(call).id) throw fault('own-request')
}

/** A request whose time is over is expired, whether the desk has written that down yet or not. */
export const isOver = (job: JobOfStore, at: string): boolean =>
  job.phase === 'expired' ||
  ((job.phase === 'asked' || job.phase === 'waiting') && job.expires_at !== null && job.expires_at <= at)

/** What was let run is let run for a week: accounts, people and reasons are others by then. */
const runMs = 7 * 24 * 60 * 60_000
export const isStale = ({ started_at }: JobOfStore, now: number): boolean =>
  started_at !== null && Date.parse(started_at) + runMs <= now

/** @throws request-expired; job-not-open where it is in none of `phases` */
export function demandPhase(job: JobOfStore, phases: readonly JobPhase[], at: string): void {
  if (isOver(job, at)) throw fault('request-expired')
  if (!phases.includes(job.phase)) throw fault('job-not-open', { phase: job.phase })
}

/** @throws undo-over where the job that this one undoes cannot be undone any more */
export async function demandUndoable(tables: Pick<ReadTables, 'jobs'>, { at }: Call, job: JobOfStore): Promise<void> {
  if (job.undoes === null) return
  const why = await whyNotUndone(tables, await foundJob(tables, job.undoes), at, job.id)
  if (why) throw why
}

/** @returns the job as it was moved. @throws job-not-open where somebody came first */
export async function demandMoved(
  tables: Pick<ReadTables, 'jobs'>,
  job: JobOfStore,
  moved: JobOfStore | null,
): Promise<JobOfStore> {
  if (moved !== null) return moved
  throw fault('job-not-open', { phase: (await foundJob(tables, job.id)).phase })
}

/** @returns what the row of asking for a job, or of letting it run, says: what is bound to it, and how much that is */
export function askedDetail(job: JobOfStore) {
  const include = job.include_no_way_in === 1
  const { change, noWayIn } = countsOf(job)
  const mails = change.mails + (include ? noWayIn.mails : 0)
  return { ...jobDetail(job), ...totalOf(job, include), mails, includeNoWayIn: include, digest: job.digest }
}

/** @returns what every audit row about a job says of it */
export function jobDetail(job: JobOfStore) {
  const act = actOf(job)
  return { job: job.no, jobAct: act.kind, ...(act.kind === 'undo' ? { undoes: act.no } : {}) }
}
