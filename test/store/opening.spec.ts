/** Opening a store: settings that were read back, private files, schema versions, one file opened again. */
import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { defaultPatience, openDatabases } from '../../src-main/store/database'
import { migrate } from '../../src-main/store/migrate'
import { migrations } from '../../src-main/store/migrations'
import { applySettings } from '../../src-main/store/sqlite'
import { openStore } from '../../src-main/store/store'
import { lookInto, tempFolder, tempStore } from './temp-store'

async function tempDatabases() {
  const file = join(tempFolder(), 'desk.db')
  const databases = await openDatabases(file, defaultPatience)
  onTestFinished(async () => {
    await databases.reader.destroy()
    await databases.writer.destroy()
  })
  const read = async (kind: 'writer' | 'reader', name: string) => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(databases[kind])
    return Object.values(rows[0] ?? {})[0]
  }
  return { ...databases, file, read }
}

test.each([
  ['writer', 'journal_mode', 'wal'],
  ['writer', 'synchronous', 2],
  ['writer', 'foreign_keys', 1],
  ['writer', 'secure_delete', 1],
  ['writer', 'trusted_schema', 0],
  ['writer', 'mmap_size', 0],
  ['writer', 'busy_timeout', 250],
  ['reader', 'journal_mode', 'wal'],
  ['reader', 'query_only', 1],
  ['reader', 'trusted_schema', 0],
  ['reader', 'mmap_size', 0],
  ['reader', 'busy_timeout', 250],
] as const)('the %s has %s %s', async (kind, name, expected) => {
  const { read } = await tempDatabases()
  expect(await read(kind, name)).toBe(expected)
})

test('a setting SQLite does not take is a fault that names it', () => {
  // A database in memory cannot have a write-ahead log: the one setting that really is refused.
  const database = new BetterSqlite3(':memory:')
  onTestFinished(() => void database.close())
  expect(() => applySettings(database, 'writer')).toThrow(
    expect.objectContaining({ code: 'internal', data: { number: 'journal_mode' } }),
  )
})

test('the reading connection cannot write', async () => {
  const { reader, writer } = await tempDatabases()
  await migrate(writer)
  const write = sql`insert into meta (name, value) values ('a', 'b')`.execute(reader)
  await expect(write).rejects.toMatchObject({ code: 'store-read-only' })
})

test('all files of the store are for their owner only', async () => {
  const { store, file } = await tempStore()
  await store.write((tables) => tables.meta.set('made-at', 'now'))
  const folder = join(file, '..')
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777])
  expect(modes).toEqual([
    ['desk.db', 0o600],
    ['desk.db-shm', 0o600],
    ['desk.db-wal', 0o600],
  ])
})

test('a file others could read is closed to them at the next start', async () => {
  const file = join(tempFolder(), 'desk.db')
  await (await openStore({ file })).close()
  chmodSync(file, 0o644)
  const store = await openStore({ file })
  onTestFinished(() => store.close())
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('the schema version is recorded, and what was written is there after opening again', async () => {
  const file = join(tempFolder(), 'desk.db')
  const first = await openStore({ file })
  await first.write((tables) => tables.meta.set('store-name', 'Head office'))
  await first.close()
  const second = await openStore({ file })
  onTestFinished(() => second.close())
  expect(await second.read((tables) => tables.meta.list())).toEqual({ 'store-name': 'Head office' })
  expect(await lookInto(file, 'select number, name from migrations')).toEqual([
    { number: 1, name: '0001-first-tables' },
    { number: 2, name: '0002-sign-in-and-mail' },
    { number: 3, name: '0003-standings-and-evidence' },
    { number: 4, name: '0004-jobs-and-custody' },
  ])
})

test('a store of a later version is refused and left as it is', async () => {
  const { writer } = await tempDatabases()
  await migrate(writer, [...migrations, { name: '0002-later', run: async () => {} }])
  await expect(migrate(writer)).rejects.toMatchObject({ code: 'internal', data: { number: 'schema-newer' } })
  const { rows } = await sql`select number from migrations`.execute(writer)
  expect(rows).toHaveLength(migrations.length + 1)
})

test('a migration that fails half way leaves nothing of itself', async () => {
  const { writer } = await tempDatabases()
  await migrate(writer)
  const broken = {
    name: '0002-broken',
    run: async (db: Parameters<(typeof migrations)[number]['run']>[0]) => {
      await sql`create table half (a text)`.execute(db)
      await sql`insert into nowhere values (1)`.execute(db)
    },
  }
  await expect(migrate(writer, [...migrations, broken])).rejects.toMatchObject({
    code: 'store-damaged',
    cause: { message: 'no such table: nowhere' },
  })
  const { rows } = await sql`select name from sqlite_schema where name = 'half'`.execute(writer)
  expect(rows).toEqual([])
})

test('two starts on one new file both find the same schema', async () => {
  const file = join(tempFolder(), 'desk.db')
  const stores = await Promise.all([openStore({ file }), openStore({ file })])
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))))
  const won = await Promise.all(
    stores.map((store, at) => store.write((tables) => tables.meta.insert('store-id', `${at}`))),
  )
  expect(won.toSorted()).toEqual([false, true])
})
