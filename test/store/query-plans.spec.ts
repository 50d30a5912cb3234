/** Every list query reads an index in its order, with statistics and without: never a sort, never a scan of a table. */
import { join } from 'node:path'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import fc from 'fast-check'
import { Kysely, type CompiledQuery } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { AccountFilter } from '../../src-preload/contract/accounts'
import { states } from '../../src-preload/contract/accounts'
import { auditProofWrites } from '../../src-main/store/audit-proof'
import { cursorOf } from '../../src-main/store/cursor'
import type { Schema } from '../../src-main/store/schema'
import { sqliteDialect } from '../../src-main/store/sqlite-driver'
import { openStore } from '../../src-main/store/store'
import type { AuditFilter } from '../../src-main/store/audit'
import { readTables, type ReadTables } from '../../src-main/store/tables'
import { anyFields, departments, now } from './made-up-accounts'
import { account, auditRow, tempFolder } from './temp-store'

vi.setConfig({ testTimeout: 60_000 })

/** A filled file, and tables on it that note each query they run. */
async function observed(
  analyzed: boolean,
): Promise<{ tables: ReadTables; db: Kysely<Schema>; queries: CompiledQuery[]; database: Database }> {
  const file = join(tempFolder(), 'desk.db')
  const store = await openStore({ file })
  const fields = fc.sample(anyFields, { numRuns: 3000, seed: 5 })
  await store.write(async (tables) => {
    // One name for very many, and states that hardly anybody is in: what leads a planner astray.
    await tables.accounts.insertMany(
      fields.map((given, nr) => account(`p${nr}`, { ...given, ...(nr % 3 === 0 ? { name: 'Same Name' } : {}) })),
    )
    for (let nr = 0; nr < 300; nr += 1) await tables.audit.append(auditRow({ account_id: `p${nr % 3}` }))
    const everybody = fields.map((_, nr) => `p${nr}`)
    for (let nr = 0; nr < 3; nr += 1) await tables.audit.append(auditRow({ account_id: null }), everybody)
  })
  await store.close()
  const database = new BetterSqlite3(file)
  if (analyzed) database.exec('analyze')
  const queries: CompiledQuery[] = []
  const dialect = sqliteDialect(database, { tries: 1, pause: async () => {} })
  const db = new Kysely<Schema>({ dialect, log: (event) => void queries.push(event.query) })
  onTestFinished(() => db.destroy())
  return { tables: readTables(db), db, queries, database }
}

const plan = (database: Database, query: Pick<CompiledQuery, 'sql' | 'parameters'>): string[] =>
  database
    .prepare(`explain query plan ${query.sql}`)
    .all(...query.parameters)
    .map((row) => (row as { detail: string }).detail)

/** Steps that pass a whole table, or sort what an index should have held in order. */
const badSteps = (steps: string[]): string[] =>
  steps.filter((step) => /TEMP B-TREE/.test(step) || /^SCAN (accounts|audit|audit_about|import_lines)$/.test(step))

/** The newest or the oldest of a table: a scan in the order of its key that stops after a few rows. */
const isNewest = (query: CompiledQuery) =>
  /order by "(no|place)" (desc|asc) limit \?$/.test(query.sql) && !/ where /.test(query.sql)

const from = cursorOf({ sort_key: 'same name', row_no: 900 })
const filters: [AccountFilter, string][] = [
  [{}, 'accounts_by_name'],
  [{ states: ['pending'] }, 'accounts_by_state'],
  [{ states: [...states] }, 'accounts_by_state'],
  [{ policy: 'not-required' }, 'accounts_by_policy'],
  [{ policy: 'required' }, 'accounts_by_policy'],
  [{ policy: 'grace' }, 'accounts_in_grace'],
  [{ roles: ['auditor'] }, 'accounts_of_staff'],
  [{ roles: ['auditor', 'operator'] }, 'accounts_of_staff'],
  [{ roles: ['auditor', 'user'] }, 'accounts_by_name'],
  [{ departments: ['Sales'] }, 'accounts_by_department'],
  [{ departments }, 'accounts_by_department'],
  [{ locked: true }, 'accounts_locked'],
  [{ locked: false }, 'accounts_by_name'],
  [{ enabled: true }, 'accounts_by_name'],
  [{ enabled: false }, 'accounts_disabled'],
  [{ requiredNone: true }, 'accounts_required_none'],
  [{ requiredNone: false, enabled: true }, 'accounts_by_name'],
  [{ policy: 'must' }, 'accounts_by_policy'],
  [{ enrolled: false, enabled: true, policy: 'not-required' }, 'accounts_by_'],
  [{ roles: ['administrator'], enrolled: false, enabled: true }, 'accounts_of_staff'],
  [{ fewCodes: true }, 'accounts_few_codes'],
  [{ pendingOver: 7 }, 'accounts_by_state'],
  [{ unusedFor: 30 }, 'accounts_by_state'],
  [{ enrolled: true, states: ['enrolled-otp', 'pending'], unusedFor: 30, pendingOver: 7 }, 'accounts_by_state'],
  // Of several wishes the rarest leads; nobody is in the last of these departments.
  [{ departments: ['nowhere'], states: ['pending'], policy: 'required', roles: ['user'] }, 'accounts_by_department'],
]

describe.each([
  ['without statistics', false],
  ['with statistics', true],
])('%s', (_, analyzed) => {
  test('pages and marks read the index of their filter, in order', async () => {
    const { tables, queries, database } = await observed(analyzed)
    for (const [filter, index] of filters) {
      queries.length = 0
      for (const direction of ['forward', 'backward'] as const) {
        await tables.accountList.page({ filter, from: null, direction, limit: 20, at: now })
        await tables.accountList.page({ filter, from, direction, limit: 20, at: now })
      }
      await tables.accountList.marks({ filter, at: now })
      const walks = queries.filter((query) => query.sql.includes('indexed by'))
      expect(walks.length).toBeGreaterThanOrEqual(5)
      for (const walk of walks) {
        const steps = plan(database, walk)
        expect(badSteps(steps), walk.sql).toEqual([])
        for (const step of steps.filter((one) => one.includes('accounts'))) expect(step).toContain(` ${index}`)
        // From a cursor on, both parts of the key seek: many of one name are not passed one by one.
        if (walk.parameters.includes('same name')) {
          const seeks = steps.filter((one) => one.includes('accounts'))
          for (const seek of seeks) expect(seek).toMatch(/sort_key(=\? AND rowid[<>]|[<>])/)
          expect(seeks.some((seek) => seek.includes('sort_key=? AND rowid'))).toBe(true)
        }
      }
    }
  })

  test('searches, counts, keys and the audit log seek, too', async () => {
    const { tables, queries, database } = await observed(analyzed)
    for (const search of ['太郎', 'anna', 'a', '太', 'anna 太郎']) {
      await tables.accountList.page({
        filter: { search, enabled: true },
        from,
        direction: 'forward',
        limit: 20,
        at: now,
      })
    }
    await tables.accountList.counts({ at: now })
    await tables.accountList.needs(now, { pendingOver: 7, unusedFor: 30 })
    await tables.accounts.findByIds(Array.from({ length: 30 }, (_, nr) => `p${nr}`))
    await tables.accounts.findByEmailKeys(['p1@corp.example'])
    await tables.accounts.findByUserNameKeys(['p1'])
    await tables.audit.listOfAccount('p1', 200, 20)
    await tables.audit.listAbout('p1', 200, 20)
    await tables.audit.listAbout('p1', null, 20)
    await tables.audit.listOfAccount('p1', null, 20)
    await tables.audit.tail(20)
    await tables.audit.computers(20)
    await tables.importLines.list('refused', 10, 20)
    await tables.importLines.list('all', 10, 20)
    await tables.importLines.slice(['new', 'changed'], 0, 20)
    expect(queries.length).toBeGreaterThan(25)
    for (const query of queries.filter((one) => !isNewest(one)))
      expect(badSteps(plan(database, query)), query.sql).toEqual([])
  })

  test('the log reads the index of each wish in the order of its numbers', async () => {
    const { tables, queries, database } = await observed(analyzed)
    const at = '2026-03-31T12:00:00.000Z'
    const wishes: [AuditFilter, string][] = [
      [{ act: 'accounts.make' }, 'audit_by_act'],
      [{ act: 'accounts.make', result: 'done' }, 'audit_by_act'],
      [{ result: 'done' }, 'audit_by_result'],
      [{ actorId: 'p1' }, 'audit_by_actor'],
      [{ accountId: 'p1' }, 'audit_by_account'],
      [{ computer: 'DESK-01' }, 'audit_by_computer'],
      [{ from: at, until: '2026-04-01T00:00:00.000Z' }, 'audit_by_at'],
      [{ actor: 'aoi', account: 'person', host: 'in-process' }, 'INTEGER PRIMARY KEY'],
      // Of several wishes one leads and the others are asked number by number.
      [{ act: 'accounts.make', accountId: 'p1', computer: 'DESK-01' }, 'audit_by_computer (computer=? AND no=?'],
      [
        { accountId: 'p1', host: 'in-process', until: '2026-04-01T00:00:00.000Z' },
        'audit_about USING PRIMARY KEY (account_id=? AND no>',
      ],
    ]
    for (const [filter, index] of wishes) {
      queries.length = 0
      for (const direction of ['older', 'newer'] as const) {
        await tables.audit.list(filter, null, 20, direction)
        await tables.audit.list(filter, 150, 20, direction)
      }
      await tables.audit.count(filter, 50)
      const steps = queries.filter((one) => !isNewest(one)).flatMap((query) => plan(database, query))
      expect(badSteps(steps), JSON.stringify(filter)).toEqual([])
      expect(steps.join('\n'), JSON.stringify(filter)).toContain(index)
    }
  })

  test('what a cut lets go, and what it leaves, is gone through in the order of events', async () => {
    const { db, queries, database } = await observed(analyzed)
    await db.transaction().execute(async (transaction) => {
      const proof = auditProofWrites(transaction)
      expect(await proof.removeEventsUnder(1, 0, 500)).toBe(501)
      expect(await proof.removeEventsUnder(1, 2900, 500)).toBeNull()
      await proof.countsUnder(1)
    })
    const steps = queries.filter(({ sql }) => !sql.includes('order by "no" desc')).flatMap((one) => plan(database, one))
    expect(steps.join('\n')).toContain('account_events USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
    expect(steps.filter((step) => step.includes('account_events_by_no'))).toEqual([])
  })

  test('events of one row are read on from where they were left', async () => {
    const { tables, queries, database } = await observed(analyzed)
    let count = 0
    for await (const { follows } of tables.auditProof.events(1, 300)) if (follows) count += 1
    expect(count).toBe(3000)
    const steps = queries.flatMap((query) => plan(database, query))
    expect(steps.join('\n')).toContain('account_events_by_no (no=? AND rowid>?)')
    expect(badSteps(steps)).toEqual([])
  })

  test('changes of accounts that rows answer for are two seeks', async () => {
    const { tables, queries, database } = await observed(analyzed)
    expect(await tables.evidence.countChanges(1, 1)).toBe(3000)
    expect(await tables.evidence.countChanges(2, 300)).toBe(0)
    const steps = queries.flatMap((query) => plan(database, query))
    expect(new Set(steps)).toEqual(new Set(['SEARCH account_events USING COVERING INDEX account_events_by_no (no<?)']))
  })

  test('an order no index holds is caught', async () => {
    const { database } = await observed(analyzed)
    const bad = (text: string) => badSteps(plan(database, { sql: text, parameters: [] }))
    expect(bad('select * from accounts order by phone limit 10')).toHaveLength(2)
    expect(bad(`select * from accounts where lower(name) = 'a'`)).toHaveLength(1)
    expect(bad(`select * from accounts indexed by accounts_by_state where state > 'a' order by sort_key`)).toHaveLength(
      1,
    )
  })
})
