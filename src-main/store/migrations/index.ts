/** All migrations in order; only ever appended to. */
import type { Migration } from '../migrate'
import { firstTables } from './0001-first-tables'

export const migrations: readonly Migration[] = [firstTables]
