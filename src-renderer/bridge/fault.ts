/** Turns whatever a call rejects with into one typed fault: a code and its data. */
import { ORPCError } from '@orpc/client'
import type { FaultCode, FaultReply } from '../../src-preload/contract/faults'
import { DoorClosed } from './fetch-door'

/**
 * A fault as views hold it. Two cases are the window's own: `door-closed`, the desk is not there or does not
 * know this tab; `cancelled`, the person closed the question for the password.
 */
export type Fault = FaultReply | { code: 'door-closed'; data: object } | { code: 'cancelled'; data: object }

/** Every code of the contract, complete by its type. */
export const faultCodes: Readonly<Record<FaultCode, true>> = {
  'not-signed-in': true,
  'session-ended': true,
  'not-allowed': true,
  'staff-account': true,
  'own-account': true,
  'own-act': true,
  'step-up-needed': true,
  confined: true,
  'password-wait': true,
  'factor-wait': true,
  locked: true,
  'factor-disabled': true,
  'password-expired': true,
  'challenge-over': true,
  'mail-wait': true,
  'input-invalid': true,
  'too-large': true,
  'not-found': true,
  'changed-meanwhile': true,
  'email-taken': true,
  'user-name-taken': true,
  'search-name-taken': true,
  'searches-full': true,
  'password-weak': true,
  'last-administrator': true,
  'already-so': true,
  'sign-in-wrong': true,
  'password-wrong': true,
  'token-wrong': true,
  'recovery-code-wrong': true,
  'email-token-wrong': true,
  'recovery-key-wrong': true,
  'welcome-done': true,
  'recovery-key-first': true,
  'no-pending-key': true,
  'not-enrolled': true,
  'not-locked': true,
  'email-not-allowed': true,
  'same-password': true,
  'password-by-mail': true,
  'mail-not-open': true,
  'account-disabled': true,
  'account-enabled': true,
  'second-person-needed': true,
  'job-waits': true,
  'job-not-open': true,
  'request-changed': true,
  'request-expired': true,
  'own-request': true,
  'nothing-to-change': true,
  'too-many-accounts': true,
  'search-capped': true,
  'undo-over': true,
  'papers-of-another': true,
  'no-papers': true,
  'set-superseded': true,
  'not-handed-over': true,
  'mapping-name-taken': true,
  'import-unreadable': true,
  'import-busy': true,
  'import-not-ready': true,
  'import-cancelled': true,
  'import-done': true,
  'file-not-ready': true,
  'file-cancelled': true,
  'evidence-range': true,
  'report-too-long': true,
  busy: true,
  'store-full': true,
  'store-locked': true,
  'store-read-only': true,
  'store-damaged': true,
  'key-wrong': true,
  tampered: true,
  'log-unwritable': true,
  'log-broken': true,
  'no-pack': true,
  internal: true,
}

const doorClosed: Fault = { code: 'door-closed', data: {} }

/** Thrown where the person closed a question instead of answering it; nothing is shown for it. */
export class Cancelled extends Error {}

/** @returns the fault of a rejection; what nobody declared is `internal` without a number. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Cancelled) return { code: 'cancelled', data: {} }
  if (error instanceof DoorClosed) return doorClosed
  // A port whose other end is gone rejects what was under way this way.
  if (error instanceof Error && error.name === 'AbortError') return doorClosed
  if (error instanceof ORPCError) {
    // Object.hasOwn: a code such as `constructor` must not pass for one of ours.
    if (Object.hasOwn(faultCodes, error.code)) return { code: error.code, data: error.data }
    if ([401, 403, 404, 421].includes(error.status)) return doorClosed
  }
  return { code: 'internal', data: { number: '' } }
}
