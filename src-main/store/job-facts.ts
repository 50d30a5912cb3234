/** What acts of a job are judged by, for many accounts at once: one statement for each kind of thing that hangs on an account. */
import { sql, type RawBuilder } from 'kysely'
import type { JobFacts } from '../engine/job-judge'
import type { AccountRow } from './account-row'
import { accountsReads } from './accounts'
import { comparePlaces } from './cursor'
import type { ReadDb } from './db'
import { giveUpWords } from './outbox'
import { passwordsWorking } from './passwords'

export type AccountFacts = JobFacts<AccountRow>

/** For `from`: each of `ids` looked up by itself in `table`. With IN the planner may pass the whole table. */
const eachOf = (ids: string, table: string) =>
  sql`json_each(${ids}) as wanted cross join ${sql.ref(table)} on account_id = wanted.value`

/** What of an account is kept as events. */
const movable = ['department', 'role', 'policy', 'state', 'enabled'] as const
type Movable = (typeof movable)[number]

interface PerAccount {
  account_id: string
  value: number | null
}

export const jobFactsReads = (db: ReadDb) => {
  const each = async (query: RawBuilder<PerAccount>): Promise<Map<string, number>> =>
    new Map((await query.execute(db)).rows.map((row) => [row.account_id, Number(row.value)]))

  /** Letters of which it is known whether they arrived; what the desk gave up by itself says nothing of the address. */
  const newestFailed = (
    ids: string,
  ) => sql<PerAccount>`select value as account_id, (select outbox.state = 'failed' from outbox
    cross join accounts on accounts.id = outbox.account_id
    where outbox.account_id = wanted.value and outbox.recipient = accounts.email
    and (outbox.state in ('sent', 'folder') or (outbox.state = 'failed'
      and json_extract(outbox.said, '$[0].words') not in (${sql.join(giveUpWords)})))
    order by outbox.last_at desc, outbox.made_at desc limit 1) as value
    from json_each(${ids}) as wanted`

  async function of(accounts: readonly AccountRow[], at: string): Promise<AccountFacts[]> {
    const ids = JSON.stringify(accounts.map(({ id }) => id))
    const passwords = await passwordsWorking(db, ids, at)
    const keys = await sql<{ account_id: string; status: string; id: string }>`select account_id, status, otp_keys.id
      from ${eachOf(ids, 'otp_keys')}`.execute(db)
    const active = new Set(keys.rows.filter(({ status }) => status === 'active').map((key) => key.account_id))
    const pending = new Map(
      keys.rows.filter(({ status }) => status === 'pending').map((key) => [key.account_id, key.id]),
    )
    const tries = await each(sql`select account_id, tries as value from ${eachOf(ids, 'factor_tries')}`)
    const sessions = await each(sql`select account_id, count(*) as value from ${eachOf(ids, 'sessions')}
      where ended_at is null group by account_id`)
    const failed = await each(newestFailed(ids))
    return accounts.map((account) => ({
      account,
      hasPassword: passwords.has(account.id),
      passwordWorks: passwords.get(account.id) === true,
      hasActiveKey: active.has(account.id),
      pendingKeyId: pending.get(account.id) ?? null,
      wrongInRow: tries.get(account.id) ?? 0,
      openSessions: sessions.get(account.id) ?? 0,
      mailFails: failed.get(account.id) === 1,
    }))
  }

  /** Columns of standings that moved, be it back and forth, after row `no` of the log. @returns by account; who is not there did not move */
  async function movedSince(since: readonly (readonly [accountId: string, no: number])[]) {
    const differ = sql.join(
      movable.map((column) => sql`before.${sql.ref(column)} <> after.${sql.ref(column)} as ${sql.ref(column)}`),
    )
    const { rows } = await sql<{ account_id: string } & Record<Movable, number>>`select account_id, ${differ}
      from json_each(${JSON.stringify(since)}) as wanted
      cross join account_events indexed by account_events_of_account on account_id = wanted.value ->> 0
      cross join standings as before on before.id = account_events.before
      cross join standings as after on after.id = account_events.after
      where account_events.no > wanted.value ->> 1`.execute(db)
    const moved = new Map<string, Set<Movable>>()
    for (const row of rows) {
      const columns = moved.get(row.account_id) ?? new Set()
      for (const column of movable) if (row[column] === 1) columns.add(column)
      moved.set(row.account_id, columns)
    }
    return moved
  }

  return {
    movedSince,
    /** The facts of these rows, in their order; at most a few hundred at once. `at`: now */
    of,
    /** The same of accounts by id; those that are not there are left out. */
    async ofIds(ids: readonly string[], at: string): Promise<Map<string, AccountFacts>> {
      const facts = await of(await accountsReads(db).findByIds(ids), at)
      return new Map(facts.map((one) => [one.account.id, one]))
    },
  }
}

/** The order of the list of accounts. */
export const byListOrder = (one: AccountFacts, other: AccountFacts): number => comparePlaces(one.account, other.account)
