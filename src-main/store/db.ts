/** What a table file is given: Kysely on the read-only connection, or on a write transaction that will end. */
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema'

export type ReadDb = Kysely<Schema>
export type WriteDb = Transaction<Schema>
