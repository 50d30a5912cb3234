/** What an import leaves in the log beside its counts: whom it made or changed, and how many changes weigh more than a name. */
import type { FieldChange, PlannedLine } from '../engine/account-import'
import type { Detail } from './audit-row'

interface Weighty {
  rolesChanged: number
  accountsDisabled: number
  accountsEnabled: number
}

export interface ImportTrace {
  /** Ids of the accounts made or changed: the row of the import stands on the timeline of each. */
  readonly accounts: string[]
  readonly weighty: Weighty
}

export const emptyTrace = (): ImportTrace => ({
  accounts: [],
  weighty: { rolesChanged: 0, accountsDisabled: 0, accountsEnabled: 0 },
})

const kindOf = ({ field, to }: FieldChange): keyof Weighty | null => {
  if (field === 'role') return 'rolesChanged'
  if (field !== 'enabled') return null
  return to === 'true' ? 'accountsEnabled' : 'accountsDisabled'
}

/** Notes accounts as they are written; a new one has no changes. */
export function trace(
  into: ImportTrace,
  written: readonly { readonly id: string; readonly line: Pick<PlannedLine, 'changes'> }[],
): void {
  for (const { id, line } of written) {
    into.accounts.push(id)
    for (const change of line.changes) {
      const kind = kindOf(change)
      if (kind !== null) into.weighty[kind] += 1
    }
  }
}

/** @returns what the row says of it: kinds that did not happen are left out. */
export const weightyDetail = ({ weighty }: ImportTrace): Detail =>
  Object.fromEntries(Object.entries(weighty).filter(([, count]) => count > 0))
