/** The list of accounts: pages in both directions and marks are what sorting all of them in memory gives. */
import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountFilter } from '../../src-preload/contract/accounts'
import { foldKey } from '../../src-main/engine/fold'
import type { AccountRow } from '../../src-main/store/accounts'
import { openStore, type Store } from '../../src-main/store/store'
import { anyFields, anyFilter, departments, earlier, isHeld, later, longAgo, now, pendingKey } from './made-up-accounts'
import { account } from './temp-store'

// Many rounds on a real disk, beside everything else that is tested just now.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const count = 5200
let store: Store
let sorted: (AccountRow & { pendingSince: string | undefined })[]

const list = (filter: AccountFilter, from: string | null, direction: 'forward' | 'backward', limit: number) =>
  store.read((tables) => tables.accountList.page({ filter, from, direction, limit, at: now }))
const marks = (filter: AccountFilter) => store.read((tables) => tables.accountList.marks({ filter, at: now }))

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-list-'))
  store = await openStore({ file: join(folder, 'desk.db') })
  const fields = fc.sample(anyFields, { numRuns: count, seed: 31 })
  for (let from = 0; from < count; from += 400) {
    const some = fields.slice(from, from + 400).map((given, at) => account(`p${from + at}`, given))
    await store.write((tables) => tables.accounts.insertMany(some))
  }
  // Some of those who are pending, and some who are not: a new key of theirs waits, too.
  const keys = new Map<string, ReturnType<typeof pendingKey>>(
    fields.flatMap((_, nr) =>
      nr % 3 === 0 ? [] : [[`p${nr}`, pendingKey(nr, nr % 2 === 0 ? longAgo : earlier)] as const],
    ),
  )
  await store.write(async (tables) => {
    for (const key of keys.values()) await tables.otpKeys.insert(key)
  })
  const rows: AccountRow[] = []
  const ids = fields.map((_, at) => `p${at}`)
  rows.push(...(await store.read((tables) => tables.accounts.findByIds(ids))))
  // By UTF-8 bytes: by code point, whatever order JavaScript would choose.
  const kept = rows.map((row) => ({ ...row, pendingSince: keys.get(row.id)?.made_at }))
  sorted = kept.sort((a, b) => Buffer.from(a.sort_key).compare(Buffer.from(b.sort_key)) || a.row_no - b.row_no)
  return async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
})

const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id)

async function walk(filter: AccountFilter, direction: 'forward' | 'backward', limit: number): Promise<string[]> {
  const found: string[] = []
  for (let from: string | null = null, more = true; more;) {
    const page = await list(filter, from, direction, limit)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    if (direction === 'forward') found.push(...idsOf(page.rows))
    else found.unshift(...idsOf(page.rows))
    more = page.more
    from = direction === 'forward' ? page.last : page.first
  }
  return found
}

test('rows are ordered by folded name, by address where there is none, by age between equals', () => {
  expect(sorted).toHaveLength(count)
  for (const row of sorted) expect(row.sort_key).toBe(foldKey(row.name) || foldKey(row.email))
})

test('pages of any filter, limit and direction hold what sorting in memory holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFilter,
      fc.integer({ min: 40, max: 200 }),
      fc.constantFrom('forward' as const, 'backward' as const),
      async (filter, limit, direction) => {
        const wanted = idsOf(sorted.filter((row) => isHeld(row, filter)))
        expect(await walk(filter, direction, limit)).toEqual(wanted)
      },
    ),
    { numRuns: 60 },
  )
})

test('marks of any filter stand before every hundredth row', async () => {
  await fc.assert(
    fc.asyncProperty(anyFilter, async (filter) => {
      const wanted = idsOf(sorted.filter((row) => isHeld(row, filter)))
      const found = await marks(filter)
      expect(found).toMatchObject({ total: wanted.length, every: 100, capped: false })
      expect(found.marks).toHaveLength(Math.max(1, Math.ceil(wanted.length / 100)))
      for (const [at, mark] of found.marks.entries()) {
        const page = await list(filter, mark, 'forward', 2)
        expect(idsOf(page.rows)).toEqual(wanted.slice(at * 100, at * 100 + 2))
      }
    }),
    { numRuns: 25 },
  )
})

test('a page before a mark ends at the row before it', async () => {
  const { marks: all } = await marks({})
  const page = await list({}, all[2] ?? null, 'backward', 3)
  // A mark lies after row 199: going back it is the end, so the page ends there without that row.
  expect(idsOf(page.rows)).toEqual(idsOf(sorted.slice(196, 199)))
})

test('a found list pages the same way, filtered', async () => {
  const filter = { search: '太郎', enabled: true }
  const wanted = idsOf(sorted.filter((row) => row.name.includes('太郎') && row.enabled === 1))
  expect(wanted.length).toBeGreaterThan(200)
  expect(await walk(filter, 'forward', 70)).toEqual(wanted)
  expect(await walk(filter, 'backward', 70)).toEqual(wanted)
  const found = await marks(filter)
  expect(found).toMatchObject({ total: wanted.length, capped: false })
  expect(idsOf((await list(filter, found.marks[1] ?? null, 'forward', 2)).rows)).toEqual(wanted.slice(100, 102))
})

test('a search that finds more than 500 says so, and orders those made first', async () => {
  const wanted = sorted.filter((row) => /anna/i.test(row.name.normalize('NFKC'))).sort((a, b) => a.row_no - b.row_no)
  expect(wanted.length).toBeGreaterThan(500)
  const first = new Set(idsOf(wanted.slice(0, 500)))
  expect(await walk({ search: 'anna' }, 'forward', 200)).toEqual(idsOf(sorted.filter((row) => first.has(row.id))))
  expect((await list({ search: 'anna' }, null, 'forward', 10)).capped).toBe(true)
  expect(await marks({ search: 'anna' })).toMatchObject({ total: 500, capped: true })
})

test('the numbers beside the views are those of the lists', async () => {
  const totalOf = async (filter: AccountFilter) => (await marks(filter)).total
  const numbers = await store.read((tables) => tables.accountList.counts({ at: now }))
  expect(numbers).toMatchObject({
    all: count,
    requiredNone: await totalOf({ requiredNone: true }),
    pending: await totalOf({ states: ['pending'] }),
    mustReEnrol: await totalOf({ states: ['must-re-enrol'] }),
    locked: await totalOf({ locked: true }),
  })
  expect(numbers.departments.map((one) => one.department)).toEqual(departments.toSorted())
  for (const { department, count: some } of numbers.departments) {
    expect(some).toBe(sorted.filter((row) => row.department === department).length)
  }
  expect((await store.read((tables) => tables.accountList.counts({ at: later }))).locked).toBe(0)
})

test('the numbers of what needs a person are those of the lists', async () => {
  const heldBy = (filter: AccountFilter) => sorted.filter((row) => isHeld(row, filter)).length
  for (const [pendingOver, unusedFor] of [
    [7, 30],
    [20, 7],
    [60, 400],
  ] as const) {
    const needs = await store.read((tables) => tables.accountList.needs(now, { pendingOver, unusedFor }))
    const wanted = {
      pendingOver: heldBy({ pendingOver }),
      fewCodes: heldBy({ fewCodes: true }),
      unusedFor: heldBy({ unusedFor }),
    }
    expect(needs).toEqual(wanted)
    expect((await marks({ unusedFor })).total).toBe(wanted.unusedFor)
    expect((await marks({ pendingOver })).total).toBe(wanted.pendingOver)
    expect((await marks({ fewCodes: true })).total).toBe(wanted.fewCodes)
  }
})

test.each([
  'x',
  '',
  '%%%',
  'bnVsbA',
  Buffer.from('["a"]').toString('base64url'),
  Buffer.from('["a","b"]').toString('base64url'),
])('the cursor %j is refused', async (cursor) => {
  await expect(list({}, cursor, 'forward', 10)).rejects.toMatchObject({
    code: 'input-invalid',
    data: { field: 'from' },
  })
})

test('a cursor stays under the length the contract takes, whatever the name', async () => {
  const long = ['\u{1f600}'.repeat(100), 'ﷺ'.repeat(200), '"\\'.repeat(100), 'あ'.repeat(200), '\u0001'.repeat(200)]
  const page = await store
    .write(async (tables) => {
      await tables.accounts.insertMany(long.map((name, at) => account(`long${at}`, { name, department: 'long' })))
      const filter = { departments: ['long'] }
      const request = { filter, from: null, direction: 'forward' as const, at: now }
      for (let at = 0; at < long.length; at += 1) {
        const cursor = (await tables.accountList.page({ ...request, limit: at + 1 })).last ?? ''
        expect(cursor.length).toBeLessThanOrEqual(1000)
        const next = await tables.accountList.page({ ...request, from: cursor, limit: 10 })
        expect(next.rows).toHaveLength(long.length - at - 1)
      }
      throw new Error('leave the list as it was')
    })
    .catch((error: unknown) => error)
  expect(page).toMatchObject({ message: 'leave the list as it was' })
})
