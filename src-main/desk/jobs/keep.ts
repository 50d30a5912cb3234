/** Keeping a job with all its rows, inside the transaction of the act that makes it: a dry run, or an import that was written. */
import { setImmediate } from 'node:timers/promises'
import type {
  JobCounts,
  JobPart,
  JobPhase,
  JobProblem,
  JobSelection,
  ListedAct,
  RowResult,
} from '../../../src-preload/contract/jobs'
import { makeId } from '../../random'
import type { JobRowOfStore } from '../../store/job-rows'
import type { JobOfStore } from '../../store/jobs'
import type { WriteTables } from '../act'
import { actorOf, type Call } from '../call'
import { sealInRow } from './sealed'

/** One account as the dry run judged it; an act that is over already says what became of it, too. */
export interface RowToKeep {
  readonly accountId: string
  readonly part: JobPart
  readonly problem: JobProblem | null
  readonly staff: number
  readonly mails: number
  readonly papers: number
  readonly sessions: number
  readonly result?: RowResult
  /** Number of the row of the log that says so. */
  readonly auditNo?: number
  /** What brings it back; sealed here. A text is kept as it is. */
  readonly undo?: object | string | null
}

export interface JobToKeep {
  readonly act: ListedAct
  readonly selection: JobSelection
  readonly counts: JobCounts
  /** In the order they are run in. */
  readonly rows: Iterable<RowToKeep>
  readonly phase: Extract<JobPhase, 'planned' | 'done'>
  /** Only for what is done: until when it can be undone. */
  readonly undoUntil?: string | null
  /** The job that this one undoes. */
  readonly undoes?: string
}

/** About 10 ms of writing. */
const rowsEach = 500

/**
 * Writes job and rows; between two slices everything else has its turn, but whatever wants to write waits.
 * @returns the job with its number
 */
export async function keepJob(tables: WriteTables, call: Call, kept: JobToKeep): Promise<JobOfStore> {
  const { house, at } = call
  const actor = actorOf(call)
  const isDone = kept.phase === 'done'
  const job = await tables.jobs.insert({
    id: makeId(house.random),
    kind: kept.act.kind,
    act: JSON.stringify(kept.act),
    selection: JSON.stringify(kept.selection),
    phase: kept.phase,
    made_by: actor.id,
    made_by_name: actor.name || actor.email,
    made_at: at,
    computer: call.seat.computer,
    host: call.seat.host,
    reason: isDone ? call.reason : '',
    counts: JSON.stringify(kept.counts),
    started_at: isDone ? at : null,
    ended_at: isDone ? at : null,
    undo_until: kept.undoUntil ?? null,
    undoes: kept.undoes ?? null,
  })
  let place = 0
  let rows: JobRowOfStore[] = []
  const write = async () => {
    await tables.jobRows.insertMany(rows)
    rows = []
    await setImmediate()
  }
  for (const row of kept.rows) {
    const result = row.result ?? null
    const copy = row.undo ?? null
    const isSecret = typeof copy === 'object' && copy !== null
    const undo = isSecret ? sealInRow(house.keyring, job.id, place, 'undo', copy) : copy
    const { part, problem, staff, mails, papers, sessions } = row
    rows.push({
      ...{ job_id: job.id, place, account_id: row.accountId, part, problem, staff, mails, papers, sessions },
      ...{
        result,
        code: null,
        done_at: result === null ? null : at,
        audit_no: row.auditNo ?? null,
        undo,
        secret: null,
      },
    })
    place += 1
    if (rows.length === rowsEach) await write()
  }
  if (rows.length > 0) await write()
  return job
}
