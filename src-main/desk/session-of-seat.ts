/** The session a seat holds: found, judged by the clock, and kept alive by use. */
import { hashSessionId } from '../engine/session-id'
import { absoluteHours, idleMinutes, judgeSession, type SessionVerdict } from '../engine/session-life'
import { fault } from '../fault'
import { toInstant } from '../clock'
import type { SessionRow } from '../store/sessions'
import type { ReadTables } from './act'
import type { Call } from './call'
import type { Seat } from './seat'

/** Reading does not write: a session's last use is noted again only after this many milliseconds. */
const noteAfterMs = 20_000

/** Operations a window calls by itself; they do not count as somebody being there. */
const quiet = new Set(['session.state'])

/**
 * Puts session and account of the seat into the call.
 * @throws not-signed-in without one, session-ended where it ran out or was ended — unless `needed` is false, then the seat is just empty.
 */
export async function recallSession(call: Call, { needed }: { needed: boolean }): Promise<void> {
  const { seat, house, now } = call
  if (seat.session === null) {
    if (needed) throw fault('not-signed-in')
    return
  }
  const idHash = hashSessionId(seat.session)
  const { session, account } = await house.store.read(async (tables) => {
    const session = await tables.sessions.find(idHash)
    return { session, account: session && (await tables.accounts.find(session.account_id)) }
  })
  const life = session ? lifeOf(session, now) : 'absolute'
  if (!session || !account || life !== 'alive' || account.enabled !== 1) {
    seat.session = null
    if (!needed) return
    // Whose session it was: the row of the refusal says who asked.
    call.actor = account ?? null
    throw fault('session-ended', { cause: life === 'alive' ? 'ended' : life })
  }
  call.session = session
  call.actor = account
  if (!quiet.has(call.operation)) noteSeen(call, idHash, session.last_seen_at)
}

function lifeOf(session: SessionRow, now: number): SessionVerdict | 'ended' {
  if (session.ended_at !== null) return 'ended'
  const times = { madeAt: Date.parse(session.made_at), lastSeenAt: Date.parse(session.last_seen_at), now }
  return judgeSession({ ...times, idleMinutes, absoluteHours })
}

const notedAt = new WeakMap<Seat, number>()

/** Not waited for: a list must not stand behind a long import only to say that somebody looked at it. */
function noteSeen({ house, seat, now }: Call, idHash: string, lastSeenAt: string): void {
  if (now - Math.max(Date.parse(lastSeenAt), notedAt.get(seat) ?? 0) <= noteAfterMs) return
  notedAt.set(seat, now)
  house.store
    .write((tables) => tables.sessions.touch(idHash, toInstant(now)))
    .catch((error: unknown) =>
      house.log.error({ error: String(error) }, 'the last use of a session could not be noted'),
    )
}

/** @returns how many sessions of the account would still be let in at the instant `at`. */
export function countOpenSessions(
  tables: Pick<ReadTables, 'sessions'>,
  accountId: string,
  at: string,
): Promise<number> {
  const ago = (minutes: number) => toInstant(Date.parse(at) - minutes * 60_000)
  return tables.sessions.countOpen(accountId, ago(idleMinutes), ago(absoluteHours * 60))
}
