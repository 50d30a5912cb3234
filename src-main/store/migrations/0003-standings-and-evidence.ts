/** Schema 3: standings of accounts as events and snapshots, keys that sign, cuts of the log, saved searches. */
import { sql } from 'kysely'
import type { Migration } from '../migrate'
import { letCutRowsGo, tableEnd } from '../sqlite'

// The words as they were when this migration was written: it must not change when the contract does.
const flag = sql.raw('(0, 1)')
/** The five columns a standing is made of, as accounts have them. */
const isStanding = sql.raw(`standings.department = accounts.department and standings.role = accounts.role
  and standings.policy = accounts.policy and standings.state = accounts.state and standings.enabled = accounts.enabled`)

const statements = [
  // Some thousand at most; what happens to a million accounts names them by number.
  sql`create table standings (
    id integer primary key,
    department text not null, role text not null, policy text not null, state text not null,
    enabled integer not null check (enabled in ${flag}),
    unique (department, role, policy, state, enabled)) ${tableEnd}`,
  sql`create table account_events (
    seq integer primary key,
    no integer not null, account_id text not null, prev integer check (prev < seq),
    before integer references standings (id), after integer references standings (id)) ${tableEnd}`,
  sql`create index account_events_by_no on account_events (no)`,
  sql`create index account_events_of_account on account_events (account_id, seq)`,
  sql`create table coverage_marks (no integer primary key, seq integer not null, at text not null) ${tableEnd}`,
  sql`create table coverage_mark_counts (
    no integer not null references coverage_marks (no), standing integer not null references standings (id),
    count integer not null check (count > 0), primary key (no, standing)) ${tableEnd}, without rowid`,
  sql`create table signing_keys (
    id text primary key, public_key text not null, sealed text not null, made_at text not null) ${tableEnd}`,
  sql`create table audit_cuts (
    to_no integer primary key, from_no integer not null check (from_no <= to_no),
    before text not null, last_hash text not null, last_at text not null,
    file_sha256 text not null, cut_at text not null, actor_name text not null,
    key_id text not null, signature text not null) ${tableEnd}`,
  sql`create index audit_about_by_no on audit_about (no)`,
  sql`create table audit_notes (name text primary key, value text not null) ${tableEnd}`,
  sql`create table saved_searches (
    id text primary key, account_id text not null references accounts (id) on delete cascade,
    name text not null, filter text not null, made_at text not null,
    unique (account_id, name)) ${tableEnd}`,
  sql`create index audit_by_at on audit (at)`,
  sql`create index audit_by_computer on audit (computer, no)`,
  sql`create index accounts_by_last_used on accounts (last_used_at)
    where enabled = 1 and state in ('enrolled-otp', 'enrolled-email')`,
  sql`create index accounts_few_codes on accounts (sort_key) where enabled = 1 and codes_left <= 3`,
  sql`create index otp_keys_pending on otp_keys (made_at, id, account_id) where status = 'pending'`,
  // Accounts that are there already begin as they stand now; the next row of the log answers for them.
  sql`insert into standings (department, role, policy, state, enabled)
    select distinct department, role, policy, state, enabled from accounts order by 1, 2, 3, 4, 5`,
  sql`insert into account_events (no, account_id, after)
    select (select coalesce(max(no), 0) + 1 from audit), accounts.id, standings.id
    from accounts join standings on ${isStanding} order by accounts.row_no`,
]

export const standingsAndEvidence: Migration = {
  name: '0003-standings-and-evidence',
  async run(db) {
    for (const statement of statements) await statement.execute(db)
    await letCutRowsGo(db)
  },
}
