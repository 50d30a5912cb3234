/** Inserting many rows of one shape: the statement is made once, and its values follow. */
import type { CompiledQuery } from 'kysely'
import type { WriteDb } from './db'
import type { Schema } from './schema'

/** More rows a statement gain nothing; 50 rows of 24 columns stay far under any limit of parameters. */
const rowsEach = 50
const compiled = new Map<string, CompiledQuery>()

/**
 * @param columns every column of `rows` in one order; values must be text, numbers or null
 */
export async function insertRows<T extends keyof Schema & string, Row extends object>(
  db: WriteDb,
  table: T,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsEach) {
    const some = rows.slice(at, at + rowsEach)
    const key = `${table} ${some.length} ${columns.join(' ')}`
    let query = compiled.get(key)
    if (query === undefined) {
      const pattern = some.map(() => Object.fromEntries(columns.map((column) => [column, ''])))
      query = db
        .insertInto(table)
        .values(pattern as never)
        .compile()
      compiled.set(key, query)
    }
    const parameters = some.flatMap((row) => columns.map((column) => row[column]))
    await db.executeQuery({ ...query, parameters })
  }
}
