/** Jobs: one row each from the dry run to the end, moved from phase to phase by whoever comes first. */
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import type { JobPhase } from '../../src-preload/contract/jobs'
import type { ReadDb, WriteDb } from './db'
import { metaWrites } from './meta'
import type { JobsTable } from './schema-of-jobs'
import { jobRowsBy } from './sqlite'

export type JobOfStore = Selectable<JobsTable>
export type NewJob = Omit<Insertable<JobsTable>, 'no'>
export type JobChanges = Omit<Updateable<JobsTable>, 'id' | 'no'>

/** Name in `meta`: the highest number of a job by when one was dropped last. */
const droppedNo = 'job-no'

/** Waits for somebody. */
const open = ['asked', 'waiting'] as const satisfies readonly JobPhase[]

export interface JobsWanted {
  readonly only: 'all' | 'requests' | 'mine'
  /** Whose, for `mine`. */
  readonly accountId: string
  /** Under this number; null: from the newest on. */
  readonly before: number | null
  readonly limit: number
}

export const jobsReads = (db: ReadDb) => ({
  async find(id: string): Promise<JobOfStore | null> {
    return (await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
  },
  /** Newest first. */
  async list({ only, accountId, before, limit }: JobsWanted): Promise<{ jobs: JobOfStore[]; more: boolean }> {
    let query = db.selectFrom('jobs').selectAll().orderBy('no', 'desc')
    if (before !== null) query = query.where('no', '<', before)
    if (only === 'mine') query = query.where('made_by', '=', accountId)
    if (only === 'requests') query = query.where('phase', 'in', open)
    const found = await query.limit(limit + 1).execute()
    return { jobs: found.slice(0, limit), more: found.length > limit }
  },
  /** All in one of `phases`, in order of number. */
  async inPhase(phases: readonly JobPhase[]): Promise<JobOfStore[]> {
    return db.selectFrom('jobs').selectAll().where('phase', 'in', phases).orderBy('no').execute()
  },
  /** Requests whose time is over. */
  async over(at: string): Promise<JobOfStore[]> {
    const query = db.selectFrom('jobs').selectAll().where('phase', 'in', open).where('expires_at', '<=', at)
    return query.orderBy('no').execute()
  },
  /** Those whose copies for undoing have had their hours. */
  async undoOver(at: string): Promise<JobOfStore[]> {
    return db.selectFrom('jobs').selectAll().where('undo_until', '<=', at).orderBy('no').execute()
  },
  /** Ended by `before`, or stopped with none made since, and papers of it were never taken. */
  async papersOver(before: string): Promise<JobOfStore[]> {
    const papers = sql`from ${jobRowsBy('job_rows_secret')} where job_id = jobs.id and secret is not null`
    const over = sql<boolean>`exists (select 1 ${papers}) and (ended_at <= ${before}
      or (phase = 'stopped' and not exists (select 1 ${papers} and done_at > ${before})))`
    return db.selectFrom('jobs').selectAll().where(over).orderBy('no').execute()
  },
  /** Dry runs made by `before` that nobody started or asked for. */
  async leftLying(before: string): Promise<JobOfStore[]> {
    const query = db.selectFrom('jobs').selectAll().where('phase', '=', 'planned').where('made_at', '<=', before)
    return query.orderBy('no').execute()
  },
  /** How many of one person's jobs have papers to take. */
  async withPapersOf(accountId: string): Promise<number> {
    const found = await sql<{ jobs: number }>`select count(*) as jobs from jobs where made_by = ${accountId}
      and exists (select 1 from ${jobRowsBy('job_rows_secret')} where job_id = jobs.id and secret is not null)`.execute(
      db,
    )
    return Number(found.rows[0]?.jobs ?? 0)
  },
  /** The job that undoes `id`, of those that were not given up. */
  async undoing(id: string): Promise<JobOfStore | null> {
    const query = db.selectFrom('jobs').selectAll().where('undoes', '=', id)
    return (await query.where('phase', 'in', ['asked', 'waiting', 'running', 'stopped']).executeTakeFirst()) ?? null
  },
})

export const jobsWrites = (db: WriteDb) => {
  const reads = jobsReads(db)
  const meta = metaWrites(db)
  /** Of all there ever were: the number of one that was dropped stands in the log. */
  async function lastNo(): Promise<number> {
    const last = await db.selectFrom('jobs').select('no').orderBy('no', 'desc').limit(1).executeTakeFirst()
    return Math.max(last?.no ?? 0, Number((await meta.find(droppedNo)) ?? 0))
  }
  return {
    ...reads,
    /** Drops a job; its rows are to be gone by then. Its number is not given again. */
    async drop(id: string): Promise<void> {
      await meta.set(droppedNo, String(await lastNo()))
      await db.deleteFrom('jobs').where('id', '=', id).execute()
    },
    /** @returns the job with its number, the next one */
    async insert(job: NewJob): Promise<JobOfStore> {
      const no = (await lastNo()) + 1
      return db
        .insertInto('jobs')
        .values({ ...job, no })
        .returningAll()
        .executeTakeFirstOrThrow()
    },
    /** Changes a job that is in one of the phases `from`: of two who try, exactly one gets it. @returns the job, or null */
    async move(id: string, from: readonly JobPhase[], changes: JobChanges): Promise<JobOfStore | null> {
      const query = db.updateTable('jobs').set(changes).where('id', '=', id).where('phase', 'in', from)
      return (await query.returningAll().executeTakeFirst()) ?? null
    },
    /** Changes a job whatever its phase. */
    async change(id: string, changes: JobChanges): Promise<void> {
      await db.updateTable('jobs').set(changes).where('id', '=', id).execute()
    },
  }
}
