/** The tables the auditor's desk stands on: the log, events and snapshots of accounts, what signs and stands for the log, saved searches. */
import type { Generated } from 'kysely'
import type { MfaState, Policy } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'

export interface AuditTable {
  no: number
  at: string
  actor_id: string | null
  actor_name: string
  actor_role: string
  computer: string
  host: string
  act: string
  account_id: string | null
  account_name: string
  result: 'done' | 'refused' | 'failed'
  code: string | null
  reason: string
  /** JSON object of plain values. */
  detail: string
  before: string
  hash: string
}

/** Accounts a row of the log is about beside the one it names: those an import made or changed. Never changed, as the row. */
export interface AuditAboutTable {
  account_id: string
  no: number
}

/** Where an account can stand: one row per combination that ever was. */
export interface StandingsTable {
  id: Generated<number>
  department: string
  role: Role
  policy: Policy
  state: MfaState
  enabled: number
}

/** One change of an account's standing; never changed. Null before: it was made; null after: it was deleted. */
export interface AccountEventsTable {
  /** Order of happening. */
  seq: Generated<number>
  /** The row of the log that answers for it: written with it, or the next one. */
  no: number
  account_id: string
  /** The event of this account before this one; null for its first. */
  prev: number | null
  before: number | null
  after: number | null
}

/** A snapshot: how many accounts stood where once row `no` was written. */
export interface CoverageMarksTable {
  no: number
  /** Newest event it counts. */
  seq: number
  at: string
}

export interface CoverageMarkCountsTable {
  no: number
  standing: number
  count: number
}

/** Ed25519 keys that sign anchors, cuts and evidence; the newest one signs. */
export interface SigningKeysTable {
  id: string
  /** Raw public key, base64url. */
  public_key: string
  /** Private key, PKCS #8, sealed and bound to this row. */
  sealed: string
  made_at: string
}

/** Stands for rows of the log that were exported and removed. Never changed. */
export interface AuditCutsTable {
  to_no: number
  from_no: number
  /** Hash the first removed row stood on. */
  before: string
  /** Hash and instant of the last removed row: the next one stands on it. */
  last_hash: string
  last_at: string
  /** Of the evidence pack that holds the rows. */
  file_sha256: string
  cut_at: string
  actor_name: string
  key_id: string
  /** Ed25519 over all the other columns, base64url. */
  signature: string
}

/** What the desk remembers of its own looking after the log: JSON by name. */
export interface AuditNotesTable {
  name: string
  value: string
}

/** A filter of the audit log that somebody keeps by name; nobody else sees it. */
export interface SavedSearchesTable {
  id: string
  account_id: string
  name: string
  /** JSON, as the contract has it. */
  filter: string
  made_at: string
}
