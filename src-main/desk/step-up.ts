/** Step-up: the proof that opens acts which ask for more than being signed in. */
import { toInstant } from '../clock'
import { hashSessionId, makeSessionId } from '../engine/session-id'
import { stepUpMinutes } from '../engine/session-life'
import { fault } from '../fault'
import type { Phases } from './act'
import { sessionOf } from './call'
import type { PasswordTry } from './password-tries'
import { judgeProofAgain, settleProofAgain, takeProofAgain, type ProofAgain } from './prove-again'

const minuteMs = 60_000

interface Typed {
  readonly password: string
  readonly token?: string | undefined
}

/** The phases of `session.stepUp`. */
export const stepUp: Phases<Typed, { freshUntil: string }, PasswordTry, ProofAgain> = {
  take: takeProofAgain,
  judge: judgeProofAgain,
  settle: async (tables, call, _input, proof) => {
    await settleProofAgain(tables, call, proof)
    const session = sessionOf(call)
    // A new id at step-up: whoever copied the old one before does not gain by it.
    const sessionId = makeSessionId(call.house.random)
    const proved = { last_seen_at: call.at, fresh_at: call.at, step_up_unused: 1 }
    if (!(await tables.sessions.end(session.id_hash, call.at))) throw fault('session-ended', { cause: 'ended' })
    await tables.sessions.insert({ ...session, ...proved, id_hash: hashSessionId(sessionId) })
    return {
      reply: { freshUntil: toInstant(call.now + stepUpMinutes * minuteMs) },
      row: { detail: { method: proof.otp ? 'password-and-otp' : 'password' } },
      afterwards: () => {
        call.seat.session = sessionId
      },
    }
  },
}
