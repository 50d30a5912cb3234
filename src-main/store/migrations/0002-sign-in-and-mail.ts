/** Schema 2: challenges and counted tries of signing in, email as a method, temporary passwords, and the outbox. */
import { sql } from 'kysely'
import type { Migration } from '../migrate'
import { tableEnd } from '../sqlite'

// The words as they were when this migration was written: it must not change when the contract does.
const flag = sql.raw('(0, 1)')

const statements = [
  sql`alter table sessions add column entered_by text not null default 'password'
    check (entered_by in ('password', 'otp', 'email', 'recovery-code'))`,
  sql`alter table sessions add column factor_at text`,
  sql`alter table accounts add column factor_disabled_at text`,
  sql`alter table passwords add column expires_at text`,
  sql`create table challenges (
    id_hash text primary key,
    account_id text not null references accounts (id) on delete cascade,
    method text not null check (method in ('otp', 'email')),
    host text not null, computer text not null,
    made_at text not null, ends_at text not null,
    tries integer not null check (tries >= 0),
    wait_until text, used_at text, ended_at text) ${tableEnd}`,
  sql`create index challenges_open on challenges (account_id) where used_at is null and ended_at is null`,
  sql`create table password_tries (
    address_hash text primary key,
    tries integer not null check (tries >= 0),
    wait_until text, last_at text not null) ${tableEnd}`,
  sql`create index password_tries_by_age on password_tries (last_at)`,
  sql`create table factor_tries (
    account_id text primary key references accounts (id) on delete cascade,
    tries integer not null check (tries >= 0),
    last_at text not null) ${tableEnd}`,
  sql`create table email_factors (
    account_id text primary key references accounts (id) on delete cascade,
    since text not null, last_used_at text) ${tableEnd}`,
  sql`create table email_tokens (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    purpose text not null check (purpose in ('sign-in', 'set-up', 'desk', 'address', 'password')),
    challenge_hash text, address text not null, hash text not null,
    made_at text not null, expires_at text not null,
    tries integer not null check (tries >= 0),
    used_at text, ended_at text) ${tableEnd}`,
  sql`create unique index email_tokens_live on email_tokens (account_id, purpose)
    where used_at is null and ended_at is null`,
  sql`create index email_tokens_made on email_tokens (account_id, purpose, made_at)`,
  sql`create table outbox (
    id text primary key,
    kind text not null, account_id text, account_name text not null, recipient text not null,
    language text not null check (language in ('en', 'ja', 'ko')),
    state text not null
      check (state in ('queued', 'sending', 'sent', 'folder', 'failed', 'uncertain', 'handed-over')),
    secret integer not null check (secret in ${flag}),
    sealed text, message_id text not null unique,
    made_at text not null, expires_at text,
    tries integer not null check (tries >= 0),
    next_at text, last_at text, said text not null,
    -- what becomes of the body once it is over
    check (sealed is not null or state in ('sent', 'folder', 'failed', 'uncertain', 'handed-over'))) ${tableEnd}`,
  sql`create index outbox_next on outbox (next_at) where next_at is not null`,
  // what is worthless soonest goes first: a code for ten minutes before a thousand first passwords
  sql`create index outbox_due on outbox (ifnull(expires_at, '9'), next_at) where state = 'queued'`,
  sql`create index outbox_by_made on outbox (made_at, id)`,
  sql`create index outbox_by_state on outbox (state, made_at, id)`,
  sql`create index outbox_of_account on outbox (account_id) where account_id is not null`,
  sql`create index audit_by_actor on audit (actor_id, no) where actor_id is not null`,
]

export const signInAndMail: Migration = {
  name: '0002-sign-in-and-mail',
  async run(db) {
    for (const statement of statements) await statement.execute(db)
  },
}
