/** All migrations in order; only ever appended to. */
import type { Migration } from '../migrate'
import { firstTables } from './0001-first-tables'
import { signInAndMail } from './0002-sign-in-and-mail'
import { standingsAndEvidence } from './0003-standings-and-evidence'
import { jobsAndCustody } from './0004-jobs-and-custody'

export const migrations: readonly Migration[] = [firstTables, signInAndMail, standingsAndEvidence, jobsAndCustody]
