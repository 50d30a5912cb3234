/** What is over by the clock: requests nobody decided on, copies for undoing, papers nobody took, each with its audit row; old dry runs. */
import { setImmediate } from 'node:timers/promises'
import { toInstant } from '../../clock'
import type { Sealed } from '../../store/job-rows'
import type { JobOfStore } from '../../store/jobs'
import type { House } from '../house'
import { jobDetail } from './found'
import { callOfJob, rowOfJob } from './job-call'

/** Papers that were not taken by then are destroyed. */
const papersMs = 72 * 60 * 60_000
/** A dry run is of its day: one that nobody started or asked for by then is dropped. The row of its making stays in the log. */
const lyingMs = 7 * 24 * 60 * 60_000
/** About 10 ms of writing. */
const rowsEach = 250

/** @throws what the disk throws: it is looked again later */
export async function lookAround(house: House): Promise<void> {
  const at = toInstant(house.clock())
  const papersBefore = toInstant(house.clock() - papersMs)
  const madeBefore = toInstant(house.clock() - lyingMs)
  const found = await house.store.read(async ({ jobs }) => ({
    over: await jobs.over(at),
    undoOver: await jobs.undoOver(at),
    papersOver: await jobs.papersOver(papersBefore),
    lying: await jobs.leftLying(madeBefore),
  }))
  for (const job of found.over) await expire(house, job)
  for (const job of found.undoOver) await destroy(house, job, 'undo')
  for (const job of found.papersOver) await destroy(house, job, 'secret')
  for (const { id } of found.lying) await dropDryRun(house, id)
}

/** In one transaction: half a dry run must not be started. */
async function dropDryRun(house: House, id: string): Promise<void> {
  await house.store.write(async (tables) => {
    if ((await tables.jobs.find(id))?.phase !== 'planned') return
    while ((await tables.jobRows.drop(id, rowsEach)) === rowsEach) await setImmediate()
    await tables.jobs.drop(id)
  })
}

async function expire(house: House, { id }: JobOfStore): Promise<void> {
  await house.store.write(async (tables) => {
    const asked = await tables.jobs.find(id)
    const call = asked && callOfJob(house, asked, null)
    if (!call || asked.expires_at === null || asked.expires_at > call.at) return
    const job = await tables.jobs.move(id, ['asked', 'waiting'], { phase: 'expired', ended_at: call.at })
    if (job) await tables.audit.append(rowOfJob(call, job, 'jobs.expired', jobDetail(job)))
  })
}

/** In one transaction, so that what is gone is on record; between two slices everything else has its turn. */
async function destroy(house: House, { id }: JobOfStore, column: Sealed): Promise<void> {
  await house.store.write(async (tables) => {
    const job = await tables.jobs.find(id)
    if (job === null) return
    // Whoever undoes it just now still needs them.
    const undoing = column === 'undo' ? await tables.jobs.undoing(id) : null
    if (undoing?.phase === 'running') return
    let rows = 0
    for (let some = rowsEach; some === rowsEach; rows += some) {
      some = await tables.jobRows.destroySealed(id, column, rowsEach)
      await setImmediate()
    }
    if (column === 'undo') await tables.jobs.change(id, { undo_until: null })
    const call = callOfJob(house, job, null)
    const detail = { ...jobDetail(job), [column === 'undo' ? 'rows' : 'papers']: rows }
    if (rows > 0) await tables.audit.append(rowOfJob(call, job, 'jobs.copiesDestroyed', detail))
  })
}
