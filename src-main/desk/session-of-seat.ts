/** The session a seat holds: found, judged by the clock, and kept alive by use. */
import { hashSessionId } from '../engine/session-id'
import { judgeSession, type SessionVerdict } from '../engine/session-life'
import { confinementOf } from '../engine/sign-in'
import { fault } from '../fault'
import { toInstant } from '../clock'
import type { PolicySettings } from '../../src-preload/contract/settings'
import type { AccountRow } from '../store/accounts'
import type { PasswordRow } from '../store/passwords'
import type { SessionRow } from '../store/sessions'
import type { ReadTables } from './act'
import type { Call, ConfinedTo } from './call'
import { standingOf } from './factors'
import type { Seat } from './seat'
import { policyOfSite } from './settings'

/** Reading does not write: a session's last use is noted again only after this many milliseconds. */
const noteAfterMs = 20_000

/** Operations a window calls by itself; they do not count as somebody being there. */
const quiet = new Set(['session.state', 'audit.state', 'audit.checkProgress'])

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
  const { session, account, password, policy } = await house.store.read(async (tables) => {
    const session = await tables.sessions.find(idHash)
    return {
      session,
      account: session && (await tables.accounts.find(session.account_id)),
      password: session && (await tables.passwords.find(session.account_id)),
      policy: await policyOfSite(tables),
    }
  })
  const life = session ? lifeOf(session, now, policy) : 'absolute'
  if (!session || !account || life !== 'alive' || account.enabled !== 1) {
    seat.session = null
    if (!needed) return
    // Whose session it was: the row of the refusal says who asked.
    call.actor = account ?? null
    throw fault('session-ended', { cause: life === 'alive' ? 'ended' : life })
  }
  call.session = session
  call.actor = account
  call.confined = confinedTo({ session, account, password, policy, at: call.at })
  if (!quiet.has(call.operation)) noteSeen(call, idHash, session.last_seen_at)
}

function lifeOf(session: SessionRow, now: number, policy: PolicySettings): SessionVerdict | 'ended' {
  if (session.ended_at !== null) return 'ended'
  const times = { madeAt: Date.parse(session.made_at), lastSeenAt: Date.parse(session.last_seen_at), now }
  return judgeSession({ ...times, idleMinutes: policy.idleMinutes, absoluteHours: policy.absoluteHours })
}

/** @returns what a session is kept to, by what stands in the store. */
export function confinedTo(facts: {
  readonly session: SessionRow
  readonly account: AccountRow
  readonly password: PasswordRow | null
  readonly policy: PolicySettings
  readonly at: string
}): ConfinedTo {
  const { session, account, password, policy, at } = facts
  return confinementOf({
    mustChangePassword: password?.must_change === 1,
    enteredBy: session.entered_by,
    factorVerified: session.factor_at !== null,
    state: account.state,
    ...standingOf(account),
    policy: account.policy,
    graceUntil: account.grace_until,
    emailAllowed: policy.strength !== 'strict',
    at,
  })
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
export async function countOpenSessions(
  tables: Pick<ReadTables, 'sessions' | 'settings'>,
  accountId: string,
  at: string,
): Promise<number> {
  const { seenAfter, madeAfter } = openSince(await policyOfSite(tables), at)
  return tables.sessions.countOpen(accountId, seenAfter, madeAfter)
}

/** @returns how many those of all these accounts come to. */
export async function countOpenSessionsOf(
  tables: Pick<ReadTables, 'sessions' | 'settings'>,
  accountIds: readonly string[],
  at: string,
): Promise<number> {
  const { seenAfter, madeAfter } = openSince(await policyOfSite(tables), at)
  return tables.sessions.countOpenOf(accountIds, seenAfter, madeAfter)
}

/** @returns the instants a session must have been seen and made after to be let in at `at`. */
export function openSince({ idleMinutes, absoluteHours }: PolicySettings, at: string) {
  const ago = (minutes: number) => toInstant(Date.parse(at) - minutes * 60_000)
  return { seenAfter: ago(idleMinutes), madeAfter: ago(absoluteHours * 60) }
}
