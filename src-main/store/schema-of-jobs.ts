/** The tables the operator's desk stands on: jobs and their rows, custody of recovery-code sets, saved mappings of imports. */
import type { Generated } from 'kysely'
import type { JobPart, JobPhase, RowResult } from '../../src-preload/contract/jobs'
import type { HandedHow } from '../../src-preload/contract/recovery'

/** One act over many accounts, from its dry run to its end; its request for a second person stands in the same row. */
export interface JobsTable {
  id: string
  /** 1, 2, 3 …: what people call it. */
  no: number
  /** `kind` of `act`. */
  kind: string
  /** JSON, as the contract has it. */
  act: string
  /** JSON: how the accounts were chosen, for its words. */
  selection: string
  phase: JobPhase
  made_by: string
  made_by_name: string
  made_at: string
  computer: string
  host: string
  reason: Generated<string>
  include_no_way_in: Generated<number>
  /** JSON: what the dry run counted. */
  counts: string
  /** Hex SHA-256 over act, reason, choice and every row of the dry run, since it was asked or started. */
  digest: string | null
  asked_at: string | null
  expires_at: string | null
  /** Where nobody else could approve: not before then. */
  wait_until: string | null
  decided_by: string | null
  decided_by_name: string | null
  decided_at: string | null
  decided_note: Generated<string>
  started_at: string | null
  ended_at: string | null
  /** Fault code of what stopped it. */
  stopped_by: string | null
  /** The job that this one undoes, and the one that undid this. */
  undoes: string | null
  undone_by: string | null
  /** Set at its end where it can be undone; null once the copies are destroyed. */
  undo_until: string | null
}

/** One account of a job: what the dry run said of it, and what became of it. Names are those of the account: none here. */
export interface JobRowsTable {
  job_id: string
  /** From 0, in the order of the dry run. */
  place: number
  account_id: string
  part: JobPart
  /** Why it is left out or would have no way in. */
  problem: string | null
  staff: number
  mails: Generated<number>
  papers: Generated<number>
  sessions: Generated<number>
  result: RowResult | null
  /** Fault code where it was refused. */
  code: string | null
  done_at: string | null
  /** Number of its row in the audit log. */
  audit_no: number | null
  /** What brings it back, sealed and bound to this row; gone with the hours of undoing. */
  undo: string | null
  /** A paper or file that still waits to be taken, sealed and bound to this row; gone as it is taken. */
  secret: string | null
}

/** Who has the file of a set. A set without a row was made before custody was kept. */
export interface CustodyTable {
  set_id: string
  issued_by: string
  issued_by_name: string
  job_id: string | null
  /** As they stand in the file: both may be others by now, and the file is still as it was written. */
  issuer: string
  account_name: string
  /** IANA name, of the date in the file. */
  time_zone: string
  how: HandedHow | null
  handed_to: Generated<string>
  handed_at: string | null
  handed_by_name: Generated<string>
  acknowledged_at: string | null
  acknowledged_by_name: Generated<string>
  note: Generated<string>
}

/** How a file of accounts was read, kept by name for every administrator. */
export interface ImportMappingsTable {
  id: string
  name: string
  /** Folded; unique. */
  name_key: string
  /** JSON: field by folded header, and how lines find their account. */
  mapping: string
  made_by_name: string
  made_at: string
}
