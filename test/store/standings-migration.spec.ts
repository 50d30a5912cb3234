/** A file from before events were kept: every account begins as it stood, and the first row of the log answers for all. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { checkChain, chainHash, genesis } from '../../src-main/engine/audit-chain'
import { defaultPatience, openDatabases } from '../../src-main/store/database'
import { migrate } from '../../src-main/store/migrate'
import { migrations } from '../../src-main/store/migrations'
import { openStore } from '../../src-main/store/store'
import { copyOf, countOf, sorted, textOf } from '../harness/plain-standings'
import { auditRow, tempFolder } from './temp-store'

/** As the release before would have left it: `accounts` people and three rows of the log. */
async function fileBefore(accounts: number): Promise<string> {
  const file = join(tempFolder(), 'desk.db')
  const { writer, reader } = await openDatabases(file, defaultPatience)
  await migrate(writer, migrations.slice(0, 2))
  await reader.selectFrom('meta').selectAll().execute()
  await reader.destroy()
  await writer.destroy()
  const db = new Database(file)
  const states = ['not-enrolled', 'pending', 'enrolled-otp', 'enrolled-email', 'disabled-otp']
  const insert =
    db.prepare(`insert into accounts (id, user_name, email, email_key, email_unverified, second_email, phone,
    name, sort_key, department, role, enabled, policy, state, made_at, rev)
    values (@id, '', @id, @id, 0, '', '', @id, @id, @department, 'user', @enabled, 'required', @state, '2026-01-01', 1)`)
  db.transaction(() => {
    for (let nr = 0; nr < accounts; nr += 1) {
      const department = ['Sales', '開発', ''][nr % 3]
      insert.run({ id: `old${nr}`, department, enabled: nr % 7 === 0 ? 0 : 1, state: states[nr % 5] })
    }
    db.exec(`insert into account_counts select department, role, policy, state, enabled, count(*)
      from accounts group by 1, 2, 3, 4, 5`)
    let before = genesis
    for (let no = 1; no <= 3; no += 1) {
      const row = { ...auditRow({ at: `2026-02-0${no}T00:00:00.000Z` }), no }
      const hash = chainHash(before, row)
      db.prepare(
        `insert into audit values (@no, @at, @actor_id, @actor_name, @actor_role, @computer, @host, @act, @account_id,
        @account_name, @result, @code, @reason, @detail, @before, @hash)`,
      ).run({ ...row, before, hash })
      before = hash
    }
  })()
  db.close()
  return file
}

test.each([0, 7, 6001])('of %i accounts each begins as it stood', async (accounts) => {
  const file = await fileBefore(accounts)
  const store = await openStore({ file })
  const db = new Database(file, { readonly: true })
  onTestFinished(async () => {
    db.close()
    await store.close()
  })
  const events = db.prepare('select no, account_id, prev, before from account_events order by seq').all()
  expect(events).toEqual(
    Array.from({ length: accounts }, (_, nr) => ({ no: 4, account_id: `old${nr}`, prev: null, before: null })),
  )
  const at = '2026-03-01T10:00:00.000Z'
  const { no, detail } = await store.write((tables) => tables.audit.append(auditRow({ at })))
  expect([no, (JSON.parse(detail) as { standings?: number }).standings ?? 0]).toEqual([4, accounts])
  await store.read(async ({ audit, coverage }) => {
    expect(checkChain(await audit.listFrom(1, 10), genesis).brokenAt).toBeNull()
    expect(await coverage.floor()).toEqual(accounts === 0 ? null : { no: 4, at })
    expect(sorted(await coverage.countsAt(4))).toEqual(countOf(db))
    expect(await coverage.countsAt(3)).toEqual([])
    expect(await coverage.noAt('2026-02-28T23:59:59.999Z')).toBe(3)
    const { rows } = await coverage.listAt(4, {}, null, 10_000)
    expect(rows.map((row) => [row.accountId, textOf(row)]).sort()).toEqual([...copyOf(db)].sort())
    // A snapshot at once where there is much: no later day counts all of it again.
    expect((await coverage.marks()).map((mark) => mark.no)).toEqual(accounts > 5000 ? [4] : [])
  })
  // From here on as everywhere: the next change goes on from the baseline.
  if (accounts === 0) return
  await store.write((tables) => tables.accounts.change('old3', { department: 'R&D' }))
  expect(db.prepare('select no, account_id, prev from account_events order by seq desc limit 1').get()).toEqual({
    no: 5,
    account_id: 'old3',
    prev: 4,
  })
})
