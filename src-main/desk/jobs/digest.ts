/** What a request is bound to: act, who asks, reason, choice and every row of the dry run with its counts, as one hash. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { JobOfStore } from '../../store/jobs'
import type { Store } from '../../store/store'

/** About 5 ms of reading. */
const rowsEach = 500

export interface Asked {
  readonly reason: string
  readonly includeNoWayIn: boolean
}

/** @returns what was asked, as the job keeps it */
export const askedOf = (job: JobOfStore): Asked => ({
  reason: job.reason,
  includeNoWayIn: job.include_no_way_in === 1,
})

/**
 * Read in slices: the rows of a dry run never change while it is what it was, and whoever changes them is found out.
 * @returns hex SHA-256
 */
export async function digestOf(store: Store, job: JobOfStore, asked: Asked): Promise<string> {
  const hash = createHash('sha256')
  const { id, kind, act, undoes, made_by, counts } = job
  hash.update(`${JSON.stringify([id, kind, act, undoes, made_by, counts, asked.reason, asked.includeNoWayIn])}\n`)
  for (let after = -1; ;) {
    const { rows, more } = await store.read((tables) => tables.jobRows.list(job.id, 'all', after, rowsEach))
    for (const { place, account_id, part, problem, staff } of rows)
      hash.update(`${JSON.stringify([place, account_id, part, problem, staff])}\n`)
    after = rows.at(-1)?.place ?? after
    if (!more) return hash.digest('hex')
    await setImmediate()
  }
}

/** @returns whether the job is still exactly what was asked or started */
export const isAsAsked = async (store: Store, job: JobOfStore): Promise<boolean> =>
  job.digest !== null && job.digest === (await digestOf(store, job, askedOf(job)))
