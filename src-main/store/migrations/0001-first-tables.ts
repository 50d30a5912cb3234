/** Schema 1: accounts with search and counters, what proves who they are, sessions, audit log, import staging. */
import { sql, type RawBuilder } from 'kysely'
import type { Migration } from '../migrate'
import { makeAppendOnly, makeLinksOfNewest, makeSearchTables, tableEnd } from '../sqlite'

// The words as they were when this migration was written: it must not change when the contract does.
const roles = sql.raw(`('administrator', 'helpdesk', 'auditor', 'operator', 'user')`)
const states = sql.raw(
  `('not-enrolled', 'pending', 'enrolled-otp', 'enrolled-email', 'must-re-enrol', 'disabled-otp', 'disabled-email')`,
)
const policies = sql.raw(`('not-required', 'required')`)
const flag = sql.raw('(0, 1)')
const table = (name: string, columns: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`create table ${sql.ref(name)} (${columns}) ${tableEnd}`

const tables = [
  table('meta', sql`name text primary key, value text not null`),
  table('settings', sql`name text primary key, value text not null`),
  table(
    'key_slots',
    sql`id text primary key,
    kind text not null check (kind in ('key-file', 'recovery-key', 'os-keychain', 'passphrase')),
    wrapped text not null, parameters text not null, made_at text not null, confirmed_at text`,
  ),
  table(
    'accounts',
    sql`row_no integer primary key,
    id text not null unique,
    user_name text not null, user_name_key text unique,
    email text not null, email_key text not null unique,
    email_unverified integer not null check (email_unverified in ${flag}),
    second_email text not null, phone text not null, name text not null, sort_key text not null,
    department text not null,
    language text check (language in ('en', 'ja', 'ko')),
    role text not null check (role in ${roles}),
    enabled integer not null check (enabled in ${flag}),
    policy text not null check (policy in ${policies}),
    grace_until text,
    state text not null check (state in ${states}),
    locked_until text, lock_cause text,
    codes_left integer check (codes_left >= 0),
    last_used_at text, made_at text not null,
    rev integer not null check (rev >= 1)`,
  ),
  table(
    'passwords',
    sql`account_id text primary key references accounts (id) on delete cascade,
    phc text not null, set_at text not null,
    must_change integer not null check (must_change in ${flag})`,
  ),
  table(
    'otp_keys',
    sql`id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    status text not null check (status in ('pending', 'active')),
    sealed text not null,
    algorithm text not null check (algorithm in ('SHA-1', 'SHA-256', 'SHA-512')),
    digits integer not null check (digits between 6 and 10),
    period_seconds integer not null check (period_seconds between 1 and 3600),
    last_step integer check (last_step >= 0),
    made_at text not null, verified_at text, last_used_at text,
    rev integer not null check (rev >= 1),
    unique (account_id, status)`,
  ),
  table(
    'recovery_sets',
    sql`id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    number integer not null check (number >= 1),
    salt text not null, checksum text not null, made_at text not null, superseded_at text,
    unique (account_id, number)`,
  ),
  table(
    'recovery_codes',
    sql`set_id text not null references recovery_sets (id) on delete cascade,
    place integer not null check (place between 1 and 10),
    hash text not null, used_at text,
    primary key (set_id, place)`,
  ),
  table(
    'sessions',
    sql`id_hash text primary key,
    account_id text not null references accounts (id) on delete cascade,
    host text not null, computer text not null,
    made_at text not null, last_seen_at text not null, fresh_at text not null,
    step_up_unused integer not null check (step_up_unused in ${flag}),
    ended_at text`,
  ),
  table(
    'audit',
    sql`no integer primary key check (no >= 1),
    at text not null,
    actor_id text, actor_name text not null, actor_role text not null,
    computer text not null, host text not null, act text not null,
    account_id text, account_name text not null,
    result text not null check (result in ('done', 'refused', 'failed')),
    code text, reason text not null, detail text not null, before text not null, hash text not null`,
  ),
  // Sorted as it is read: the newest row about an account is found without passing the others.
  sql`create table audit_about (account_id text not null, no integer not null, primary key (account_id, no))
    ${tableEnd}, without rowid`,
  table(
    'account_counts',
    sql`department text not null, role text not null, policy text not null, state text not null,
    enabled integer not null check (enabled in ${flag}),
    count integer not null check (count >= 0),
    primary key (department, role, policy, state, enabled)`,
  ),
  table(
    'import_lines',
    sql`place integer primary key,
    line integer not null unique,
    result text not null check (result in ('new', 'changed', 'same', 'refused')),
    problem text, problem_field text, problem_line integer,
    fields text not null, raw text not null,
    match_key text, email_key text, user_name_key text, account_id text, changes text not null`,
  ),
]

// Every order a list can be in, with the filter in front; the partial ones hold what is rare and looked for. `row_no`,
// which comes after `sort_key`, ends every index by itself: named, it would stand there twice.
const indexes = [
  sql`create index accounts_by_name on accounts (sort_key)`,
  sql`create index accounts_by_state on accounts (state, sort_key)`,
  sql`create index accounts_by_policy on accounts (policy, sort_key)`,
  sql`create index accounts_of_staff on accounts (role, sort_key) where role <> 'user'`,
  sql`create index accounts_by_department on accounts (department, sort_key)`,
  sql`create index accounts_locked on accounts (sort_key) where locked_until is not null`,
  sql`create index accounts_locked_until on accounts (locked_until) where locked_until is not null`,
  sql`create index accounts_in_grace on accounts (sort_key) where grace_until is not null`,
  sql`create index accounts_disabled on accounts (sort_key) where enabled = 0`,
  sql`create index accounts_required_none on accounts (sort_key)
    where policy = 'required' and state not in ('enrolled-otp', 'enrolled-email')`,
  sql`create unique index recovery_sets_in_force on recovery_sets (account_id) where superseded_at is null`,
  sql`create index sessions_open on sessions (account_id) where ended_at is null`,
  sql`create index audit_by_account on audit (account_id, no) where account_id is not null`,
  sql`create index audit_by_act on audit (act, result, no)`,
  sql`create index audit_by_result on audit (result, no)`,
  sql`create index import_lines_by_result on import_lines (result, line)`,
]

export const firstTables: Migration = {
  name: '0001-first-tables',
  async run(db) {
    for (const statement of [...tables, ...indexes]) await statement.execute(db)
    await makeSearchTables(db)
    await makeAppendOnly(db, 'audit')
    await makeLinksOfNewest(db, 'audit_about', 'audit')
  },
}
