/** What goes wrong with files: held by another process, full, read-only, damaged. A typed fault, and nothing half done. */
import { chmodSync, chownSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Fault } from '../../src-main/fault'
import { defaultPatience, openDatabases } from '../../src-main/store/database'
import { migrate } from '../../src-main/store/migrate'
import { openStore, type Store } from '../../src-main/store/store'
import { writeTables } from '../../src-main/store/tables'
import { holdLock, openAsNobody } from './child'
import { account, auditRow, tempFolder } from './temp-store'

// Child processes start, compile and write beside everything else that is tested just now.
vi.setConfig({ testTimeout: 60_000 })

describe('held by another process', () => {
  const impatient = { tries: 2, pause: () => setImmediate(undefined) }

  test('a write is refused as store-locked, reads go on, and afterwards it works again', async () => {
    const file = join(tempFolder(), 'desk.db')
    const store = await openStore({ file, patience: impatient })
    onTestFinished(() => store.close())
    await store.write((tables) => tables.meta.set('a', 'before'))
    const lock = await holdLock(file)
    const write = () => store.write((tables) => tables.meta.set('a', 'after'))
    await expect(write()).rejects.toMatchObject({ code: 'store-locked' })
    expect(await store.read((tables) => tables.meta.find('a'))).toBe('before')
    await lock.release()
    await write()
    expect(await store.read((tables) => tables.meta.find('a'))).toBe('after')
  })

  test('a write waits without holding the thread, and goes through when the other lets go', async () => {
    const file = join(tempFolder(), 'desk.db')
    let pauses = 0
    let release = async () => {}
    const pause = async () => {
      pauses += 1
      await release()
    }
    const store = await openStore({ file, patience: { tries: 3, pause } })
    onTestFinished(() => store.close())
    release = (await holdLock(file)).release
    await store.write((tables) => tables.meta.set('a', 'b'))
    expect(pauses).toBe(1)
  })

  test('a file held whole is not opened', async () => {
    const file = join(tempFolder(), 'desk.db')
    await (await openStore({ file })).close()
    const lock = await holdLock(file, true)
    await expect(openStore({ file, patience: impatient })).rejects.toMatchObject({ code: 'store-locked' })
    await lock.release()
    await (await openStore({ file })).close()
  })
})

test('a full disk is a fault that leaves the state before, and it works again afterwards', async () => {
  const file = join(tempFolder(), 'desk.db')
  const { writer, reader } = await openDatabases(file, defaultPatience)
  onTestFinished(async () => void (await Promise.all([writer.destroy(), reader.destroy()])))
  await migrate(writer)
  const insert = (from: number, count: number) =>
    writer.transaction().execute(async (transaction) => {
      const { accounts } = writeTables(transaction)
      await accounts.insertMany(Array.from({ length: count }, (_, nr) => account(`p${from + nr}`)))
    })
  const countAll = async () => {
    const { rows } = await sql<{ rows: number; counted: number }>`select (select count(*) from accounts) as rows,
      (select sum(count) from account_counts) as counted`.execute(reader)
    return rows[0]
  }
  await insert(0, 10)
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(writer)
  const limit = (pages: number) => sql`pragma max_page_count = ${sql.raw(String(pages))}`.execute(writer)
  for (const spare of [0, 1, 5, 20, 60]) {
    await limit((rows[0]?.page_count ?? 0) + spare)
    await expect(insert(1000, 3000)).rejects.toMatchObject({ code: 'store-full' })
    expect(await countAll()).toEqual({ rows: 10, counted: 10 })
  }
  await limit(1_000_000)
  await insert(1000, 3000)
  expect(await countAll()).toEqual({ rows: 3010, counted: 3010 })
})

test('work that swallows the fault of a full disk still writes nothing', async () => {
  const file = join(tempFolder(), 'desk.db')
  const { writer, reader } = await openDatabases(file, defaultPatience)
  onTestFinished(async () => void (await Promise.all([writer.destroy(), reader.destroy()])))
  await migrate(writer)
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(writer)
  await sql`pragma max_page_count = ${sql.raw(String(rows[0]?.page_count))}`.execute(writer)
  const careless = writer.transaction().execute(async (transaction) => {
    const tables = writeTables(transaction)
    const many = Array.from({ length: 3000 }, (_, nr) => account(`p${nr}`))
    await tables.accounts.insertMany(many).catch(() => {})
    await tables.meta.set('left', 'over').catch(() => {})
  })
  await expect(careless).rejects.toMatchObject({ code: 'store-full' })
  expect((await sql`select * from meta`.execute(reader)).rows).toEqual([])
})

test('after SQLite gave a transaction up by itself the rest of it is not written statement by statement', async () => {
  const file = join(tempFolder(), 'desk.db')
  const { writer, reader } = await openDatabases(file, defaultPatience)
  onTestFinished(async () => void (await Promise.all([writer.destroy(), reader.destroy()])))
  await migrate(writer)
  const careless = writer.transaction().execute(async (transaction) => {
    const { meta } = writeTables(transaction)
    await meta.set('a', 'b')
    await sql`insert or rollback into meta (name, value) values ('a', 'c')`.execute(transaction).catch(() => {})
    await meta.set('left', 'over').catch(() => {})
  })
  await expect(careless).rejects.toThrow('given up')
  expect((await sql`select * from meta`.execute(reader)).rows).toEqual([])
  await writer.transaction().execute((transaction) => writeTables(transaction).meta.set('after', 'fine'))
})

describe('not to be written', () => {
  /** A closed store in a folder that only its owner, and not the child, may write. */
  async function closedStore(mode: number, owner: 'root' | 'nobody'): Promise<string> {
    const folder = tempFolder()
    const file = join(folder, 'desk.db')
    await (await openStore({ file })).close()
    chmodSync(file, mode)
    if (owner === 'nobody' && process.getuid?.() === 0) chownSync(file, 65534, 65534)
    chmodSync(folder, 0o555)
    return file
  }

  test('a folder in which no file can be made', async () => {
    const folder = tempFolder()
    chmodSync(folder, 0o555)
    expect(await openAsNobody(join(folder, 'desk.db'))).toBe('store-read-only')
    expect(await openAsNobody(join(folder, 'below', 'desk.db'))).toBe('store-read-only')
  })

  test('a file that may only be read', async () => {
    expect(await openAsNobody(await closedStore(0o444, 'root'))).toBe('store-read-only')
  })

  test('a file beside which no write-ahead log can be made', async () => {
    expect(await openAsNobody(await closedStore(0o600, 'nobody'))).toBe('store-read-only')
  })

  test('and where all is allowed it opens', async () => {
    const folder = tempFolder()
    chmodSync(folder, 0o777)
    expect(await openAsNobody(join(folder, 'desk.db'))).toBe('opened')
  })
})

describe('damaged', () => {
  async function filledFile(): Promise<string> {
    const file = join(tempFolder(), 'desk.db')
    const store = await openStore({ file })
    await store.write(async (tables) => {
      await tables.accounts.insertMany(
        Array.from({ length: 300 }, (_, nr) => account(`p${nr}`, { name: `田中 ${nr}` })),
      )
      for (let nr = 0; nr < 50; nr += 1) await tables.audit.append(auditRow({ reason: 'x'.repeat(100) }))
    })
    await store.close()
    return file
  }

  async function useAll(store: Store): Promise<void> {
    const request = { filter: {}, from: null, direction: 'forward', limit: 200, at: '' } as const
    await store.read(async (tables) => {
      await tables.accountList.page(request)
      await tables.accountList.page({ ...request, filter: { search: '田中' } })
      await tables.accountList.page({ ...request, filter: { search: 'corp' } })
      await tables.accountList.marks(request)
      await tables.accountList.counts(request)
      await tables.audit.list({}, null, 200)
    })
    await store.write(async (tables) => {
      await tables.accounts.change('p7', { name: '佐藤' })
      await tables.accounts.insert(account('new'))
      await tables.audit.append(auditRow())
    })
  }

  /** @returns what came of opening and using the file: nothing, or a fault. Anything else is a failure of the spec. */
  async function outcome(file: string): Promise<string> {
    let store: Store | undefined
    try {
      store = await openStore({ file, patience: { tries: 1, pause: async () => {} } })
      await useAll(store)
      return 'works'
    } catch (error) {
      if (error instanceof Fault) return error.code
      // A row or a rule of the file may have become one that forbids what was written.
      if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return 'constraint'
      throw error
    } finally {
      await store?.close().catch(() => {})
    }
  }

  test('an unharmed file works', async () => {
    expect(await outcome(await filledFile())).toBe('works')
  })

  test.each([
    ['text', Buffer.from('This is no database. '.repeat(500))],
    ['noise', Buffer.from(Array.from({ length: 8192 }, (_, nr) => (nr * 7919) % 251))],
  ])('a foreign file of %s is damaged, and is left as it is', async (_, content) => {
    const file = join(tempFolder(), 'desk.db')
    writeFileSync(file, content)
    expect(await outcome(file)).toBe('store-damaged')
    expect(readFileSync(file).equals(content)).toBe(true)
  })

  test.each([0.05, 0.2, 0.5, 0.8, 0.99])('a file cut to %d of its length', async (part) => {
    const file = await filledFile()
    truncateSync(file, Math.floor(readFileSync(file).length * part))
    expect(await outcome(file)).toBe('store-damaged')
  })

  test('flipped bits anywhere end in a fault or in nothing, never in a crash', async () => {
    const file = await filledFile()
    const whole = readFileSync(file)
    const seen = new Set<string>()
    for (let round = 1; round <= 60; round += 1) {
      const harmed = Buffer.from(whole)
      // A page's head and cells stand at its ends: every other round aims there.
      for (let flip = 0; flip < 20; flip += 1) {
        const page = (round * 7919 + flip * 104_729) % Math.floor(harmed.length / 4096)
        const place = page * 4096 + (round % 2 === 0 ? flip : (round * 131 + flip * 977) % 4096)
        harmed[place] = (harmed[place] ?? 0) ^ (1 << ((round + flip) % 8))
      }
      writeFileSync(file, harmed)
      seen.add(await outcome(file))
    }
    expect(seen).toContain('store-damaged')
  })
})
