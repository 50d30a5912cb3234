/** Starting a job or asking for it, and deciding on what was asked: each bound to exactly the dry run that was seen. */
import { toInstant } from '../../clock'
import { fault } from '../../fault'
import type { JobOfStore } from '../../store/jobs'
import type { Settled, WriteTables } from '../act'
import { anotherHolds, approvalsOf } from '../approvals'
import { actorOf, demandStepUp, type Call } from '../call'
import { digestOf, isAsAsked, type Asked } from './digest'
import {
  askedDetail,
  demandAnothers,
  demandMay,
  demandMoved,
  demandOwn,
  demandPhase,
  demandUndoable,
  foundJob,
  jobDetail,
} from './found'
import { countsOf, holdsAll, needsOf, rightsOfJob, totalOf } from './needs'
import { jobReply } from './reply'
import type { Job } from '../../../src-preload/contract/jobs'

/** The wait of a site where nobody else could approve. */
const waitMs = 60 * 60_000
const hourMs = 60 * 60_000

export type Wanted = Asked & { readonly jobId: string }
type Reply = Settled<Job>

/** Outside any transaction: a dry run of 100,000 accounts takes a while to read. @returns the digest of what is wanted now */
export const digestWanted = async ({ house }: Call, wanted: Wanted): Promise<string> =>
  digestOf(house.store, await house.store.read((tables) => foundJob(tables, wanted.jobId)), wanted)

/** @returns whether what was asked is still what stands in the store */
export const judgeAsked = async ({ house }: Call, { jobId }: { readonly jobId: string }): Promise<boolean> =>
  isAsAsked(house.store, await house.store.read((tables) => foundJob(tables, jobId)))

/** What both ways to begin have in common. @throws nothing-to-change; undo-over where that is what it is and it is too late */
async function demandWorth(tables: WriteTables, call: Call, job: JobOfStore, include: boolean): Promise<void> {
  await demandMay(tables, call, job, include)
  if (totalOf(job, include).accounts === 0) throw fault('nothing-to-change')
  await demandUndoable(tables, call, job)
}

/**
 * As the same by itself asks each time, and a file that touches staff: nobody gives or takes roles by a session left open.
 * @throws step-up-needed
 */
async function demandProof(tables: WriteTables, call: Call, job: JobOfStore): Promise<void> {
  const of = job.undoes === null ? job : await foundJob(tables, job.undoes)
  if (of.kind === 'set-role' || (of.kind === 'import' && countsOf(of).change.staff > 0)) demandStepUp(call, 'each-time')
}

async function begun(tables: WriteTables, call: Call, job: JobOfStore): Promise<Reply> {
  const isOwn = job.made_by === actorOf(call).id
  return {
    reply: await jobReply(tables, call, job),
    row: { detail: { ...askedDetail(job), ...(isOwn ? {} : { askedBy: job.made_by_name }) } },
    afterwards: () => call.house.jobs.wake(),
  }
}

/**
 * From a dry run where it needs nobody else, or once the hour of a site is over where still nobody else could approve it.
 * @throws second-person-needed, job-waits, request-changed, request-expired, job-not-open, step-up-needed
 */
export async function start(tables: WriteTables, call: Call, wanted: Wanted, digest: string): Promise<Reply> {
  const { jobId, reason, includeNoWayIn } = wanted
  const job = await foundJob(tables, jobId)
  demandOwn(call, job)
  demandPhase(job, ['planned', 'waiting', 'asked'], call.at)
  await demandWorth(tables, call, job, includeNoWayIn)
  if (job.phase === 'asked') throw fault('second-person-needed')
  if (job.phase === 'waiting') {
    if (job.wait_until === null || job.wait_until > call.at)
      throw fault('job-waits', { until: job.wait_until ?? call.at })
    if (job.digest !== digest) throw fault('request-changed')
    // Who could approve it may have been away for the moment of asking only.
    const rights = await rightsOfJob(tables, job, includeNoWayIn)
    if (await anotherHolds(tables, job.made_by, rights)) throw fault('second-person-needed')
  } else {
    const now = { include: includeNoWayIn, at: call.at }
    const { needs } = await needsOf(tables, await approvalsOf(tables), job, now)
    if (needs !== 'nothing') throw fault('second-person-needed')
  }
  await demandProof(tables, call, job)
  const moved = await tables.jobs.move(jobId, [job.phase], {
    ...{ phase: 'running', reason, include_no_way_in: includeNoWayIn ? 1 : 0, digest, started_at: call.at },
  })
  return begun(tables, call, await demandMoved(tables, job, moved))
}

/** @throws job-not-open, nothing-to-change, not-allowed, step-up-needed */
export async function ask(tables: WriteTables, call: Call, wanted: Wanted, digest: string): Promise<Reply> {
  const { jobId, reason, includeNoWayIn } = wanted
  const job = await foundJob(tables, jobId)
  demandOwn(call, job)
  demandPhase(job, ['planned'], call.at)
  await demandWorth(tables, call, job, includeNoWayIn)
  const policy = await approvalsOf(tables)
  const rights = await rightsOfJob(tables, job, includeNoWayIn)
  const isAlone = !(await anotherHolds(tables, job.made_by, rights))
  const waitUntil = call.now + waitMs
  await demandProof(tables, call, job)
  const moved = await tables.jobs.move(jobId, ['planned'], {
    phase: isAlone ? 'waiting' : 'asked',
    reason,
    include_no_way_in: includeNoWayIn ? 1 : 0,
    digest,
    asked_at: call.at,
    // Whoever has to wait has as long as anybody from when the wait is over.
    expires_at: toInstant((isAlone ? waitUntil : call.now) + policy.requestHours * hourMs),
    wait_until: isAlone ? toInstant(waitUntil) : null,
  })
  const now = await demandMoved(tables, job, moved)
  return {
    reply: await jobReply(tables, call, now),
    row: { detail: { ...askedDetail(now), waitUntil: now.wait_until, expiresAt: now.expires_at } },
  }
}

/**
 * @param digest of what the approver saw
 * @throws own-request; not-allowed where either of the two may not do this (any more); request-expired, request-changed
 */
export async function approve(
  tables: WriteTables,
  call: Call,
  { jobId, digest }: { readonly jobId: string; readonly digest: string },
  asAsked: boolean,
): Promise<Reply> {
  const job = await foundJob(tables, jobId)
  demandAnothers(call, job)
  const include = job.include_no_way_in === 1
  await demandMay(tables, call, job, include)
  demandPhase(job, ['asked', 'waiting'], call.at)
  if (!asAsked || job.digest !== digest) throw fault('request-changed')
  const requester = await tables.accounts.find(job.made_by)
  if (!holdsAll(requester, await rightsOfJob(tables, job, include))) throw fault('not-allowed')
  await demandUndoable(tables, call, job)
  await demandProof(tables, call, job)
  const moved = await tables.jobs.move(jobId, ['asked', 'waiting'], {
    phase: 'running',
    started_at: call.at,
    ...decidedBy(call, ''),
  })
  return begun(tables, call, await demandMoved(tables, job, moved))
}

/** @throws as `approve`, but for the request itself: a changed one can be denied */
export async function deny(
  tables: WriteTables,
  call: Call,
  { jobId, reason }: { readonly jobId: string; readonly reason: string },
): Promise<Reply> {
  const job = await foundJob(tables, jobId)
  demandAnothers(call, job)
  await demandMay(tables, call, job, job.include_no_way_in === 1)
  demandPhase(job, ['asked', 'waiting'], call.at)
  const moved = await tables.jobs.move(jobId, ['asked', 'waiting'], {
    phase: 'denied',
    ended_at: call.at,
    ...decidedBy(call, reason),
  })
  const now = await demandMoved(tables, job, moved)
  return { reply: await jobReply(tables, call, now), row: { detail: { ...jobDetail(now), askedBy: now.made_by_name } } }
}

function decidedBy(call: Call, note: string) {
  const { id, name, email } = actorOf(call)
  return { decided_by: id, decided_by_name: name || email, decided_at: call.at, decided_note: note }
}
