/** What a window may know of who sits at it: the account, its rights, the life of the session, and what it is kept to. */
import { rightsOf } from '../../src-preload/contract/rights'
import type { Me } from '../../src-preload/contract/session'
import type { PolicySettings } from '../../src-preload/contract/settings'
import { toInstant } from '../clock'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { SessionRow } from '../store/sessions'
import type { ReadTables } from './act'
import { sessionOf, type Call, type ConfinedTo } from './call'
import { confinedTo } from './session-of-seat'
import { policyOfSite } from './settings'

const hourMs = 60 * 60_000

export function meOf(facts: {
  readonly account: AccountRow
  readonly session: Pick<SessionRow, 'made_at'>
  readonly confined: ConfinedTo
  readonly policy: Pick<PolicySettings, 'idleMinutes' | 'absoluteHours'>
}): Me {
  const { account, session, confined, policy } = facts
  return {
    id: account.id,
    name: account.name || account.email,
    email: account.email,
    role: account.role,
    rights: [...rightsOf[account.role]],
    language: account.language,
    signedInAt: session.made_at,
    endsAt: toInstant(Date.parse(session.made_at) + policy.absoluteHours * hourMs),
    idleMinutes: policy.idleMinutes,
    confined,
  }
}

type MeTables = Pick<ReadTables, 'accounts' | 'passwords' | 'sessions' | 'settings'>

/** @returns the same read from the tables, for a session of the account that is just begun or changed. `at`: ISO-8601 */
export async function meOfSession(tables: MeTables, session: SessionRow, at: string): Promise<Me> {
  const account = await tables.accounts.find(session.account_id)
  if (!account) throw fault('not-found', { what: 'account' })
  const password = await tables.passwords.find(account.id)
  const policy = await policyOfSite(tables)
  return meOf({ account, session, policy, confined: confinedTo({ session, account, password, policy, at }) })
}

/** @returns who sits here as the tables say it now, after whatever this call changed. @throws not-signed-in */
export async function meNow(tables: MeTables, call: Call): Promise<Me> {
  const session = await tables.sessions.find(sessionOf(call).id_hash)
  if (!session) throw fault('not-signed-in')
  return meOfSession(tables, session, call.at)
}
