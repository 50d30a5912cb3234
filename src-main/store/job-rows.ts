/** The accounts of a job: what the dry run said of each, what became of it, and what waits sealed beside it. */
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { JobPart, RowResult } from '../../src-preload/contract/jobs'
import type { ReadDb, WriteDb } from './db'
import type { JobOfStore } from './jobs'
import { insertRows } from './rows-in-bulk'
import type { JobRowsTable } from './schema-of-jobs'
import { jobRowsBy } from './sqlite'

export type JobRowOfStore = Selectable<JobRowsTable>
export type RowsWanted = 'all' | JobPart | 'staff' | RowResult
export type RowEnd = Pick<JobRowOfStore, 'result' | 'code' | 'done_at' | 'audit_no' | 'undo' | 'secret'>
/** What is kept sealed of a row: what brings the account back, or a paper that waits to be taken. */
export type Sealed = 'undo' | 'secret'

const columns = [
  'job_id',
  'place',
  'account_id',
  'part',
  'problem',
  'staff',
  'mails',
  'papers',
  'sessions',
  'result',
  'code',
  'done_at',
  'audit_no',
  'undo',
  'secret',
] as const satisfies readonly (keyof JobRowOfStore)[]

/** The index each list is read by, and what it asks for; every one of them in the order of place. */
const lanes: Readonly<
  Record<Exclude<RowsWanted, 'all' | 'same'> | 'same-part' | 'same-result', readonly [string, RawBuilder<unknown>]>
> = {
  change: ['job_rows_by_part', sql`part = 'change'`],
  'left-out': ['job_rows_by_part', sql`part = 'left-out'`],
  'no-way-in': ['job_rows_by_part', sql`part = 'no-way-in'`],
  'same-part': ['job_rows_by_part', sql`part = 'same'`],
  staff: ['job_rows_staff', sql`staff = 1`],
  done: ['job_rows_not_done', sql`result = 'done'`],
  'same-result': ['job_rows_not_done', sql`result = 'same'`],
  refused: ['job_rows_not_done', sql`result = 'refused'`],
  cancelled: ['job_rows_not_done', sql`result = 'cancelled'`],
}
/** The index over the rows that hold something sealed. */
const sealedBy: Readonly<Record<Sealed, string>> = { undo: 'job_rows_undo', secret: 'job_rows_secret' }

export const jobRowsReads = (db: ReadDb) => {
  const lane = async (jobId: string, name: keyof typeof lanes, after: number, limit: number) => {
    const [index, which] = lanes[name]
    const found = await sql<JobRowOfStore>`select * from ${jobRowsBy(index)} where job_id = ${jobId} and ${which}
      and place > ${after} order by place limit ${limit}`.execute(db)
    return found.rows
  }
  return {
    /** In the order of the dry run, above place `after`. `same`: so already at the dry run, or when its turn came. */
    async list(jobId: string, only: RowsWanted, after: number, limit: number) {
      const most = limit + 1
      let found: JobRowOfStore[]
      if (only === 'all') {
        const query = db.selectFrom('job_rows').selectAll().where('job_id', '=', jobId).where('place', '>', after)
        found = await query.orderBy('place').limit(most).execute()
      } else if (only === 'same') {
        const both = [
          ...(await lane(jobId, 'same-part', after, most)),
          ...(await lane(jobId, 'same-result', after, most)),
        ]
        found = both.sort((one, other) => one.place - other.place)
      } else found = await lane(jobId, only, after, most)
      return { rows: found.slice(0, limit), more: found.length > limit }
    },
    /** Rows of `parts` whose turn has not come, above place `after`. */
    async open(jobId: string, parts: readonly JobPart[], after: number, limit: number): Promise<JobRowOfStore[]> {
      const query = db.selectFrom('job_rows').selectAll().where('job_id', '=', jobId).where('place', '>', after)
      return query.where('result', 'is', null).where('part', 'in', parts).orderBy('place').limit(limit).execute()
    },
    /** The row of one account, if the job has one. */
    async ofAccount(jobId: string, accountId: string): Promise<JobRowOfStore | null> {
      const query = db
        .selectFrom('job_rows')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('job_id', '=', jobId)
      return (await query.orderBy('place').limit(1).executeTakeFirst()) ?? null
    },
    /**
     * Accounts, each once, that `job` would change and those that jobs of the same person changed after `since` or are yet
     * to change: of what ran alone. What somebody else approved, what waited its hour, and undoing are not of it.
     */
    async countAlone(
      job: Pick<JobOfStore, 'id' | 'made_by'>,
      parts: readonly JobPart[],
      since: string,
    ): Promise<number> {
      const alone = sql`jobs.made_by = ${job.made_by} and jobs.id <> ${job.id} and jobs.decided_by is null
        and jobs.wait_until is null and jobs.undoes is null and jobs.kind <> 'import'`
      const found = await sql<{ count: number }>`select count(*) as count from (
        select account_id from ${jobRowsBy('job_rows_by_part')} where job_id = ${job.id} and part in (${sql.join(parts)})
        union select account_id from jobs cross join ${jobRowsBy('job_rows_not_done')} on job_id = jobs.id
          where ${alone} and jobs.phase in ('running', 'stopped', 'done', 'cancelled')
          and (jobs.ended_at is null or jobs.ended_at > ${since}) and result = 'done' and done_at > ${since}
        union select account_id from jobs cross join ${jobRowsBy('job_rows_by_part')} on job_id = jobs.id
          where ${alone} and jobs.phase in ('running', 'stopped') and result is null
          and (part = 'change' or (part = 'no-way-in' and jobs.include_no_way_in = 1)))`.execute(db)
      return Number(found.rows[0]?.count ?? 0)
    },
    async isOpen(jobId: string, place: number): Promise<boolean> {
      const query = db.selectFrom('job_rows').select('result').where('job_id', '=', jobId).where('place', '=', place)
      return (await query.executeTakeFirst())?.result === null
    },
    /** The place of the last row; -1 where there is none. */
    async lastPlace(jobId: string): Promise<number> {
      const query = db.selectFrom('job_rows').select('place').where('job_id', '=', jobId)
      return (await query.orderBy('place', 'desc').limit(1).executeTakeFirst())?.place ?? -1
    },
    /** How many have come to which end so far. */
    async results(jobId: string): Promise<Record<RowResult, number>> {
      const ends: Record<RowResult, number> = { done: 0, same: 0, refused: 0, cancelled: 0 }
      const rows = await db
        .selectFrom('job_rows')
        .select((eb) => ['result', eb.fn.countAll<number>().as('count')])
        .where('job_id', '=', jobId)
        .where('result', 'is not', null)
        .groupBy('result')
        .execute()
      for (const { result, count } of rows) if (result !== null) ends[result] = Number(count)
      return ends
    },
    /** How many rows hold something sealed. */
    async sealed(jobId: string, column: Sealed): Promise<number> {
      const found = await sql<{ count: number }>`select count(*) as count from ${jobRowsBy(sealedBy[column])}
      where job_id = ${jobId} and ${sql.ref(column)} is not null`.execute(db)
      return Number(found.rows[0]?.count ?? 0)
    },
    /** The rows that hold something sealed, above place `after`. */
    async listSealed(jobId: string, column: Sealed, after: number, limit: number): Promise<JobRowOfStore[]> {
      const found = await sql<JobRowOfStore>`select * from ${jobRowsBy(sealedBy[column])} where job_id = ${jobId}
      and ${sql.ref(column)} is not null and place > ${after} order by place limit ${limit}`.execute(db)
      return found.rows
    },
  }
}

export const jobRowsWrites = (db: WriteDb) => ({
  ...jobRowsReads(db),
  /** Many at once: about 1,000 a call, so that the caller can breathe between two. */
  async insertMany(rows: readonly JobRowOfStore[]): Promise<void> {
    await insertRows(db, 'job_rows', columns, rows)
  },
  /** Writes the end of a row that has none. @returns false where it has one already */
  async end(jobId: string, place: number, end: RowEnd): Promise<boolean> {
    const query = db.updateTable('job_rows').set(end).where('job_id', '=', jobId).where('place', '=', place)
    return (await query.where('result', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
  },
  /** Gives up rows of `parts` whose turn has not come, among the `places` places from `from` on. @returns how many */
  async cancelOpen(
    jobId: string,
    parts: readonly JobPart[],
    at: string,
    from: number,
    places: number,
  ): Promise<number> {
    const query = db
      .updateTable('job_rows')
      .set({ result: 'cancelled', done_at: at })
      .where('job_id', '=', jobId)
      .where('place', '>=', from)
      .where('place', '<', from + places)
    const done = await query.where('result', 'is', null).where('part', 'in', parts).executeTakeFirst()
    return Number(done.numUpdatedRows)
  },
  /** Drops up to `limit` rows of a job. @returns how many */
  async drop(jobId: string, limit: number): Promise<number> {
    const found = await sql`delete from job_rows where job_id = ${jobId} and place in (
      select place from job_rows where job_id = ${jobId} limit ${limit})`.execute(db)
    return Number(found.numAffectedRows ?? 0)
  },
  /** Destroys the paper of one row: what it says is worth nothing any more. */
  async destroyPaper(jobId: string, place: number): Promise<void> {
    const query = db.updateTable('job_rows').set({ secret: null }).where('job_id', '=', jobId)
    await query.where('place', '=', place).execute()
  },
  /** Destroys whatever is sealed of one account, in all jobs: what would bring it back says who it was. */
  async forgetAccount(accountId: string): Promise<void> {
    await db.updateTable('job_rows').set({ undo: null, secret: null }).where('account_id', '=', accountId).execute()
  },
  /** Destroys what is sealed of up to `limit` rows; what it said is overwritten in the file. @returns how many */
  async destroySealed(jobId: string, column: Sealed, limit: number): Promise<number> {
    const found = await sql`update job_rows set ${sql.ref(column)} = null where job_id = ${jobId} and place in (
      select place from ${jobRowsBy(sealedBy[column])} where job_id = ${jobId} and ${sql.ref(column)} is not null limit ${limit})`.execute(
      db,
    )
    return Number(found.numAffectedRows ?? 0)
  },
})
