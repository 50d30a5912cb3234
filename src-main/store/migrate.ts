/** Brings a file to the newest schema, one migration after another, each in a transaction of its own. */
import { sql, type Kysely, type Transaction } from 'kysely'
import { fault } from '../fault'
import { migrations } from './migrations'
import type { Schema } from './schema'
import { tableEnd } from './sqlite'

/** A step of the schema. Its place in the list, from 1, is the schema version it leads to; it never changes afterwards. */
export interface Migration {
  readonly name: string
  run(db: Transaction<never>): Promise<void>
}

async function versionOf(db: Kysely<Schema>): Promise<number> {
  const found = await sql<{ version: number | null }>`select max(number) as version from migrations`.execute(db)
  return found.rows[0]?.version ?? 0
}

/**
 * @param steps for specs; otherwise all we have
 * @throws fault `internal` with number `schema-newer` where a later MFA Desk has written this file; nothing is written
 */
export async function migrate(db: Kysely<Schema>, steps: readonly Migration[] = migrations): Promise<void> {
  await sql`create table if not exists migrations (number integer primary key, name text not null) ${tableEnd}`.execute(
    db,
  )
  const found = await versionOf(db)
  if (found > steps.length) {
    const cause = new Error(`schema ${found} is newer than ${steps.length}`)
    throw fault('internal', { number: 'schema-newer' }, { cause })
  }
  for (const [at, step] of steps.entries()) {
    const number = at + 1
    if (number <= found) continue
    await db.transaction().execute(async (transaction) => {
      // Asked again under the write lock: another start may have been faster.
      if ((await versionOf(transaction)) >= number) return
      await step.run(transaction as unknown as Transaction<never>)
      await sql`insert into migrations (number, name) values (${number}, ${step.name})`.execute(transaction)
    })
  }
}
