/** A store of any size with a history, written straight into its tables. */
// Accounts that came by files, and then acts one by one over a year. Chain, hashes and snapshots are as the desk would
// have made them. No search entries: nothing here searches.
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { chainHash } from '../../src-main/engine/audit-chain'
import { StandingHash, standingLine, type StandingFields } from '../../src-main/engine/standing-line'

export interface BigHistory {
  readonly accounts: number
  /** Rows of the log; every second of them moves an account. */
  readonly rows: number
  /** Milliseconds: the rows lie evenly in between. */
  readonly from: number
  readonly until: number
}

const departments = Array.from({ length: 40 }, (_, nr) => `Department ${String(nr).padStart(2, '0')}`)
const states = ['not-enrolled', 'pending', 'enrolled-otp', 'enrolled-email', 'must-re-enrol', 'disabled-otp'] as const
const fileLines = 20_000
const markEach = 5000
const letters = 'abcdefghijklmnopqrstuvwxyz234567'

export function fillBigHistory(file: string, { accounts, rows, from, until }: BigHistory): void {
  const db = new Database(file)
  db.pragma('synchronous = off')
  db.pragma('cache_size = -400000')
  const all = (query: string) => db.prepare(query).all() as { name: string; sql: string }[]
  const taken = all(`select name, sql from sqlite_schema where sql is not null and type in ('trigger', 'index')
    and tbl_name in ('accounts', 'audit', 'account_events', 'standings', 'coverage_marks', 'coverage_mark_counts')`)
  for (const { name, sql } of taken)
    db.exec(sql.startsWith('CREATE TRIGGER') ? `drop trigger ${name}` : `drop index ${name}`)

  let seed = 11
  const below = (most: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * most)
  }
  const idOf = (nr: number): string => {
    const bytes = createHash('sha256').update(`account ${nr}`).digest()
    return Array.from(bytes.subarray(0, 26), (byte) => letters[byte & 31]).join('')
  }
  const instant = (no: number) => new Date(from + ((until - from) * no) / rows).toISOString()

  const ids = Array.from({ length: accounts }, (_, nr) => idOf(nr))
  const latest = new Int32Array(accounts)
  const stands = new Int32Array(accounts)
  const standings: StandingFields[] = db
    .prepare(`select department, role, policy, state, enabled from standings order by id`)
    .raw()
    .all() as never
  const numbers = new Map(standings.map((fields, at) => [JSON.stringify(fields), at + 1]))
  const counts = new Map<number, number>()
  for (const [key, count] of db
    .prepare(
      `select s.id, c.count from account_counts c join standings s
    using (department, role, policy, state, enabled)`,
    )
    .raw()
    .all() as [number, number][])
    counts.set(key, count)
  const insertStanding = db.prepare('insert into standings values (?, ?, ?, ?, ?, ?)')
  const numberOf = (fields: StandingFields): number => {
    const key = JSON.stringify(fields)
    const known = numbers.get(key)
    if (known !== undefined) return known
    standings.push(fields)
    numbers.set(key, standings.length)
    insertStanding.run(standings.length, ...fields)
    return standings.length
  }

  let { no, hash: before } = db.prepare('select no, hash from audit order by no desc limit 1').get() as {
    no: number
    hash: string
  }
  let seq = db.prepare('select max(seq) from account_events').pluck().get() as number
  let marked = 0
  const insertEvent = db.prepare(
    'insert into account_events (seq, no, account_id, prev, before, after) values (?, ?, ?, ?, ?, ?)',
  )
  const insertRow =
    db.prepare(`insert into audit values (@no, @at, @actor_id, @actor_name, @actor_role, @computer, @host, @act,
    @account_id, @account_name, @result, @code, @reason, @detail, @before, @hash)`)
  const insertMark = db.prepare('insert into coverage_marks values (?, ?, ?)')
  const insertCount = db.prepare('insert into coverage_mark_counts values (?, ?, ?)')
  let lines = new StandingHash()
  const move = (nr: number, fields: StandingFields): void => {
    const [was, is] = [stands[nr] || null, numberOf(fields)]
    if (was === is) return
    seq += 1
    insertEvent.run(seq, no + 1, ids[nr], latest[nr] || null, was, is)
    lines.add(standingLine(ids[nr] ?? '', was === null ? null : (standings[was - 1] ?? null), fields))
    if (was !== null) counts.set(was, (counts.get(was) ?? 0) - 1)
    counts.set(is, (counts.get(is) ?? 0) + 1)
    latest[nr] = seq
    stands[nr] = is
  }
  const append = (act: string, nr: number | null, result: 'done' | 'refused' = 'done'): void => {
    no += 1
    const at = instant(no)
    const about = nr === null ? null : (ids[nr] ?? null)
    const row = {
      ...{ no, at, actor_id: ids[below(40)] ?? null, actor_name: `Actor ${below(40)}`, actor_role: 'helpdesk' },
      ...{
        computer: `DESK-0${below(6)}`,
        host: 'electron',
        act,
        account_id: about,
        account_name: nr === null ? '' : `Person ${nr}`,
      },
      ...{ result, code: null, reason: 'phone lost', detail: JSON.stringify({ method: 'otp', ...lines.detail() }) },
    }
    const hash = chainHash(before, row)
    insertRow.run({ ...row, before, hash })
    before = hash
    lines = new StandingHash()
    if (seq - marked < markEach) return
    marked = seq
    insertMark.run(no, seq, at)
    for (const [standing, count] of counts) if (count > 0) insertCount.run(no, standing, count)
  }

  const acts = ['otp.verify', 'email.verify', 'accounts.clearMfa', 'accounts.change', 'settings.changePolicy'] as const
  const others = ['session.signIn', 'otp.reissue', 'accounts.unlock', 'session.stepUp', 'recovery.renew'] as const
  const files = Math.ceil(accounts / fileLines)
  db.transaction(() => {
    for (let file = 0; file < files; file += 1) {
      for (let nr = file * fileLines; nr < Math.min(accounts, (file + 1) * fileLines); nr += 1) {
        const role = nr % 500 === 7 ? 'helpdesk' : nr % 5000 === 9 ? 'administrator' : 'user'
        move(nr, [departments[below(40)] ?? '', role, 'required', 'not-enrolled', 1])
      }
      append('imports.apply', null)
    }
    while (no < rows) {
      if (no % 2 === 0) {
        append(others[below(5)] ?? '', below(accounts), below(20) === 0 ? 'refused' : 'done')
        continue
      }
      const nr = below(accounts)
      const [department, role, policy, , enabled] = standings[(stands[nr] ?? 1) - 1] as StandingFields
      const what = below(20)
      const moved = what === 0 ? (departments[below(40)] ?? '') : department
      move(nr, [moved, role, policy, states[what < 12 ? 2 : below(6)] ?? '', what === 1 ? 1 - enabled : enabled])
      append(acts[below(5)] ?? '', nr)
    }
    const insertAccount =
      db.prepare(`insert into accounts (id, user_name, user_name_key, email, email_key, email_unverified,
      second_email, phone, name, sort_key, department, role, enabled, policy, state, codes_left, last_used_at, made_at, rev)
      values (?, '', null, ?, ?, 0, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`)
    const insertKey =
      db.prepare(`insert into otp_keys (id, account_id, status, sealed, algorithm, digits, period_seconds, made_at, rev)
      values (?, ?, 'pending', '', 'SHA-1', 6, 30, ?, 1)`)
    for (let nr = 0; nr < accounts; nr += 1) {
      const [department, role, policy, state, enabled] = standings[(stands[nr] ?? 1) - 1] as StandingFields
      const [email, name, isOtp] = [
        `person${nr}@corp.example`,
        `person ${(nr * 7919) % 1_000_003}`,
        state === 'enrolled-otp',
      ]
      const used = isOtp || state === 'enrolled-email' ? (below(4) === 0 ? null : instant(below(rows))) : null
      insertAccount.run(
        ids[nr],
        email,
        email,
        name,
        name,
        department,
        role,
        enabled,
        policy,
        state,
        isOtp ? below(11) : null,
        used,
        instant(0),
      )
      if (state === 'pending') insertKey.run(idOf(-nr - 1), ids[nr], instant(below(rows)))
    }
    db.exec(`delete from account_counts; insert into account_counts
      select department, role, policy, state, enabled, count(*) from accounts group by 1, 2, 3, 4, 5`)
  })()
  for (const { sql } of taken) db.exec(sql)
  db.pragma('wal_checkpoint(truncate)')
  db.close()
}
