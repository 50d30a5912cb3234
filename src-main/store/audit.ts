/** The audit log: appended to inside the transaction of the act, read newest first. */
import { setImmediate } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import { chainHash, genesis } from '../engine/audit-chain'
import type { AuditFilter } from './audit-lanes'
import { auditListReads } from './audit-list'
import type { AuditDirection } from './audit-walk'
import { coverageReads, markIfDue } from './coverage'
import type { ReadDb, WriteDb } from './db'
import { insertRows } from './rows-in-bulk'
import type { AuditTable } from './schema-of-history'

export type AuditRow = Selectable<AuditTable>
export type { AuditFilter } from './audit-lanes'
/** What happened; number and hashes are made as it is appended. */
export type NewAuditRow = Omit<AuditRow, 'no' | 'before' | 'hash'>
export interface AuditPage {
  /** Newest first. */
  readonly rows: AuditRow[]
  readonly more: boolean
}
/** Links written between two breaths: about 5 ms. */
const linksEach = 1000

export const auditReads = (db: ReadDb) => {
  const rowsUnder = (before: number | null) => {
    const query = db.selectFrom('audit').selectAll().orderBy('no', 'desc')
    return before === null ? query : query.where('no', '<', before)
  }
  const pageOf = (rows: AuditRow[], limit: number): AuditPage => ({
    rows: rows.slice(0, limit),
    more: rows.length > limit,
  })
  const rowsOf = async (numbers: readonly number[]): Promise<AuditRow[]> =>
    numbers.length === 0
      ? []
      : db.selectFrom('audit').selectAll().where('no', 'in', numbers).orderBy('no', 'desc').execute()
  const last = async (): Promise<{ no: number; hash: string }> => {
    const row = await db.selectFrom('audit').select(['no', 'hash']).orderBy('no', 'desc').limit(1).executeTakeFirst()
    return row ?? { no: 0, hash: genesis }
  }
  const list = auditListReads(db)

  return {
    /** Number and hash of the newest row; 0 and `genesis` where there is none. */
    last,
    /**
     * Newest first. `older`: those under number `beyond`, null from the newest on. `newer`: the nearest above it, null from
     * the oldest on; `more` are then those above them. In slices: also a filter that hardly any row fits stalls nothing.
     */
    list: (
      filter: AuditFilter,
      beyond: number | null,
      limit: number,
      direction: AuditDirection = 'older',
    ): Promise<AuditPage> => list.page(filter, { beyond, direction }, limit),
    /** How many rows fit: exact up to `most`, or where nothing but a time is asked. */
    count: list.count,
    computers: list.computers,
    /** What happened to one account, newest first: rows that name it, and imports that made or changed it. */
    async listOfAccount(accountId: string, before: number | null, limit: number): Promise<AuditPage> {
      const lanes = (['audit', 'audit_about'] as const).map((table) => {
        const query = db.selectFrom(table).select('no').where('account_id', '=', accountId)
        const under = before === null ? query : query.where('no', '<', before)
        return under
          .orderBy('no', 'desc')
          .limit(limit + 1)
          .execute()
      })
      const numbers = (await Promise.all(lanes)).flat().map(({ no }) => no)
      const newest = [...new Set(numbers)].sort((a, b) => b - a)
      return { rows: await rowsOf(newest.slice(0, limit)), more: newest.length > limit }
    },
    /** What somebody did and what was done to them, newest first: one indexed query each, the two made one by number. */
    async listAbout(accountId: string, before: number | null, limit: number): Promise<AuditPage> {
      const lane = (column: 'account_id' | 'actor_id') =>
        rowsUnder(before)
          .where(column, '=', accountId)
          .limit(limit + 1)
          .execute()
      const rows = [...(await lane('account_id')), ...(await lane('actor_id'))]
      const once = new Map(rows.map((row) => [row.no, row]))
      return pageOf(
        [...once.values()].sort((a, b) => b.no - a.no),
        limit,
      )
    },
    /** Oldest first from number `from`, for the check of the chain. */
    async listFrom(from: number, limit: number): Promise<AuditRow[]> {
      return db.selectFrom('audit').selectAll().where('no', '>=', from).orderBy('no').limit(limit).execute()
    },
    /** The newest `limit` rows, oldest first, and the hash they stand on, for the check at start. */
    async tail(limit: number): Promise<{ rows: AuditRow[]; before: string }> {
      const rows = (
        await rowsUnder(null)
          .limit(limit + 1)
          .execute()
      ).reverse()
      if (rows.length <= limit) return { rows, before: genesis }
      const [first, ...rest] = rows
      return { rows: rest, before: first?.hash ?? genesis }
    },
  }
}

export const auditWrites = (db: WriteDb) => ({
  ...auditReads(db),
  /**
   * Appends one row with the next number and the hash over the row before.
   * @param about - accounts on whose timeline it stands though it names none: those an import made or changed
   * Its detail answers for the accounts whose standing changed since the row before: how many, and a hash over all.
   * @returns the row as it stands
   * @throws what the insert throws; the whole transaction must then fail, or an act would go unrecorded
   */
  async append(row: NewAuditRow, about: readonly string[] = []): Promise<AuditRow> {
    const before = await auditReads(db).last()
    const no = before.no + 1
    const moved = await coverageReads(db).detailOf(no)
    const detail =
      moved.standings === undefined ? row.detail : JSON.stringify({ ...(JSON.parse(row.detail) as object), ...moved })
    const numbered = { ...row, detail, no }
    const whole = { ...numbered, before: before.hash, hash: chainHash(before.hash, numbered) }
    await db.insertInto('audit').values(whole).execute()
    // In the order of the table: at random 100,000 ids would touch as many places of the file.
    const ids = [...new Set(about)].sort()
    for (let at = 0; at < ids.length; at += linksEach) {
      const links = ids.slice(at, at + linksEach).map((account_id) => ({ account_id, no: whole.no }))
      await insertRows(db, 'audit_about', ['account_id', 'no'], links)
      await setImmediate()
    }
    if (moved.standings !== undefined) await markIfDue(db, no, whole.at)
    return whole
  },
})
