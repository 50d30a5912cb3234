/** All migrations in order; only ever appended to. */
import type { Migration } from '../migrate'
import { firstTables } from './0001-first-tables'
import { signInAndMail } from './0002-sign-in-and-mail'

export const migrations: readonly Migration[] = [firstTables, signInAndMail]
