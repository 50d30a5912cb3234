/** The facts of jobs, asked for many at once: what asking one by one says, and never by passing a whole table. */
import BetterSqlite3 from 'better-sqlite3'
import fc from 'fast-check'
import { Kysely, type CompiledQuery } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Schema } from '../../../src-main/store/schema'
import { sqliteDialect } from '../../../src-main/store/sqlite-driver'
import { readTables } from '../../../src-main/store/tables'
import { behind } from '../../doubles/behind-the-desk'
import type { TestDesk } from '../../doubles/test-desk'
import { addPerson, anyPerson, type AnyPerson } from './random-site'
import { jobScene } from './scene'

vi.setConfig({ testTimeout: 60_000 })

async function filled(count: number): Promise<{ test: TestDesk; at: string; given: AnyPerson[]; ids: string[] }> {
  const { test } = await jobScene(0)
  const given = fc.sample(anyPerson, { numRuns: count, seed: 11 })
  const ids = await behind(test, async (tables, keyring) => {
    const made: string[] = []
    for (const person of given) made.push(await addPerson({ tables, keyring, now: test.time }, person))
    return made
  })
  return { test, at: new Date(test.time).toISOString(), given, ids }
}

describe('facts of many accounts', () => {
  it('are those of each by itself', async () => {
    const { test, at, given, ids } = await filled(200)
    await behind(test, async (tables) => {
      const facts = await tables.jobFacts.ofIds(ids, at)
      for (const [nr, id] of ids.entries()) {
        const { password, letter } = given[nr]!
        expect([nr, facts.get(id)]).toEqual([
          nr,
          {
            account: await tables.accounts.find(id),
            hasPassword: (await tables.passwords.find(id)) !== null,
            passwordWorks: password === 'own' || password === 'temporary',
            hasActiveKey: (await tables.otpKeys.find(id, 'active')) !== null,
            pendingKeyId: (await tables.otpKeys.find(id, 'pending'))?.id ?? null,
            wrongInRow: await tables.signInTries.ofFactor(id),
            openSessions: await tables.sessions.countOpen(id, '', ''),
            mailFails: letter === 'failed' || letter === 'sent-then-failed',
          },
        ])
      }
      expect((await tables.jobFacts.ofIds(['nobody', ids[0]!], at)).size).toBe(1)
    })
  })

  it.each([
    ['without statistics', false],
    ['with statistics', true],
  ])('are looked up account by account, %s', async (_, analyzed) => {
    const { test, at, ids } = await filled(300)
    const database = new BetterSqlite3(test.file)
    if (analyzed) database.exec('analyze')
    const queries: CompiledQuery[] = []
    const dialect = sqliteDialect(database, { tries: 1, pause: async () => {} })
    const db = new Kysely<Schema>({ dialect, log: (event) => void queries.push(event.query) })
    onTestFinished(() => db.destroy())
    await readTables(db).jobFacts.ofIds(ids.slice(0, 3), at)
    expect(queries).toHaveLength(6)
    for (const query of queries) {
      const steps = database.prepare(`explain query plan ${query.sql}`).all(...query.parameters) as { detail: string }[]
      const tables = steps.map(({ detail }) => detail).filter((step) => /^(SCAN|SEARCH) /.test(step))
      for (const step of tables.filter((one) => !/VIRTUAL TABLE/.test(one))) {
        expect(step, query.sql).toMatch(/^SEARCH \w+ .*\((account_id|id)=\?/)
      }
    }
  })
})
