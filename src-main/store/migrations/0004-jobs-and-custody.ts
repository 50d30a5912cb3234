/** Schema 4: jobs over many accounts with their rows and requests, custody of recovery-code sets, own policies, saved mappings. */
import { sql } from 'kysely'
import type { Migration } from '../migrate'
import { tableEnd } from '../sqlite'

// The words as they were when this migration was written: it must not change when the contract does.
const flag = sql.raw('(0, 1)')
const phases = sql.raw(
  `('planned', 'asked', 'waiting', 'running', 'stopped', 'done', 'cancelled', 'denied', 'expired')`,
)

const statements = [
  sql`alter table accounts add column policy_own text check (policy_own in ('required', 'not-required'))`,
  sql`create index accounts_policy_own on accounts (role) where policy_own is not null`,
  sql`create table jobs (
    id text primary key, no integer not null unique, kind text not null, act text not null, selection text not null,
    phase text not null check (phase in ${phases}),
    made_by text not null, made_by_name text not null, made_at text not null, computer text not null, host text not null,
    reason text not null default '',
    include_no_way_in integer not null default 0 check (include_no_way_in in ${flag}),
    counts text not null, digest text,
    asked_at text, expires_at text, wait_until text,
    decided_by text, decided_by_name text, decided_at text, decided_note text not null default '',
    started_at text, ended_at text, stopped_by text,
    undoes text references jobs (id), undone_by text references jobs (id), undo_until text,
    check (phase not in ('running', 'done', 'stopped') or started_at is not null)) ${tableEnd}`,
  sql`create index jobs_by_phase on jobs (phase, no)`,
  sql`create index jobs_by_undo on jobs (undo_until) where undo_until is not null`,
  sql`create table job_rows (
    job_id text not null references jobs (id) on delete cascade, place integer not null,
    account_id text not null, part text not null check (part in ('change', 'same', 'left-out', 'no-way-in')),
    problem text, staff integer not null check (staff in ${flag}),
    mails integer not null default 0, papers integer not null default 0, sessions integer not null default 0,
    result text check (result in ('done', 'same', 'refused', 'cancelled')), code text, done_at text, audit_no integer,
    undo text, secret text,
    primary key (job_id, place)) ${tableEnd}, without rowid`,
  sql`create index job_rows_by_part on job_rows (job_id, part, place)`,
  sql`create index job_rows_open on job_rows (job_id, place) where result is null`,
  sql`create index job_rows_not_done on job_rows (job_id, result, place) where result is not null`,
  sql`create index job_rows_staff on job_rows (job_id, place) where staff = 1`,
  sql`create index job_rows_secret on job_rows (job_id, place) where secret is not null`,
  sql`create index job_rows_undo on job_rows (job_id, place) where undo is not null`,
  sql`create index job_rows_of_account on job_rows (account_id)`,
  sql`create table custody (
    set_id text primary key references recovery_sets (id) on delete cascade,
    issued_by text not null, issued_by_name text not null, job_id text,
    issuer text not null, account_name text not null, time_zone text not null,
    how text check (how in ('in-person', 'envelope', 'internal-mail', 'screen', 'other')),
    handed_to text not null default '', handed_at text, handed_by_name text not null default '',
    acknowledged_at text, acknowledged_by_name text not null default '', note text not null default '',
    check (acknowledged_at is null or handed_at is not null)) ${tableEnd}`,
  sql`create index recovery_sets_by_checksum on recovery_sets (checksum)`,
  sql`create index recovery_sets_by_made on recovery_sets (made_at, id)`,
  sql`create table import_mappings (
    id text primary key, name text not null, name_key text not null unique, mapping text not null,
    made_by_name text not null, made_at text not null) ${tableEnd}`,
]

export const jobsAndCustody: Migration = {
  name: '0004-jobs-and-custody',
  async run(db) {
    for (const statement of statements) await statement.execute(db)
  },
}
