/** What hangs on an account beside its row: how it signs in, who it was known as, what it kept for itself. */
import type { WriteDb } from './db'

/** As removing the row would take along by itself. */
const tables = [
  'passwords',
  'otp_keys',
  'recovery_sets',
  'email_factors',
  'email_tokens',
  'challenges',
  'sessions',
  'factor_tries',
  'saved_searches',
] as const

/** Removes all of it. */
export async function removeTraces(db: WriteDb, accountId: string): Promise<void> {
  for (const table of tables) await db.deleteFrom(table).where('account_id', '=', accountId).execute()
}
