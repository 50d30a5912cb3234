/** The tables as the store keeps them: row types only. Ids are text made by us, flags 0/1, instants ISO-8601 UTC text. */
import type { Generated } from 'kysely'
import type { Language, MfaState, Policy } from '../../src-preload/contract/accounts'
import type { LetterKind, MailState } from '../../src-preload/contract/outbox'
import type { Role } from '../../src-preload/contract/rights'
import type {
  AccountEventsTable,
  AuditAboutTable,
  AuditCutsTable,
  AuditNotesTable,
  AuditTable,
  CoverageMarkCountsTable,
  CoverageMarksTable,
  SavedSearchesTable,
  SigningKeysTable,
  StandingsTable,
} from './schema-of-history'
import type { CustodyTable, ImportMappingsTable, JobRowsTable, JobsTable } from './schema-of-jobs'

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
  /** Set on this account by name: the policy of the site does not move it. Null: as the site has it. */
  policy_own: Policy | null
  grace_until: string | null
  /** MFA state, kept in step by every act that changes a factor, in the same transaction. */
  state: MfaState
  locked_until: string | null
  lock_cause: string | null
  /** The factor was disabled by too many tries; until it is re-issued, whatever becomes of the address. */
  factor_disabled_at: string | null
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
  /** A password the desk made ends then; null for one the person chose. */
  expires_at: string | null
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
  /** What the last step of signing in was. */
  entered_by: 'password' | 'otp' | 'email' | 'recovery-code'
  /** A factor was verified anew in this session; it ends what a recovery code keeps the session to. */
  factor_at: string | null
}

/** The second step of signing in: opened by the right password, closed by use, by too many tries or by its end. */
export interface ChallengesTable {
  /** Hex SHA-256 of the 256-bit id, which only the seat holds. */
  id_hash: string
  account_id: string
  method: 'otp' | 'email'
  host: string
  computer: string
  made_at: string
  ends_at: string
  /** Counted before anything is judged. */
  tries: number
  wait_until: string | null
  used_at: string | null
  ended_at: string | null
}

/** Wrong passwords by typed address, known or not; a right one begins anew. */
export interface PasswordTriesTable {
  /** Keyed hash of the folded address: what strangers type is not kept. */
  address_hash: string
  tries: number
  wait_until: string | null
  last_at: string
}

/** Second factors tried since the last right one. */
export interface FactorTriesTable {
  account_id: string
  tries: number
  last_at: string
}

/** Email as the method: a row where it is active or disabled. */
export interface EmailFactorsTable {
  account_id: string
  since: string
  last_used_at: string | null
}

export interface EmailTokensTable {
  id: string
  account_id: string
  purpose: 'sign-in' | 'set-up' | 'desk' | 'address' | 'password'
  /** Which challenge it belongs to: only for `sign-in`. */
  challenge_hash: string | null
  /** Where it was mailed to; a changed address makes it worthless. */
  address: string
  /** Hex HMAC-SHA-256 over id and code, under a key that is not in this file. */
  hash: string
  made_at: string
  expires_at: string
  /** Counted before anything is judged; a code sent again inside the same ten minutes begins with those of the one before. */
  tries: number
  used_at: string | null
  /** Replaced, or given up. */
  ended_at: string | null
}

/** One letter to one address. Written in the transaction of the act that caused it. */
export interface OutboxTable {
  id: string
  kind: LetterKind
  account_id: string | null
  account_name: string
  recipient: string
  language: Language
  state: MailState
  /** It holds a code or a password. */
  secret: number
  /** JSON facts of the letter, sealed and bound to this row; null once it is over. */
  sealed: string | null
  message_id: string
  made_at: string
  /** A code or password is not mailed after that. */
  expires_at: string | null
  tries: number
  /** When it is tried next; null where it is not. */
  next_at: string | null
  last_at: string | null
  /** JSON: the server's words of the last ten tries, newest first, as `{at, words}`. */
  said: string
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
  challenges: ChallengesTable
  password_tries: PasswordTriesTable
  factor_tries: FactorTriesTable
  email_factors: EmailFactorsTable
  email_tokens: EmailTokensTable
  outbox: OutboxTable
  audit: AuditTable
  audit_about: AuditAboutTable
  account_counts: AccountCountsTable
  standings: StandingsTable
  account_events: AccountEventsTable
  coverage_marks: CoverageMarksTable
  coverage_mark_counts: CoverageMarkCountsTable
  signing_keys: SigningKeysTable
  audit_cuts: AuditCutsTable
  audit_notes: AuditNotesTable
  saved_searches: SavedSearchesTable
  import_lines: ImportLinesTable
  import_mappings: ImportMappingsTable
  jobs: JobsTable
  job_rows: JobRowsTable
  custody: CustodyTable
}
