/** A policy given to all accounts of some roles: row by row number in slices, the counters and the events moved with them. */
import { fault } from '../fault'
import type { PolicySweep } from '../engine/policy'
import { movePolicyCounts } from './account-counts'
import type { WriteDb } from './db'
import { noteSweep } from './standings'

/** About 10 ms of writing where every row of the slice changes: four indexes hold the policy. */
const sliceRows = 500

/**
 * Changes the accounts of `sweep.roles` that have another policy; the others keep theirs, and their grace, and so do those
 * whose policy was set by name.
 * @param pause waited for between two slices, so that everything but a writer has its turn
 * @returns how many changed
 * @throws store-damaged where the counters say another number
 */
export async function sweepPolicy(db: WriteDb, sweep: PolicySweep, pause: () => Promise<void>): Promise<number> {
  const { roles, policy, grace_until } = sweep
  const newest = await db.selectFrom('accounts').select('row_no').orderBy('row_no', 'desc').limit(1).executeTakeFirst()
  const note = await noteSweep(db, sweep)
  let changed = 0
  for (let from = 0; from < (newest?.row_no ?? 0); from += sliceRows) {
    await note(from, from + sliceRows)
    const result = await db
      .updateTable('accounts')
      .set((eb) => ({ policy, grace_until, rev: eb('rev', '+', 1) }))
      .where('row_no', '>', from)
      .where('row_no', '<=', from + sliceRows)
      .where('role', 'in', roles)
      .where('policy', '<>', policy)
      .where('policy_own', 'is', null)
      .executeTakeFirst()
    changed += Number(result.numUpdatedRows)
    await pause()
  }
  const counted = await movePolicyCounts(db, roles, policy)
  if (counted !== changed) {
    throw fault('store-damaged', {}, { cause: new Error('the account counters do not fit the accounts') })
  }
  return changed
}
