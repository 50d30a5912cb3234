/** Custody: who has the file of each recovery-code set. Sets made before it was kept have no row, and are issued to nobody known. */
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { CustodyState, HandedHow } from '../../src-preload/contract/recovery'
import type { ReadDb, WriteDb } from './db'
import type { CustodyTable } from './schema-of-jobs'

/** One set with what is known of its file; never a code. */
export interface CustodySetRow extends Omit<Selectable<CustodyTable>, 'set_id' | 'issued_by'> {
  readonly id: string
  readonly account_id: string
  readonly email: string
  readonly name: string
  readonly department: string
  readonly number: number
  readonly checksum: string
  readonly made_at: string
  readonly superseded_at: string | null
  readonly state: CustodyState
  readonly job_no: number | null
  readonly codes: number
  readonly used: number
}

/** Where a page ends. */
export interface SetPlace {
  readonly madeAt: string
  readonly id: string
}

export interface CustodyWanted {
  /** Sets of these accounts alone, at most 500; null: of everybody. */
  readonly accountIds: readonly string[] | null
  readonly checksum: string | null
  readonly states: readonly CustodyState[] | null
  readonly fewLeft: boolean
  readonly before: SetPlace | null
  readonly limit: number
}

/** Sets that one statement passes where it may find none: some milliseconds. */
const passedEach = 1000
/** As `accounts_few_codes` has it. */
const fewCodes = 3

const stateOf = sql`case when s.superseded_at is not null then 'superseded' when c.acknowledged_at is not null
  then 'acknowledged' when c.handed_at is not null then 'handed-over' else 'issued' end`

const setsWith = sql`select s.id, s.account_id, a.email, a.name, a.department, s.number, s.checksum, s.made_at, s.superseded_at,
  ${stateOf} as state, ifnull(c.issued_by_name, '') as issued_by_name, c.job_id, j.no as job_no,
  ifnull(c.issuer, '') as issuer, ifnull(c.account_name, '') as account_name, ifnull(c.time_zone, '') as time_zone,
  c.how, ifnull(c.handed_to, '') as handed_to, c.handed_at, ifnull(c.handed_by_name, '') as handed_by_name,
  c.acknowledged_at, ifnull(c.acknowledged_by_name, '') as acknowledged_by_name, ifnull(c.note, '') as note,
  (select count(*) from recovery_codes where set_id = s.id) as codes,
  (select count(used_at) from recovery_codes where set_id = s.id) as used
  from recovery_sets s join accounts a on a.id = s.account_id
  left join custody c on c.set_id = s.id left join jobs j on j.id = c.job_id`

const under = ({ madeAt, id }: SetPlace) => sql`(s.made_at, s.id) < (${madeAt}, ${id})`

function conditionsOf({ accountIds, checksum, states, fewLeft }: CustodyWanted): RawBuilder<unknown>[] {
  return [
    ...(accountIds === null ? [] : [sql`s.account_id in (${sql.join(accountIds)})`]),
    ...(checksum === null ? [] : [sql`s.checksum = ${checksum}`]),
    ...(states === null ? [] : [sql`${stateOf} in (${sql.join(states)})`]),
    ...(fewLeft ? [sql`s.superseded_at is null and a.codes_left <= ${fewCodes}`] : []),
  ]
}

export const custodyReads = (db: ReadDb) => {
  async function select(conditions: readonly RawBuilder<unknown>[], limit: number): Promise<CustodySetRow[]> {
    const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`
    const query = sql<CustodySetRow>`${setsWith} ${where} order by s.made_at desc, s.id desc limit ${limit}`
    return (await query.execute(db)).rows
  }

  /** @returns the place so many sets further down; null where there are fewer. */
  async function furtherDown(before: SetPlace | null): Promise<SetPlace | null> {
    const where = before === null ? sql`` : sql`where ${under(before)}`
    const query = sql<SetPlace>`select s.made_at as "madeAt", s.id from recovery_sets s ${where}
      order by s.made_at desc, s.id desc limit 1 offset ${passedEach - 1}`
    return (await query.execute(db)).rows[0] ?? null
  }

  return {
    async find(setId: string): Promise<CustodySetRow | null> {
      return (await select([sql`s.id = ${setId}`], 1))[0] ?? null
    },

    /**
     * Newest first, under `before`.
     * @param pause gives way to others between two statements: what is looked for may be far down
     */
    async list(wanted: CustodyWanted, pause: () => Promise<void>): Promise<CustodySetRow[]> {
      const conditions = conditionsOf(wanted)
      if (wanted.accountIds?.length === 0) return []
      if (wanted.accountIds !== null || wanted.checksum !== null)
        return select(wanted.before === null ? conditions : [...conditions, under(wanted.before)], wanted.limit)
      const found: CustodySetRow[] = []
      for (let before = wanted.before, more = true; more && found.length < wanted.limit; await pause()) {
        const end = await furtherDown(before)
        const within = [
          ...(before === null ? [] : [under(before)]),
          ...(end === null ? [] : [sql`(s.made_at, s.id) >= (${end.madeAt}, ${end.id})`]),
        ]
        found.push(...(await select([...conditions, ...within], wanted.limit - found.length)))
        before = end
        more = end !== null
      }
      return found
    },
  }
}

interface Handed {
  readonly how: HandedHow
  readonly handed_to: string
  readonly handed_at: string
  readonly handed_by_name: string
  readonly note: string
}

export const custodyWrites = (db: WriteDb) => ({
  ...custodyReads(db),
  /** With the set itself: a set that somebody sees on their own screen is handed over as it is made. */
  async insert(row: Selectable<CustodyTable>): Promise<void> {
    await db.insertInto('custody').values(row).execute()
  },
  /** The file went to somebody: whoever had it before, and that they said so, is replaced. */
  async handOver(setId: string, handed: Handed): Promise<void> {
    const said = { ...handed, acknowledged_at: null, acknowledged_by_name: '' }
    const unknown = { issued_by: '', issued_by_name: '', job_id: null, issuer: '', account_name: '', time_zone: '' }
    await db
      .insertInto('custody')
      .values({ set_id: setId, ...unknown, ...said })
      .onConflict((conflict) => conflict.column('set_id').doUpdateSet(said))
      .execute()
  },
  /** @returns false where nobody has it */
  async acknowledge(setId: string, at: string, byName: string): Promise<boolean> {
    const result = await db
      .updateTable('custody')
      .set({ acknowledged_at: at, acknowledged_by_name: byName })
      .where('set_id', '=', setId)
      .where('handed_at', 'is not', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
})
