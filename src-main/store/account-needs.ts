/** How many accounts need a person: numbers that the counters do not hold, by the conditions of the list's own filters. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { countFewCodes, daysBefore, inUse } from './account-lanes'
import type { ReadDb } from './db'
import { accountsBy } from './sqlite'

export interface AccountNeeds {
  readonly pendingOver: number
  readonly fewCodes: number
  readonly unusedFor: number
}

/** Rows of an index counted between two breaths: some milliseconds. */
const sliceRows = 50_000

/** Enabled and pending by a key made before: the index holds pending keys only, oldest first. */
async function countPending(db: ReadDb, before: string): Promise<number> {
  let count = 0
  for (let from = { made_at: '', id: '' }; ;) {
    const { rows } = await sql<{ made_at: string; id: string; pending: number }>`
      select k.made_at, k.id, a.state = 'pending' and a.enabled = 1 as pending
      from otp_keys k indexed by otp_keys_pending join accounts a on a.id = k.account_id
      where k.status = 'pending' and k.made_at < ${before}
        and (k.made_at > ${from.made_at} or (k.made_at = ${from.made_at} and k.id > ${from.id}))
      order by k.made_at, k.id limit 2000`.execute(db)
    count += rows.filter(({ pending }) => pending === 1).length
    const last = rows.at(-1)
    if (rows.length < 2000 || last === undefined) return count
    from = last
    await setImmediate()
  }
}

/** Enabled, enrolled and not used since `before`; those never used stand at the front of the index. */
async function countUnused(db: ReadDb, before: string): Promise<number> {
  const index = accountsBy('accounts_by_last_used')
  const never = sql<{ count: number }>`select count(*) as count from ${index} where ${inUse} and last_used_at is null`
  let count = Number((await never.execute(db)).rows[0]?.count ?? 0)
  for (let from = ''; ;) {
    const places = sql<{ last_used_at: string }>`select last_used_at from ${index}
      where ${inUse} and last_used_at > ${from} and last_used_at < ${before}
      order by last_used_at limit 1 offset ${sliceRows - 1}`
    const to = (await places.execute(db)).rows[0]?.last_used_at
    // Up to and with `to`: of one instant none is left over for the next slice.
    const end = to === undefined ? sql`last_used_at < ${before}` : sql`last_used_at <= ${to}`
    const slice = sql<{ count: number }>`select count(*) as count from ${index}
      where ${inUse} and last_used_at > ${from} and ${end}`
    count += Number((await slice.execute(db)).rows[0]?.count ?? 0)
    if (to === undefined) return count
    from = to
    await setImmediate()
  }
}

/** @param days how long a set-up may be pending, and a factor unused. @param at the instant they end at */
export const accountNeeds = async (
  db: ReadDb,
  at: string,
  days: { readonly pendingOver: number; readonly unusedFor: number },
): Promise<AccountNeeds> => ({
  pendingOver: await countPending(db, daysBefore(at, days.pendingOver)),
  fewCodes: await countFewCodes(db),
  unusedFor: await countUnused(db, daysBefore(at, days.unusedFor)),
})
