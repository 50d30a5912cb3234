/** Custody and its search read an index: a page never sorts, and a file is found without passing every set. */
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, type CompiledQuery } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Schema } from '../../src-main/store/schema'
import { sqliteDialect } from '../../src-main/store/sqlite-driver'
import { readTables, type ReadTables } from '../../src-main/store/tables'
import { account, tempStore } from './temp-store'

const before = { madeAt: '2026-01-01T00:00:00.000Z', id: 's1' }
const asked = { accountIds: null, checksum: null, states: null, fewLeft: false, before: null, limit: 50 } as const
const pause = async () => {}
const looks: Record<string, (tables: ReadTables) => Promise<unknown>> = {
  'a page': ({ custody }) => custody.list(asked, pause),
  'a further page': ({ custody }) => custody.list({ ...asked, before }, pause),
  'a page of one state': ({ custody }) => custody.list({ ...asked, states: ['acknowledged'], before }, pause),
  'few codes left': ({ custody }) => custody.list({ ...asked, fewLeft: true }, pause),
  'one set': ({ custody }) => custody.find('s1'),
  'by its checksum': ({ setSearch }) => setSearch.byChecksum('9F3A-21C0'),
  'by account and number': ({ setSearch }) => setSearch.byNumber('p0@corp.example', 2),
  'the walk over all': ({ setSearch }) => setSearch.walk('s2', 100),
}

test.each([false, true])('each by an index, with statistics: %s', async (analyzed) => {
  const { store, file } = await tempStore()
  await store.write(async ({ accounts, recoverySets }) => {
    for (let nr = 0; nr < 300; nr += 1) {
      await accounts.insert(account(`p${nr}`))
      const set = { id: `s${nr}`, account_id: `p${nr}`, number: 1, salt: 's', checksum: 'c', made_at: before.madeAt }
      await recoverySets.insert(set, ['h'])
    }
  })
  const database = new BetterSqlite3(file)
  if (analyzed) database.exec('analyze')
  const queries: CompiledQuery[] = []
  const dialect = sqliteDialect(database, { tries: 1, pause })
  const db = new Kysely<Schema>({ dialect, log: (event) => void queries.push(event.query) })
  onTestFinished(() => db.destroy())
  for (const [name, look] of Object.entries(looks)) {
    queries.length = 0
    await look(readTables(db))
    expect(queries.length, name).toBeGreaterThan(0)
    for (const query of queries) {
      const steps = database
        .prepare(`explain query plan ${query.sql}`)
        .all(...query.parameters)
        .map((row) => (row as { detail: string }).detail)
      // A whole table is passed in the order of its index alone, and stops at the limit.
      const bad = steps.filter(
        (step) => /TEMP B-TREE/.test(step) || (/^SCAN [a-z]/.test(step) && !/USING.* INDEX/.test(step)),
      )
      expect(bad, `${name}: ${steps.join(' | ')}`).toEqual([])
    }
  }
})
