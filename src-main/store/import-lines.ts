/** Lines of the import being prepared: staged in slices, looked at as a preview, read back as they are written. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import { insertRows } from './rows-in-bulk'
import type { ImportLinesTable } from './schema'

export type ImportLineRow = Selectable<ImportLinesTable>
export type ImportResult = ImportLineRow['result']
/** Lines of a stretch of places, and the place the next stretch begins at; null at the end. */
export interface ImportSlice {
  readonly lines: ImportLineRow[]
  readonly next: number | null
}

const columns = [
  'place',
  'line',
  'result',
  'problem',
  'problem_field',
  'problem_line',
  'fields',
  'raw',
  'match_key',
  'email_key',
  'user_name_key',
  'account_id',
  'changes',
] as const satisfies readonly (keyof ImportLineRow)[]

export const importLinesReads = (db: ReadDb) => {
  const lastPlace = async (): Promise<number> => {
    const query = db.selectFrom('import_lines').select('place').orderBy('place', 'desc').limit(1)
    return (await query.executeTakeFirst())?.place ?? -1
  }
  return {
    /** A page of the preview in the order of the file, after line number `afterLine` (0: from the beginning). */
    async list(only: 'all' | 'refused', afterLine: number, limit: number) {
      const query = db.selectFrom('import_lines').selectAll().where('line', '>', afterLine)
      const chosen = only === 'refused' ? query.where('result', '=', 'refused') : query
      const found = await chosen
        .orderBy('line')
        .limit(limit + 1)
        .execute()
      return { lines: found.slice(0, limit), more: found.length > limit }
    },
    /** How many lines there are of each result. */
    async counts(): Promise<Record<ImportResult, number>> {
      const counts: Record<ImportResult, number> = { new: 0, changed: 0, same: 0, refused: 0 }
      const query = db
        .selectFrom('import_lines')
        .select((eb) => ['result' as const, eb.fn.countAll<number>().as('count')])
      for (const row of await query.groupBy('result').execute()) counts[row.result] = Number(row.count)
      return counts
    },
    /**
     * The lines with one of `results` among the `places` places from `from` on: go on from `next` until it is null.
     * The work of one call is bounded whatever the lines are.
     */
    async slice(results: readonly ImportResult[], from: number, places: number): Promise<ImportSlice> {
      const stretch = await db
        .selectFrom('import_lines')
        .selectAll()
        .where('place', '>=', from)
        .where('place', '<', from + places)
        .orderBy('place')
        .execute()
      // Chosen here and not by SQL: asked for the result too, the planner goes through all lines of that result.
      const lines = stretch.filter(({ result }) => results.includes(result))
      return { lines, next: from + places > (await lastPlace()) ? null : from + places }
    },
  }
}

export const importLinesWrites = (db: WriteDb) => ({
  ...importLinesReads(db),
  /** Takes all lines away. */
  async clear(): Promise<void> {
    await db.deleteFrom('import_lines').execute()
  },
  /** Many at once: about 1,000 a call, so that the caller can breathe between two. */
  async insertMany(lines: readonly ImportLineRow[]): Promise<void> {
    await insertRows(db, 'import_lines', columns, lines)
  },
})
