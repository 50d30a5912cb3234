/** Coverage on any past day: counted from the nearest snapshot before it and the events since. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { StandingHash, standingLine } from '../engine/standing-line'
import { coverageListReads } from './coverage-list'
import { coverageMovedReads } from './coverage-moved'
import type { ReadDb, WriteDb } from './db'
import { standingWords } from './standing-words'
import type { Standing } from './standings'

export type { StoodAccount } from './coverage-list'
export type { MovedAccount } from './coverage-moved'

export type StandingCount = Standing & { readonly count: number }

/** From which row of the log on coverage is known, and since when. */
export interface CoverageFloor {
  readonly no: number
  readonly at: string
}

/** Events after which a snapshot is worth its rows. */
const markEvery = 5000
/** Lines hashed between two breaths: some milliseconds. */
const hashedEach = 2000

export const coverageReads = (db: ReadDb) => {
  /** Lines of the events that row `no` answers for, in order of happening. */
  async function* linesOf(no: number): AsyncGenerator<string> {
    const words = standingWords(db)
    for (let after = 0; ;) {
      const query = db.selectFrom('account_events').select(['seq', 'account_id', 'before', 'after'])
      const rows = await query.where('no', '=', no).where('seq', '>', after).orderBy('seq').limit(hashedEach).execute()
      const wordsOf = await words(rows.flatMap((row) => [row.before, row.after]))
      for (const row of rows) yield standingLine(row.account_id, wordsOf(row.before), wordsOf(row.after))
      if (rows.length < hashedEach) return
      after = rows.at(-1)?.seq ?? after
      await setImmediate()
    }
  }

  return {
    ...coverageListReads(db),
    ...coverageMovedReads(db),

    /**
     * The last row of the log that an instant knows of, which may have been cut; 0 where there is none. Where the clock
     * was set back, rows that follow one another with times at or before the instant are taken in, whatever their order.
     */
    async noAt(at: string): Promise<number> {
      const query = db.selectFrom('audit').select('no').where('at', '<=', at)
      const known = (await query.orderBy('at', 'desc').orderBy('no', 'desc').limit(1).executeTakeFirst())?.no
      if (known === undefined) {
        const cut = db.selectFrom('audit_cuts').select('to_no').where('last_at', '<=', at).orderBy('to_no', 'desc')
        return (await cut.limit(1).executeTakeFirst())?.to_no ?? 0
      }
      // In order of number: the next row nearly always is the one. By the index of times it would be all that follow.
      const beyond = sql<{ no: number }>`select no from audit where no > ${known} and +at > ${at} order by no limit 1`
      const next = (await beyond.execute(db)).rows[0]
      if (next !== undefined) return next.no - 1
      const newest = db.selectFrom('audit').select('no').orderBy('no', 'desc').limit(1)
      return (await newest.executeTakeFirst())?.no ?? known
    },

    /** Null in a store without accounts. */
    async floor(): Promise<CoverageFloor | null> {
      const cut = db.selectFrom('audit_cuts').select(['to_no as no', 'last_at as at']).orderBy('to_no', 'desc')
      const newest = await cut.limit(1).executeTakeFirst()
      if (newest !== undefined) return newest
      const first = await db.selectFrom('account_events').select('no').orderBy('seq').limit(1).executeTakeFirst()
      if (first === undefined) return null
      const row = await db.selectFrom('audit').select(['no', 'at']).where('no', '=', first.no).executeTakeFirst()
      return row ?? null
    },

    /** How many accounts stood where once row `no` was written, in no order. At once: some thousand events at most. */
    async countsAt(no: number): Promise<StandingCount[]> {
      const marks = db.selectFrom('coverage_marks').select('no').where('no', '<=', no).orderBy('no', 'desc')
      const from = (await marks.limit(1).executeTakeFirst())?.no ?? 0
      const { rows } = await sql<StandingCount>`
        select department, role, policy, state, enabled, sum(n) as count from (
          select standing, count as n from coverage_mark_counts where no = ${from}
          union all select after, 1 from account_events where no > ${from} and no <= ${no} and after is not null
          union all select before, -1 from account_events where no > ${from} and no <= ${no} and before is not null)
        join standings on standings.id = standing group by standing having sum(n) <> 0`.execute(db)
      return rows
    },

    linesOf,

    /** What row `no` must say of the events that it answers for. */
    async detailOf(no: number) {
      const hash = new StandingHash()
      for await (const line of linesOf(no)) hash.add(line)
      return hash.detail()
    },

    /** Snapshots, oldest first. */
    marks: () => db.selectFrom('coverage_marks').selectAll().orderBy('no').execute(),
  }
}

/** Takes a snapshot behind row `no` where enough has happened since the last one. */
export async function markIfDue(db: WriteDb, no: number, at: string): Promise<void> {
  const newest = db.selectFrom('account_events').select('seq').orderBy('seq', 'desc').limit(1)
  const seq = (await newest.executeTakeFirst())?.seq ?? 0
  const mark = await db.selectFrom('coverage_marks').select('seq').orderBy('no', 'desc').limit(1).executeTakeFirst()
  if (seq - (mark?.seq ?? 0) < markEvery) return
  await db.insertInto('coverage_marks').values({ no, seq, at }).execute()
  await sql`insert into coverage_mark_counts (no, standing, count)
    select ${no}, standings.id, account_counts.count from account_counts
    join standings using (department, role, policy, state, enabled) where account_counts.count > 0`.execute(db)
}
