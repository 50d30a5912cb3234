/** What happened to accounts since a job was done to them: who was given back and forth is not as the job left them. */
import type { UndoSince } from '../../engine/job-undo'
import type { JobOfStore } from '../../store/jobs'
import type { ReadTables } from '../act'
import { secondPersonFor } from '../approvals'

/** A done row of the job: `auditNo`, the row of the log that says so. */
export interface DoneTo {
  readonly accountId: string
  readonly auditNo: number | null
}

/** @returns for each of these accounts what undoing `original` is judged by beside its copy */
export async function undoSince(
  tables: Pick<ReadTables, 'jobFacts' | 'settings'>,
  original: Pick<JobOfStore, 'kind'>,
  rows: readonly DoneTo[],
): Promise<(accountId: string) => UndoSince> {
  const moved = await tables.jobFacts.movedSince(rows.map(({ accountId, auditNo }) => [accountId, auditNo ?? 0]))
  // The undoing of a job of roles is a request as a whole; of an import, lines that give a role are left out as in its file.
  const rolesHeld = original.kind === 'import' && (await secondPersonFor(tables)).includes('role-changes')
  return (accountId) => ({ moved: moved.get(accountId) ?? new Set(), rolesHeld })
}
