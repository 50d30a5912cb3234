/** Standings by their numbers, asked for once each: joining them to every event would cost more than the events. */
import { sql } from 'kysely'
import type { StandingFields } from '../engine/standing-line'
import type { ReadDb } from './db'
import type { Standing } from './standings'

type StandingRow = Standing & { readonly id: number }

/** The newest event up to row `no` of the log; 0 where there is none. */
export async function seqAt(db: ReadDb, no: number): Promise<number> {
  const query = db.selectFrom('account_events').select('seq').where('no', '<=', no)
  return (await query.orderBy('no', 'desc').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0
}

/**
 * Remembers for as long as it is kept itself: a transaction, or one reading of many events.
 * @returns what takes the numbers that are wanted next and answers with a look-up; null stays null
 */
export function standingsByNumber(db: ReadDb) {
  const known = new Map<number, Standing>()
  const standingOf = (id: number | null): Standing | null => (id === null ? null : (known.get(id) ?? null))
  return async (ids: readonly (number | null)[]): Promise<typeof standingOf> => {
    const missing = new Set<number>()
    for (const id of ids) if (id !== null && !known.has(id)) missing.add(id)
    if (missing.size === 0) return standingOf
    const { rows } = await sql<StandingRow>`select * from standings
      where id in (select value from json_each(${JSON.stringify([...missing])}))`.execute(db)
    for (const { id, ...standing } of rows) known.set(id, standing)
    return standingOf
  }
}

/** The same as the words that are hashed. */
export function standingWords(db: ReadDb) {
  const standings = standingsByNumber(db)
  const words = new WeakMap<Standing, StandingFields>()
  return async (ids: readonly (number | null)[]): Promise<(id: number | null) => StandingFields | null> => {
    const standingOf = await standings(ids)
    return (id) => {
      const standing = standingOf(id)
      if (standing === null) return null
      const { department, role, policy, state, enabled } = standing
      const fields = words.get(standing) ?? ([department, role, policy, state, enabled] as const)
      words.set(standing, fields)
      return fields
    }
  }
}
