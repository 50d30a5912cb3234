/** Jobs: the dry run kept, shown and listed; started, asked for, decided on, given up, gone on with, undone. */
import { rightOfAct } from '../../../src-preload/contract/jobs'
import { fault } from '../../fault'
import type { JobOfStore } from '../../store/jobs'
import { act, look, type ReadTables } from '../act'
import { anotherHolds } from '../approvals'
import { actorOf, demandRight, type Call } from '../call'
import type { GuardedDesk } from '../guard'
import { demandMay, foundJob, isOver, jobDetail } from './found'
import { keepJob, type JobToKeep } from './keep'
import { countsOf, holdsAll, rightsOfJob, whyNotUndone } from './needs'
import { planRows, planUndoRows, type Planned, type RowToUndo } from './plan'
import { jobReply, rowsReply } from './reply'
import { approve, ask, deny, digestWanted, judgeAsked, start } from './request'
import { cancel, resume } from './stop'
import { openUndo } from './undo'

/** Copies opened at once. */
const rowsEach = 500

/** @returns what the audit row of a dry run says */
function planDetail(job: JobOfStore) {
  const { selected, change, noWayIn, same, leftOut } = countsOf(job)
  return {
    ...jobDetail(job),
    accounts: selected,
    change: change.accounts,
    noWayIn: noWayIn.accounts,
    same,
    leftOut: leftOut.reduce((sum, { accounts }) => sum + accounts, 0),
    ...{ staff: change.staff, mails: change.mails, papers: change.papers },
  }
}

const keeping = async (
  tables: Parameters<typeof keepJob>[0],
  call: Call,
  planned: Planned,
  kept: Pick<JobToKeep, 'act' | 'selection'> & { readonly undoes?: string },
) => {
  const job = await keepJob(tables, call, { ...kept, ...planned, phase: 'planned' })
  return { reply: await jobReply(tables, call, job), row: { detail: planDetail(job) } }
}

/**
 * Nobody undoes what they did, but where nobody else could.
 * @throws own-request, undo-over, not-allowed
 */
async function demandUndo(tables: ReadTables, call: Call, jobId: string): Promise<JobOfStore> {
  const job = await foundJob(tables, jobId)
  const why = await whyNotUndone(tables, job, call.at)
  if (why) throw why
  const include = job.include_no_way_in === 1
  await demandMay(tables, call, job, include)
  const own = job.made_by === actorOf(call).id
  if (own && (await anotherHolds(tables, job.made_by, await rightsOfJob(tables, job, include))))
    throw fault('own-request')
  return job
}

async function* rowsToUndo({ house }: Call, jobId: string): AsyncGenerator<readonly RowToUndo[]> {
  for (let after = -1; ;) {
    const from = after
    const rows = await house.store.read((tables) => tables.jobRows.listSealed(jobId, 'undo', from, rowsEach))
    if (rows.length === 0) return
    yield rows.flatMap(({ account_id: accountId, audit_no: auditNo, place, undo }) =>
      undo === null ? [] : [{ accountId, auditNo, copy: openUndo(house.keyring, jobId, place, undo) }],
    )
    after = rows.at(-1)?.place ?? after
  }
}

/** @returns whether the one who asks may decide on this request, as things stand */
async function mayDecide(tables: ReadTables, call: Call, job: JobOfStore): Promise<boolean> {
  const actor = actorOf(call)
  if ((job.phase !== 'asked' && job.phase !== 'waiting') || job.made_by === actor.id || isOver(job, call.at))
    return false
  return holdsAll(actor, await rightsOfJob(tables, job, job.include_no_way_in === 1))
}

async function counts(tables: ReadTables, call: Call) {
  let toDecide = 0
  for (const job of await tables.jobs.inPhase(['asked', 'waiting']))
    if (await mayDecide(tables, call, job)) toDecide += 1
  const running = (await tables.jobs.inPhase(['running'])).length
  return { toDecide, papers: await tables.jobs.withPapersOf(actorOf(call).id), running }
}

/** @returns the handlers of the group `jobs`. */
export const jobsHandlers = (desk: GuardedDesk) => ({
  plan: desk.jobs.plan.handler(
    act({
      judge: async (call, { act: wanted, of }) => {
        demandRight(call, rightOfAct[wanted.kind])
        return planRows(call, wanted, of)
      },
      settle: async (tables, call, { act: wanted, of }, planned) => {
        const selection = of.by === 'filter' ? of : { by: of.by }
        return keeping(tables, call, planned, { act: wanted, selection })
      },
    }),
  ),

  planUndo: desk.jobs.planUndo.handler(
    act({
      judge: async (call, { jobId }) => {
        const original = await call.house.store.read((tables) => demandUndo(tables, call, jobId))
        return planUndoRows(call, original, rowsToUndo(call, jobId))
      },
      settle: async (tables, call, { jobId }, planned) => {
        const { id, no } = await demandUndo(tables, call, jobId)
        return keeping(tables, call, planned, {
          act: { kind: 'undo', of: id, no },
          selection: { by: 'job' },
          undoes: id,
        })
      },
    }),
  ),

  show: desk.jobs.show.handler(
    look(async (tables, call, { jobId }) => jobReply(tables, call, await foundJob(tables, jobId))),
  ),

  list: desk.jobs.list.handler(
    look(async (tables, call, wanted) => {
      const { jobs, more } = await tables.jobs.list({ ...wanted, accountId: actorOf(call).id })
      const replies = []
      for (const job of jobs) replies.push(await jobReply(tables, call, job))
      return { jobs: replies, more }
    }),
  ),

  counts: desk.jobs.counts.handler(look(counts)),

  rows: desk.jobs.rows.handler(
    look(async (tables, _call, { jobId, only, after, limit }) => {
      const { rows, more } = await tables.jobRows.list((await foundJob(tables, jobId)).id, only, after, limit)
      return { rows: await rowsReply(tables, rows), more }
    }),
  ),

  start: desk.jobs.start.handler(act({ judge: digestWanted, settle: start })),
  ask: desk.jobs.ask.handler(act({ judge: digestWanted, settle: ask })),
  approve: desk.jobs.approve.handler(act({ judge: judgeAsked, settle: approve })),
  deny: desk.jobs.deny.handler(act({ settle: deny })),
  cancel: desk.jobs.cancel.handler(act({ settle: cancel })),
  resume: desk.jobs.resume.handler(act({ judge: judgeAsked, settle: resume })),
})
