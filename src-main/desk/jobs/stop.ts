/** How a job is given up or gone on with, and what is left of it: open accounts cancelled, hours of undoing begun. */
import { setImmediate } from 'node:timers/promises'
import type { Job } from '../../../src-preload/contract/jobs'
import { toInstant } from '../../clock'
import { fault } from '../../fault'
import type { JobOfStore } from '../../store/jobs'
import type { Settled, WriteTables } from '../act'
import { approvalsOf } from '../approvals'
import { actorOf, type Call } from '../call'
import { demandMay, demandMoved, demandPhase, demandUndoable, foundJob, isStale, jobDetail } from './found'
import { partsOf } from './needs'
import { jobReply } from './reply'

const hourMs = 60 * 60_000
/** About 5 ms of writing. */
const placesEach = 1000

/**
 * @returns until when a job that ends now can be undone; null where nothing of it can be brought back. At once where the
 *   policy gives no hours any more: the copies that were kept are then destroyed with the next look around.
 */
export async function undoUntil(tables: WriteTables, job: JobOfStore, now: number): Promise<string | null> {
  if ((await tables.jobRows.sealed(job.id, 'undo')) === 0) return null
  const { undoHours } = await approvalsOf(tables)
  return toInstant(now + undoHours * hourMs)
}

/** Whoever made it gives it up, or whoever could decide on it. What is done stays done. @throws job-not-open, not-allowed */
export async function cancel(
  tables: WriteTables,
  call: Call,
  { jobId }: { readonly jobId: string },
): Promise<Settled<Job>> {
  const job = await foundJob(tables, jobId)
  const include = job.include_no_way_in === 1
  if (job.made_by !== actorOf(call).id) await demandMay(tables, call, job, include)
  demandPhase(job, ['planned', 'asked', 'waiting', 'running', 'stopped'], call.at)
  const moved = await tables.jobs.move(jobId, [job.phase], { phase: 'cancelled', ended_at: call.at })
  await demandMoved(tables, job, moved)
  if (job.started_at !== null) {
    const last = await tables.jobRows.lastPlace(jobId)
    for (let from = 0; from <= last; from += placesEach) {
      await tables.jobRows.cancelOpen(jobId, partsOf(include), call.at, from, placesEach)
      await setImmediate()
    }
    await tables.jobs.change(jobId, { undo_until: await undoUntil(tables, job, call.now) })
  }
  const results = job.started_at === null ? {} : await tables.jobRows.results(jobId)
  return {
    reply: await jobReply(tables, call, await foundJob(tables, jobId)),
    row: { detail: { ...jobDetail(job), ...results } },
  }
}

/** @throws job-not-open unless it was stopped; request-changed where it is not what was asked any more; request-expired; undo-over */
export async function resume(
  tables: WriteTables,
  call: Call,
  { jobId }: { readonly jobId: string },
  asAsked: boolean,
): Promise<Settled<Job>> {
  const job = await foundJob(tables, jobId)
  await demandMay(tables, call, job, job.include_no_way_in === 1)
  demandPhase(job, ['stopped'], call.at)
  if (isStale(job, call.now)) throw fault('request-expired')
  if (!asAsked) throw fault('request-changed')
  await demandUndoable(tables, call, job)
  const moved = await tables.jobs.move(jobId, ['stopped'], { phase: 'running', stopped_by: null, undo_until: null })
  const now = await demandMoved(tables, job, moved)
  return {
    reply: await jobReply(tables, call, now),
    row: { detail: jobDetail(now) },
    afterwards: () => call.house.jobs.wake(),
  }
}
