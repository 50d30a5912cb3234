/** Jobs and their rows as they cross to the window. */
import type { Job, JobProblem, JobRow, JobSelection } from '../../../src-preload/contract/jobs'
import type { JobRowOfStore } from '../../store/job-rows'
import type { JobOfStore } from '../../store/jobs'
import type { ReadTables } from '../act'
import { anotherHolds, approvalsOf } from '../approvals'
import type { Call } from '../call'
import { actOf, countsOf, isUndoable, needsOf, rightsOfJob, totalOf } from './needs'

type Tables = Pick<ReadTables, 'jobs' | 'jobRows' | 'accounts' | 'settings'>

const isOpen = ({ phase }: JobOfStore): boolean => phase === 'planned' || phase === 'asked' || phase === 'waiting'

/** @returns what it took, of one that is no longer open */
const tookOf = (job: JobOfStore): Job['needs'] =>
  job.wait_until !== null && job.decided_by === null ? 'wait' : job.decided_by === null ? 'nothing' : 'second-person'

/** @returns one job whole, as of the call */
export async function jobReply(tables: Tables, { at }: Pick<Call, 'at'>, job: JobOfStore): Promise<Job> {
  const policy = await approvalsOf(tables)
  const includeNoWayIn = job.include_no_way_in === 1
  const undoneBy = job.undone_by === null ? null : await tables.jobs.find(job.undone_by)
  const { decided_by, decided_at } = job
  return {
    id: job.id,
    no: job.no,
    act: actOf(job),
    selection: JSON.parse(job.selection) as JobSelection,
    phase: job.phase,
    madeBy: { id: job.made_by, name: job.made_by_name },
    madeAt: job.made_at,
    reason: job.reason,
    counts: countsOf(job),
    includeNoWayIn,
    ...(isOpen(job)
      ? await needsOf(tables, policy, job, { include: includeNoWayIn, at })
      : { needs: tookOf(job), needsWhy: null }),
    digest: job.digest,
    askedAt: job.asked_at,
    expiresAt: job.expires_at,
    waitUntil: job.wait_until,
    decided:
      decided_by === null || decided_at === null
        ? null
        : { by: { id: decided_by, name: job.decided_by_name ?? '' }, at: decided_at, note: job.decided_note },
    startedAt: job.started_at,
    endedAt: job.ended_at,
    stoppedBy: job.stopped_by,
    progress: { total: totalOf(job, includeNoWayIn).accounts, ...(await tables.jobRows.results(job.id)) },
    papersWaiting: await tables.jobRows.sealed(job.id, 'secret'),
    undo: {
      possible: isUndoable(job.kind),
      hours: policy.undoHours,
      until: job.phase === 'stopped' ? null : job.undo_until,
      byMaker:
        job.undo_until !== null &&
        !(await anotherHolds(tables, job.made_by, await rightsOfJob(tables, job, includeNoWayIn))),
      by: undoneBy && { id: undoneBy.id, no: undoneBy.no },
    },
  }
}

/** @returns rows of a job, each with its account as it is now */
export async function rowsReply(tables: Tables, rows: readonly JobRowOfStore[]): Promise<JobRow[]> {
  const found = await tables.accounts.findByIds(rows.map(({ account_id }) => account_id))
  const accounts = new Map(found.map((account) => [account.id, account]))
  return rows.map((row) => {
    const account = accounts.get(row.account_id)
    const { name, email, department, role, state } = account ?? {}
    return {
      place: row.place,
      accountId: row.account_id,
      account: account ? ({ name, email, department, role, state } as JobRow['account']) : null,
      part: row.part,
      problem: row.problem as JobProblem | null,
      staff: row.staff === 1,
      result: row.result,
      code: row.code,
      at: row.done_at,
      auditNo: row.audit_no,
    }
  })
}
