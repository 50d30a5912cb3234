/** Audit rows of what is done at the start of a desk, at the terminal: nobody is signed in, the printed key has spoken. */
import type { ActBeyondOperations, AuditHost } from '../../src-preload/contract/audit'
import type { AccountRow } from '../store/accounts'
import type { Outcome } from './audit-row'

interface AtStart extends Outcome {
  readonly act: ActBeyondOperations
  /** ISO-8601. */
  readonly at: string
  readonly computer: string
  readonly account?: AccountRow | null
}

/** @returns the row, all but its number and its place in the chain, which the store gives it. */
export const startRow = ({ act, at, computer, account, result, code, detail }: AtStart) => ({
  at,
  actor_id: null,
  actor_name: '',
  actor_role: '',
  computer,
  host: 'start' satisfies AuditHost,
  act,
  account_id: account?.id ?? null,
  account_name: account ? account.name || account.email : '',
  result,
  code,
  reason: '',
  detail: JSON.stringify(detail),
})
