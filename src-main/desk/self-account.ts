/** One's own account inside an act: read anew, named for the audit row, and only while the session still stands. */
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { ReadTables } from './act'
import { actorOf, sessionOf, type Call } from './call'

/** @throws session-ended where the session was ended, or the account disabled, after the call had come in */
export async function ownAccount(tables: Pick<ReadTables, 'accounts' | 'sessions'>, call: Call): Promise<AccountRow> {
  const account = await tables.accounts.find(actorOf(call).id)
  const session = await tables.sessions.find(sessionOf(call).id_hash)
  if (account?.enabled !== 1 || session?.ended_at !== null) throw fault('session-ended', { cause: 'ended' })
  call.target = { id: account.id, name: account.name || account.email }
  return account
}
