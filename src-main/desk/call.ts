/** One call on its way through the desk: who asks, when, and what the audit row will need. */
import type { Facts } from '../../src-preload/contract/facts'
import type { Right } from '../../src-preload/contract/rights'
import { mayDo } from '../../src-preload/contract/rights'
import { isFresh, stepUpMinutes } from '../engine/session-life'
import type { confinementOf } from '../engine/sign-in'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { SessionRow } from '../store/sessions'
import type { House } from './house'
import type { Seat } from './seat'

export interface Call {
  readonly house: House
  readonly seat: Seat
  /** `group.verb` */
  readonly operation: string
  /** What the contract asks of whoever calls it. */
  readonly right: Facts['right']
  /** The clock, read once per call: milliseconds, and the same as ISO-8601 text. */
  readonly now: number
  readonly at: string
  /** The signed-in account; null before sign-in. */
  actor: AccountRow | null
  session: SessionRow | null
  /** What the session is kept to; null where the whole desk is open to its role. */
  confined: ConfinedTo
  /** The account the input names, not yet looked up: whom a refusal is about where no handler came to name them. */
  askedAbout: string | null
  /** Whom the act is about; named by the handler as soon as it is known, so that a refusal can say so too. */
  target: { readonly id: string; readonly name: string } | null
  reason: string
  /** An `each-time` step-up was shown; the settling transaction uses it up. */
  usesStepUp: boolean
  /** The act and its row are committed; whatever fails after that is no refusal. */
  settled: boolean
  /** Letters stand in the outbox once this call is committed: the postman is woken. */
  wroteLetters: boolean
  /** The job this is one account of; null for an act by itself. */
  job: JobOfCall | null
}

/** What the audit row of one account says of the job it belongs to. */
export interface JobOfCall {
  readonly id: string
  readonly no: number
  /** The name of the second person; null where it needed none. */
  readonly approvedBy: string | null
}

export type ConfinedTo = ReturnType<typeof confinementOf>

/** @returns the signed-in account. @throws not-signed-in where the operation is open to anyone and nobody is. */
export function actorOf(call: Call): AccountRow {
  if (!call.actor) throw fault('not-signed-in')
  return call.actor
}

/** @returns the session of the seat. @throws not-signed-in where there is none. */
export function sessionOf(call: Call): SessionRow {
  if (!call.session) throw fault('not-signed-in')
  return call.session
}

/** @throws not-allowed unless the actor's role holds `right`. */
export function demandRight(call: Call, right: Right): void {
  if (!mayDo(actorOf(call).role, right)) throw fault('not-allowed')
}

/**
 * Asks that the password (and OTP where set up) was proved lately: `fresh` within 5 minutes, signing in
 * counts; `each-time` since the last act that asked each time. @throws step-up-needed
 */
export function demandStepUp(call: Call, kind: 'fresh' | 'each-time'): void {
  const { session, now } = call
  const fresh = session !== null && isFresh({ freshAt: Date.parse(session.fresh_at), now, stepUpMinutes })
  const unused = session !== null && session.step_up_unused === 1
  if (!fresh || (kind === 'each-time' && !unused)) {
    throw fault('step-up-needed', { token: stepUpWantsToken(call) })
  }
  if (kind === 'each-time') call.usesStepUp = true
}

/** Whoever came in with a recovery code has no phone to prove it with: the password alone then, until a factor is verified. */
export function stepUpWantsToken(call: Call): boolean {
  const { entered_by, factor_at } = sessionOf(call)
  return actorOf(call).state === 'enrolled-otp' && !(entered_by === 'recovery-code' && factor_at === null)
}

/** Names the account an act is about. @throws staff-account where it is staff and the actor may not act on staff. */
export function aboutAccount(call: Call, account: AccountRow): void {
  call.target = { id: account.id, name: account.name || account.email }
  if (account.role !== 'user' && !mayDo(actorOf(call).role, 'staff.act')) throw fault('staff-account')
}
