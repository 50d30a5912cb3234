/** Pages of the log under any filter, in both directions, hold what a plain filter over all rows holds; so does the count. */
import BetterSqlite3 from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { AuditFilter, NewAuditRow } from '../../src-main/store/audit'
import type { Store } from '../../src-main/store/store'
import { auditRow, tempStore } from './temp-store'

// Many rounds on a real disk, beside everything else that is tested just now.
vi.setConfig({ testTimeout: 60_000 })

const results = ['done', 'refused', 'failed'] as const
const acts = ['accounts.make', 'otp.reissue', 'session.signIn']
const actors = ['Aoi Mori', '森 葵', 'Ｂob Ray', 'bobby tables', '']
const computers = ['DESK-01', 'DESK-02']
const hosts = ['electron', 'loopback', 'start']
const ids = ['a', 'b', 'c', null]
const instant = (minute: number) => new Date(Date.parse('2026-03-29T00:00:00.000Z') + minute * 60_000).toISOString()

type Made = NewAuditRow & { readonly about: readonly string[] }

/** Rows as a desk could have them, its clock put back now and then. */
const anyRow: fc.Arbitrary<Made> = fc
  .record({
    minute: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 900 })),
    act: fc.constantFrom(...acts),
    result: fc.constantFrom(...results),
    who: fc.nat(actors.length - 1),
    actor_id: fc.constantFrom(...ids),
    account_id: fc.constantFrom(...ids),
    account_name: fc.constantFrom(...actors),
    computer: fc.constantFrom(...computers),
    host: fc.constantFrom(...hosts),
    about: fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(['a', 'b']) }),
  })
  .map(({ minute, who, about, ...given }) => ({
    ...auditRow({ ...given, actor_name: actors[who]! }),
    at: minute === null ? '' : instant(minute),
    about,
  }))

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })
const anyFilter: fc.Arbitrary<AuditFilter> = fc.record({
  from: maybe(fc.integer({ min: 0, max: 900 }).map(instant)),
  until: maybe(fc.integer({ min: 0, max: 900 }).map(instant)),
  result: maybe(fc.constantFrom(...results)),
  act: maybe(fc.constantFrom(...acts, 'nobody.doesThis')),
  actor: maybe(fc.constantFrom('bob', '森', 'MORI', ' ', 'nobody')),
  actorId: maybe(fc.constantFrom('a', 'b', 'nobody')),
  account: maybe(fc.constantFrom('ＢＯＢ', '葵')),
  accountId: maybe(fc.constantFrom('a', 'b')),
  computer: maybe(fc.constantFrom(...computers)),
  host: maybe(fc.constantFrom(...hosts)),
})

const folded = (text: string) => text.normalize('NFKC').toLowerCase().trim()
const fits = (row: Made, filter: AuditFilter): boolean =>
  row.at >= (filter.from ?? '') &&
  row.at < (filter.until ?? '9') &&
  (filter.result ?? row.result) === row.result &&
  (filter.act ?? row.act) === row.act &&
  (filter.computer ?? row.computer) === row.computer &&
  (filter.host ?? row.host) === row.host &&
  (filter.actorId ?? row.actor_id) === row.actor_id &&
  (filter.accountId === undefined || row.account_id === filter.accountId || row.about.includes(filter.accountId)) &&
  folded(row.actor_name).includes(folded(filter.actor ?? '')) &&
  folded(row.account_name).includes(folded(filter.account ?? ''))

async function filled(store: Store): Promise<Made[]> {
  // Every other row has no instant of its own: it goes on from the row before, as a clock does.
  const made = fc.sample(anyRow, { numRuns: 2600, seed: 11 })
  let minute = 0
  const rows = made.map((row, nr) => {
    if (row.at !== '' && nr % 97 === 0) return row
    minute += nr % 3 === 0 ? 1 : 0
    return { ...row, at: instant(minute) }
  })
  await store.write(async (tables) => {
    for (const { about, ...row } of rows) await tables.audit.append(row, about)
  })
  return rows
}

async function allPages(store: Store, filter: AuditFilter, limit: number, direction: 'older' | 'newer') {
  const found: number[] = []
  for (let beyond: number | null = null, more = true; more;) {
    const page = await store.read((tables) => tables.audit.list(filter, beyond, limit, direction))
    const numbers = page.rows.map(({ no }) => no)
    expect(numbers.length).toBeLessThanOrEqual(limit)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    found.push(...(direction === 'older' ? numbers : numbers.toReversed()))
    more = page.more
    if (more) expect(numbers).toHaveLength(limit)
    beyond = found.at(-1) ?? null
  }
  return found
}

test('all pages in both directions are what a plain filter finds, each row once, and the count agrees', async () => {
  const { store } = await tempStore()
  const rows = await filled(store)
  await fc.assert(
    fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 200 }), async (filter, limit) => {
      const wanted = rows.flatMap((row, nr) => (fits(row, filter) ? [nr + 1] : []))
      expect(await allPages(store, filter, Math.max(limit, wanted.length >> 4), 'older')).toEqual(wanted.toReversed())
      expect(await allPages(store, filter, Math.max(limit, wanted.length >> 4), 'newer')).toEqual(wanted)
      expect(await store.read((tables) => tables.audit.count(filter, 5000))).toEqual({
        rows: wanted.length,
        more: false,
      })
    }),
    { numRuns: 100 },
  )
})

test('a page begins beside the number it is asked from, whether that row fits or not', async () => {
  const { store } = await tempStore()
  const rows = await filled(store)
  const filter = { act: 'otp.reissue', computer: 'DESK-01' }
  const wanted = rows.flatMap((row, nr) => (fits(row, filter) ? [nr + 1] : []))
  for (const beyond of [1, 700, 701, 702, 1300, 2600]) {
    const pageOf = async (direction: 'older' | 'newer') =>
      (await store.read((tables) => tables.audit.list(filter, beyond, 7, direction))).rows.map(({ no }) => no)
    expect(await pageOf('older')).toEqual(
      wanted
        .filter((no) => no < beyond)
        .toReversed()
        .slice(0, 7),
    )
    expect(await pageOf('newer')).toEqual(
      wanted
        .filter((no) => no > beyond)
        .slice(0, 7)
        .toReversed(),
    )
  }
})

test('the count says more where it stops, and counts a time alone to its end', async () => {
  const { store } = await tempStore()
  await filled(store)
  const count = (filter: AuditFilter) => store.read((tables) => tables.audit.count(filter, 50))
  expect(await count({ result: 'done' })).toEqual({ rows: 50, more: true })
  expect(await count({})).toEqual({ rows: 2600, more: false })
})

test('more rows of one instant than a slice holds are no trap', async () => {
  const { store, file } = await tempStore()
  await store.write((tables) => tables.audit.append(auditRow({ at: instant(5) })))
  const database = new BetterSqlite3(file)
  database.exec(`insert into audit
    with recursive numbers (nr) as (select 2 union all select nr + 1 from numbers where nr < 20010)
    select nr, at, actor_id, actor_name, actor_role, computer, host, act, account_id, account_name, result, code, reason,
      detail, before, hash from numbers, audit where no = 1`)
  database.close()
  await store.write((tables) => tables.audit.append(auditRow({ at: instant(6) })))
  const count = (from: number, until: number) =>
    store.read((tables) => tables.audit.count({ from: instant(from), until: instant(until) }, 50))
  expect(await count(5, 6)).toEqual({ rows: 20_010, more: false })
  expect(await count(5, 7)).toEqual({ rows: 20_011, more: false })
  expect(await count(6, 7)).toEqual({ rows: 1, more: false })
  expect(await count(7, 8)).toEqual({ rows: 0, more: false })
})
