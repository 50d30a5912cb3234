/** Beginning a session at a seat inside a settling transaction; whatever was open at the seat ends. */
import type { Me } from '../../src-preload/contract/session'
import { hashSessionId, makeSessionId } from '../engine/session-id'
import type { AccountRow } from '../store/accounts'
import type { SessionRow } from '../store/sessions'
import type { WriteTables } from './act'
import type { Call } from './call'
import { meOfSession } from './me'

export interface Begun {
  readonly me: Me
  /** Sets the seat: to be run once the transaction is committed. */
  readonly seated: () => void
}

/** @param enteredBy the last step of signing in; it decides what the session is kept to */
export async function beginSession(
  tables: WriteTables,
  call: Call,
  account: Pick<AccountRow, 'id'>,
  enteredBy: SessionRow['entered_by'] = 'password',
): Promise<Begun> {
  const { seat, house, at } = call
  await endAtSeat(tables, call)
  // A new id at each sign-in: whoever planted or copied one before does not gain by it.
  const sessionId = makeSessionId(house.random)
  const session: SessionRow = {
    id_hash: hashSessionId(sessionId),
    account_id: account.id,
    host: seat.host,
    computer: seat.computer,
    made_at: at,
    last_seen_at: at,
    fresh_at: at,
    step_up_unused: 0,
    ended_at: null,
    entered_by: enteredBy,
    factor_at: null,
  }
  await tables.sessions.insert(session)
  return {
    me: await meOfSession(tables, session, at),
    seated: () => {
      seat.session = sessionId
      seat.challenge = null
    },
  }
}

/** Ends the session and the challenge that are open at the seat. */
export async function endAtSeat(tables: WriteTables, { session, seat, at }: Call): Promise<void> {
  if (session) await tables.sessions.end(session.id_hash, at)
  if (seat.challenge) await tables.challenges.end(hashSessionId(seat.challenge), at)
}
