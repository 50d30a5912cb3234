/** An import kept as a job: one row for each account it made or changed, with what brings that account back. */
import type { ImportField } from '../../src-preload/contract/imports'
import type { PlannedLine } from '../engine/account-import'
import { blastOf } from '../engine/import-blast'
import { toInstant } from '../clock'
import type { AccountChanges, AccountRow } from '../store/accounts'
import { approvalsOf } from './approvals'
import type { WriteTables } from './act'
import type { Call } from './call'
import { keepJob, type RowToKeep } from './jobs/keep'
import { madeMark, type UndoCopy } from './jobs/undo'

/** An account as it was written. */
export interface Written {
  readonly id: string
  readonly line: PlannedLine
  /** Null where it was made. */
  readonly before: AccountRow | null
  readonly fields: AccountChanges
  readonly sessionsEnded: number
}

/** The columns that changed, as they were and as they are now. */
function copyOf({ before, fields }: Written): UndoCopy | typeof madeMark {
  if (before === null) return madeMark
  // Whose policy is set by name since then is not as the import left it.
  const after = fields.policy === undefined ? { ...fields } : { ...fields, policy_own: before.policy_own }
  const was = Object.fromEntries(Object.keys(after).map((column) => [column, before[column as keyof AccountRow]]))
  return { kind: 'columns', before: was, after }
}

/** Fields whose change a letter may tell of. */
const told: ReadonlySet<ImportField> = new Set(['role', 'enabled', 'email', 'second-email'])

function rowOf(written: Written, auditNo: number, isUndoable: boolean): RowToKeep {
  const { id, line, sessionsEnded } = written
  const isTold = line.changes.some(({ field }) => told.has(field))
  const mails = line.account !== null && isTold ? blastOf(line.account, line.changes).mails : 0
  return {
    ...{ accountId: id, part: 'change', problem: null, staff: line.touchesStaff ? 1 : 0, mails, papers: 0 },
    ...{ sessions: sessionsEnded, result: 'done', auditNo, undo: isUndoable ? copyOf(written) : null },
  }
}

export interface KeptImport {
  /** Notes accounts as they are written. */
  note(written: readonly Written[]): void
  /** @returns the job, to be undone as one by somebody else within the hours of the policy; null where nobody was changed */
  keep(fileName: string): Promise<{ id: string; no: number } | null>
}

/** To be noted slice by slice, so that a hundred thousand rows are not made all at once. */
export async function beginKeeping(tables: WriteTables, call: Call): Promise<KeptImport> {
  const { undoHours } = await approvalsOf(tables)
  const isUndoable = undoHours > 0
  // The one row of the import, which is written last in this transaction.
  const auditNo = (await tables.audit.last()).no + 1
  const rows: RowToKeep[] = []
  const change = { accounts: 0, staff: 0, mails: 0, papers: 0, sessions: 0 }
  return {
    note(written) {
      for (const one of written) {
        const row = rowOf(one, auditNo, isUndoable)
        rows.push(row)
        change.accounts += 1
        change.staff += row.staff
        change.mails += row.mails
        change.sessions += row.sessions
      }
    },
    async keep(fileName) {
      if (rows.length === 0) return null
      const noWayIn = { accounts: 0, staff: 0, mails: 0, papers: 0, sessions: 0 }
      const counts = { selected: rows.length, change, noWayIn, same: 0, leftOut: [] }
      return keepJob(tables, call, {
        ...{ act: { kind: 'import', fileName }, selection: { by: 'file' }, counts, rows, phase: 'done' },
        undoUntil: isUndoable ? toInstant(call.now + undoHours * 60 * 60_000) : null,
      })
    },
  }
}
