/** Running one job: its open accounts in slices, each slice a transaction, until there are none, it is given up, or stopped. */
import { setTimeout } from 'node:timers/promises'
import { Fault } from '../../fault'
import type { JobRowOfStore } from '../../store/job-rows'
import type { JobOfStore } from '../../store/jobs'
import type { WriteTables } from '../act'
import { approvalsOf } from '../approvals'
import type { Call } from '../call'
import type { House } from '../house'
import type { Prepared } from './acts'
import { isAsAsked } from './digest'
import { afterVerdict, factsOf, rulesOf } from './facts'
import { isStale, jobDetail } from './found'
import { callOfJob, rowOfJob } from './job-call'
import { holdsAll, partsOf, rightsOfJob } from './needs'
import { undoUntil } from './stop'
import { takeTurn, workOf, type Work } from './turn'

/** Accounts made ready together, and so at most in one transaction; passwords take long, and closing waits for them. */
const rowsEach = ({ kind }: JobOfStore): number => (kind === 'issue-password' ? 2 : 8)
/** A transaction takes no further account after so many milliseconds: with its commit the desk stands still for less than 50. */
const sliceMs = 12
const busyMs = 250

export type InTurn = <T>(slice: () => Promise<T>) => Promise<T>
/** How a job runs beside others. */
export interface Beside {
  /** Asked between two slices. */
  readonly isClosed: () => boolean
  /** Runs a slice when it is this job's turn. */
  readonly inTurn: InTurn
}

/**
 * Goes on with a job that is in the phase `running`, from the first account whose turn has not come.
 * @throws what the disk throws: the job is still running then, to be gone on with later
 */
export async function runJob(house: House, jobId: string, { isClosed, inTurn }: Beside): Promise<void> {
  const { store } = house
  const job = await store.read((tables) => tables.jobs.find(jobId))
  if (job?.phase !== 'running') return
  if (isStale(job, house.clock())) return stop(house, job, 'request-expired')
  if (!(await isAsAsked(store, job))) return stop(house, job, 'request-changed')
  const work = workOf(house, job)
  const parts = partsOf(job.include_no_way_in === 1)
  for (let after = -1; ;) {
    const from = after
    let rows = await store.read((tables) => tables.jobRows.open(job.id, parts, from, rowsEach(job)))
    after = rows.at(-1)?.place ?? after
    if (rows.length === 0) return finish(house, job)
    const prepared = await prepare(work, rows, isClosed)
    while (rows.length > 0) {
      if (isClosed() || prepared === null) return
      const some = { rows, work, prepared }
      const done = await inTurn(() => slice(house, job, some))
      if (done === null) return
      rows = rows.slice(done)
    }
  }
}

/** @returns null where the desk closes while it waits for its turn at scrypt */
async function prepare(work: Work, rows: JobRowOfStore[], isClosed: () => boolean): Promise<Prepared | null> {
  while (!isClosed()) {
    try {
      return await work.prepare(rows)
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'busy')) throw error
      await setTimeout(busyMs)
    }
  }
  return null
}

interface Slice {
  readonly rows: readonly JobRowOfStore[]
  readonly work: Work
  readonly prepared: Prepared
}

/** @returns how many rows had their turn; null where the job is not running any more */
async function slice(house: House, { id }: JobOfStore, { rows, work, prepared }: Slice): Promise<number | null> {
  let wroteLetters = false
  const done = await house.store.write(async (tables) => {
    const began = house.clock()
    const job = await tables.jobs.find(id)
    if (job?.phase !== 'running') return null
    // Read anew each time: who was disabled, or may not do this any more, does nothing more by a job.
    const actor = await tables.accounts.find(job.made_by)
    const call = callOfJob(house, job, actor)
    if (!holdsAll(actor, await rightsOfJob(tables, job, job.include_no_way_in === 1))) {
      await stopIn(tables, call, job, 'not-allowed')
      return null
    }
    const ids = rows.map(({ account_id }) => account_id)
    const facts = await factsOf(tables, call, ids)
    let rules = await rulesOf(tables, call)
    const keepsCopies = (await approvalsOf(tables)).undoHours > 0
    let had = 0
    for (const row of rows) {
      const one: Call = { ...call, target: null }
      const about = { row, facts: facts.get(row.account_id) ?? null, rules }
      const turn = { ...about, tables, call: one, job, prepared, work, keepsCopies }
      const verdict = await takeTurn(turn)
      if (verdict) rules = afterVerdict(rules, verdict)
      wroteLetters ||= one.wroteLetters
      had += 1
      if (house.clock() - began >= sliceMs) break
    }
    return had
  })
  if (wroteLetters) house.postman.wake()
  return done
}

async function finish(house: House, { id }: JobOfStore): Promise<void> {
  await house.store.write(async (tables) => {
    const found = await tables.jobs.find(id)
    if (found?.phase !== 'running') return
    const call = callOfJob(house, found, await tables.accounts.find(found.made_by))
    const ended = { phase: 'done', ended_at: call.at, undo_until: await undoUntil(tables, found, call.now) } as const
    const job = await tables.jobs.move(id, ['running'], ended)
    if (job === null) return
    // Copies of what is undone are of no more use: they are destroyed with the next look around.
    if (job.undoes !== null) await tables.jobs.change(job.undoes, { undone_by: job.id, undo_until: call.at })
    const detail = { ...jobDetail(job), ...(await tables.jobRows.results(id)) }
    await tables.audit.append(rowOfJob(call, job, 'jobs.finished', detail))
  })
}

async function stop(house: House, { id }: JobOfStore, code: string): Promise<void> {
  await house.store.write(async (tables) => {
    const job = await tables.jobs.find(id)
    if (job) await stopIn(tables, callOfJob(house, job, await tables.accounts.find(job.made_by)), job, code)
  })
}

/**
 * What is done stays done; what is open waits until somebody goes on with it or gives it up. The copies do not wait as
 * long as that: they have their hours from here on, as of a job that ended.
 */
async function stopIn(tables: WriteTables, call: Call, stopped: JobOfStore, code: string): Promise<void> {
  const undo_until = await undoUntil(tables, stopped, call.now)
  const job = await tables.jobs.move(stopped.id, ['running'], { phase: 'stopped', stopped_by: code, undo_until })
  if (job === null) return
  const row = rowOfJob(call, job, 'jobs.stopped', jobDetail(job))
  await tables.audit.append({ ...row, result: 'refused', code })
}
