/** The tables as the store keeps them: row types only. Ids are text made by us, flags 0/1, instants ISO-8601 UTC text. */
import type { Generated } from 'kysely'
import type { Language, MfaState, Policy } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'

/** One row per fact about the store itself: `store-id`, `store-name`, `canary`, `made-at`, `demo`, `recovery-key`. */
export interface MetaTable {
  name: string
  value: string
}

/** The data key, wrapped once per slot. */
export interface KeySlotsTable {
  id: string
  kind: 'key-file' | 'recovery-key' | 'os-keychain' | 'passphrase'
  /** `v1.…` sealed data key; bound to store id and slot kind. */
  wrapped: string
  /** Parameters of the wrapping: JSON, no secret. */
  parameters: string
  made_at: string
  /** The printed key was read back; other slots are confirmed when made. */
  confirmed_at: string | null
}

export interface SettingsTable {
  name: string
  value: string
}

export interface AccountsTable {
  /** Order of making; the search tables hang on it, and it breaks ties in lists. */
  row_no: Generated<number>
  id: string
  user_name: string
  /** Folded for comparing; null where there is no user name, so that many may have none. Unique. */
  user_name_key: string | null
  email: string
  /** Folded; unique. */
  email_key: string
  /** 1 after an operator changed the address, until it is verified. */
  email_unverified: number
  second_email: string
  phone: string
  name: string
  /** Folded name, or the folded address where there is no name: what lists are ordered by. */
  sort_key: string
  department: string
  language: Language | null
  role: Role
  enabled: number
  policy: Policy
  grace_until: string | null
  /** MFA state, kept in step by every act that changes a factor, in the same transaction. */
  state: MfaState
  locked_until: string | null
  lock_cause: string | null
  codes_left: number | null
  last_used_at: string | null
  made_at: string
  /** Counts up at every change of this row. */
  rev: number
}

export interface PasswordsTable {
  account_id: string
  /** PHC string: `$scrypt$ln=17,r=8,p=1$salt$hash`. */
  phc: string
  set_at: string
  must_change: number
}

export interface OtpKeysTable {
  id: string
  account_id: string
  /** One of each per account at most. */
  status: 'pending' | 'active'
  /** Raw key bytes, sealed and bound to this row. */
  sealed: string
  algorithm: 'SHA-1' | 'SHA-256' | 'SHA-512'
  digits: number
  period_seconds: number
  /** Last time step accepted; strictly increasing. Null until the first token. */
  last_step: number | null
  made_at: string
  verified_at: string | null
  last_used_at: string | null
  rev: number
}

export interface RecoverySetsTable {
  id: string
  account_id: string
  /** 1, 2, 3 … per account. */
  number: number
  salt: string
  /** Short public checksum that tells two files apart: `9F3A-21C0`. */
  checksum: string
  made_at: string
  /** Null for the one set in force. */
  superseded_at: string | null
}

export interface RecoveryCodesTable {
  set_id: string
  /** 1 to 10. */
  place: number
  /** Hex HMAC-SHA-256 over set salt and canonical code, under a key that is not in this file. */
  hash: string
  used_at: string | null
}

export interface SessionsTable {
  /** Hex SHA-256 of the 256-bit session id. */
  id_hash: string
  account_id: string
  host: string
  computer: string
  made_at: string
  last_seen_at: string
  /** Password proved again at; signing in counts. */
  fresh_at: string
  /** 1 after a step-up that no `each-time` act has used yet. */
  step_up_unused: number
  ended_at: string | null
}

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

/** How many accounts stand in each combination; changed in the transaction that changes the account. */
export interface AccountCountsTable {
  department: string
  role: Role
  policy: Policy
  state: MfaState
  enabled: number
  count: number
}

/** Lines of the import being prepared. Emptied at open: a killed import leaves nothing. */
export interface ImportLinesTable {
  line: number
  /** Position among the lines, from 0. */
  place: number
  result: 'new' | 'changed' | 'same' | 'refused'
  problem: string | null
  problem_field: string | null
  problem_line: number | null
  /** JSON: the values of the mapped fields. */
  fields: string
  /** The line as it stood, for the file of refused lines. Empty for good lines. */
  raw: string
  /** Folded match value and folded address, to find lines that say the same twice. */
  match_key: string | null
  email_key: string | null
  user_name_key: string | null
  account_id: string | null
  /** JSON: what changes, for the preview. */
  changes: string
}

export interface Schema {
  meta: MetaTable
  key_slots: KeySlotsTable
  settings: SettingsTable
  accounts: AccountsTable
  passwords: PasswordsTable
  otp_keys: OtpKeysTable
  recovery_sets: RecoverySetsTable
  recovery_codes: RecoveryCodesTable
  sessions: SessionsTable
  audit: AuditTable
  audit_about: AuditAboutTable
  account_counts: AccountCountsTable
  import_lines: ImportLinesTable
}
