/** What the audit log is told of a call: who, from where, what, to whom, result, reason, when. */
import type { Call } from './call'

/** Plain values only: old and new, counts, names of fields. Never a secret. */
export type Detail = Readonly<Record<string, string | number | boolean | null>>

export interface Outcome {
  readonly result: 'done' | 'refused' | 'failed'
  /** Fault code of what was refused or failed. */
  readonly code: string | null
  readonly detail: Detail
}

/** @returns the row for `call`, all but its number and its place in the chain, which the store gives it. */
export function auditRowOf(call: Call, outcome: Outcome) {
  return {
    at: call.at,
    actor_id: call.actor?.id ?? null,
    actor_name: call.actor ? call.actor.name || call.actor.email : '',
    actor_role: call.actor?.role ?? '',
    computer: call.seat.computer,
    host: call.seat.host,
    act: call.operation,
    account_id: call.target?.id ?? null,
    account_name: call.target?.name ?? '',
    result: outcome.result,
    code: outcome.code,
    reason: call.reason,
    detail: JSON.stringify(outcome.detail),
  }
}
