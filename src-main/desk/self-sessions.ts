/** One's own sessions: seen, ended one by one or all but this; and what one did and what was done to one. */
import { createHash } from 'node:crypto'
import { fault } from '../fault'
import type { SessionRow } from '../store/sessions'
import { act, look, type ReadTables } from './act'
import { auditReply } from './audit-reply'
import { sessionOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import { ownAccount } from './self-account'
import { openSince } from './session-of-seat'
import { policyOfSite } from './settings'

/** Names a session and opens nothing: not even the hash that is kept leaves the desk. */
const handleOf = ({ id_hash }: SessionRow): string => createHash('sha256').update(id_hash).digest('hex').slice(0, 16)

async function openSessions(tables: Pick<ReadTables, 'sessions' | 'settings'>, accountId: string, at: string) {
  const { seenAfter, madeAfter } = openSince(await policyOfSite(tables), at)
  return tables.sessions.listOpen(accountId, seenAfter, madeAfter)
}

const isThis = (call: Call, row: SessionRow): boolean => row.id_hash === sessionOf(call).id_hash

/** @returns the handlers of the group `self` that are about sessions and activity. */
export const selfSessionsHandlers = (desk: GuardedDesk) => ({
  sessions: desk.self.sessions.handler(
    look(async (tables, call) => {
      const rows = await openSessions(tables, (await ownAccount(tables, call)).id, call.at)
      return {
        sessions: rows.map((row) => ({
          handle: handleOf(row),
          host: row.host,
          computer: row.computer,
          madeAt: row.made_at,
          lastSeenAt: row.last_seen_at,
          isThis: isThis(call, row),
        })),
      }
    }),
  ),

  endSession: desk.self.endSession.handler(
    act({
      settle: async (tables, call, { handle }) => {
        const account = await ownAccount(tables, call)
        const row = (await openSessions(tables, account.id, call.at)).find((one) => handleOf(one) === handle)
        if (!row) throw fault('not-found', { what: 'session' })
        await tables.sessions.end(row.id_hash, call.at)
        return {
          reply: {},
          row: { detail: { computer: row.computer, host: row.host } },
          afterwards: () => {
            if (isThis(call, row)) call.seat.session = null
          },
        }
      },
    }),
  ),

  endOtherSessions: desk.self.endOtherSessions.handler(
    act({
      settle: async (tables, call) => {
        const account = await ownAccount(tables, call)
        const open = await openSessions(tables, account.id, call.at)
        await tables.sessions.endOf(account.id, call.at, sessionOf(call).id_hash)
        // Whoever has typed the password and not yet the second factor is out as well.
        await tables.challenges.endOf(account.id, call.at)
        const ended = open.filter((row) => !isThis(call, row)).length
        return { reply: { ended }, row: { detail: { sessionsEnded: ended } } }
      },
    }),
  ),

  activity: desk.self.activity.handler(
    look(async (tables, call, { before, limit }) => {
      const account = await ownAccount(tables, call)
      const { rows, more } = await tables.audit.listAbout(account.id, before, limit)
      return { rows: rows.map(auditReply), more }
    }),
  ),
})
