/** The audit log: gapless and chained as it is appended, never changed, read newest first through its filters. */
import BetterSqlite3 from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import type { AuditRow } from '../../src-main/store/audit'
import type { Store } from '../../src-main/store/store'
import { auditRow, tempStore } from './temp-store'

// Many rounds on a real disk, beside everything else that is tested just now.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const appendMany = (store: Store, count: number, given: (nr: number) => Partial<AuditRow> = () => ({})) =>
  store.write(async (tables) => {
    for (let nr = 1; nr <= count; nr += 1) await tables.audit.append(auditRow(given(nr)))
  })

test('rows appended at once from all sides are gapless and their chain holds', async () => {
  const { store } = await tempStore()
  const reasons = Array.from({ length: 40 }, (_, nr) => `reason ${nr}`)
  await Promise.all(reasons.map((reason) => store.write((tables) => tables.audit.append(auditRow({ reason })))))
  const rows = await store.read((tables) => tables.audit.listFrom(1, 100))
  expect(rows.map((row) => row.no)).toEqual(reasons.map((_, nr) => nr + 1))
  expect(checkChain(rows, genesis)).toMatchObject({ brokenAt: null, last: rows.at(-1)?.hash })
})

test('a row of an act that was rolled back leaves no gap', async () => {
  const { store } = await tempStore()
  await appendMany(store, 3)
  const failing = store.write(async (tables) => {
    await tables.audit.append(auditRow())
    throw new Error('stop')
  })
  await expect(failing).rejects.toThrow('stop')
  await appendMany(store, 1)
  expect((await store.read((tables) => tables.audit.last())).no).toBe(4)
})

test.each([
  ['update', `update audit set reason = 'other' where no = 2`],
  ['delete', 'delete from audit where no = 2'],
  ['delete of all', 'delete from audit'],
  [
    'replace',
    `insert or replace into audit select no, at, actor_id, 'Eve', actor_role, computer, host, act, account_id,
    account_name, result, code, reason, detail, before, hash from audit where no = 2`,
  ],
  [
    'insert with a gap',
    `insert into audit select no + 7, at, actor_id, actor_name, actor_role, computer, host, act,
    account_id, account_name, result, code, reason, detail, before, hash from audit where no = 3`,
  ],
])('the file itself refuses %s of audit rows', async (_, statement) => {
  const { store, file } = await tempStore()
  await appendMany(store, 3)
  const database = new BetterSqlite3(file)
  onTestFinished(() => void database.close())
  expect(() => database.exec(statement)).toThrow(/rows of audit are/)
  expect(checkChain(await store.read((tables) => tables.audit.listFrom(1, 10)), genesis).brokenAt).toBeNull()
})

test('the tail stands on the hash of the row before it', async () => {
  const { store } = await tempStore()
  await appendMany(store, 12)
  const whole = await store.read((tables) => tables.audit.tail(100))
  expect(checkChain(whole.rows, whole.before).brokenAt).toBeNull()
  expect(whole.before).toBe(genesis)
  const tail = await store.read((tables) => tables.audit.tail(5))
  expect(tail.rows.map((row) => row.no)).toEqual([8, 9, 10, 11, 12])
  expect(checkChain(tail.rows, tail.before).brokenAt).toBeNull()
  expect(checkChain(tail.rows, genesis).brokenAt).not.toBeNull()
})

test('what happened to one account is paged, newest first', async () => {
  const { store } = await tempStore()
  await appendMany(store, 1000, (nr) => ({ account_id: nr % 11 === 0 ? 'a' : 'b' }))
  const page = await store.read((tables) => tables.audit.listOfAccount('a', 1000, 3))
  expect(page).toMatchObject({ rows: [{ no: 990 }, { no: 979 }, { no: 968 }], more: true })
})

test('what somebody did and what was done to them is one list, each row once', async () => {
  const { store } = await tempStore()
  const who = (nr: number) =>
    [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'a'],
      ['b', 'b'],
    ][nr % 4]!
  await appendMany(store, 40, (nr) => ({ actor_id: who(nr)[0]!, account_id: who(nr)[1]! }))
  const numbersOf = async (before: number | null, limit: number) => {
    const { rows, more } = await store.read((tables) => tables.audit.listAbout('a', before, limit))
    return { numbers: rows.map((row) => row.no), more }
  }
  expect(await numbersOf(null, 5)).toEqual({ numbers: [40, 38, 37, 36, 34], more: true })
  expect(await numbersOf(34, 4)).toEqual({ numbers: [33, 32, 30, 29], more: true })
  expect(await numbersOf(6, 100)).toEqual({ numbers: [5, 4, 2, 1], more: false })
})

test('a row about many accounts stands among the rows of each, and among nobody else’s', async () => {
  const { store } = await tempStore()
  const many = Array.from({ length: 2500 }, (_, nr) => `p${nr}`)
  await appendMany(store, 3, () => ({ account_id: 'p7' }))
  await store.write((tables) => tables.audit.append(auditRow({ account_id: null }), [...many, 'p7']))
  await appendMany(store, 2, () => ({ account_id: 'p7' }))
  const numbers = (id: string, before: number | null, limit: number) =>
    store.read(async (tables) => {
      const { rows, more } = await tables.audit.listOfAccount(id, before, limit)
      return { numbers: rows.map(({ no }) => no), more }
    })
  expect(await numbers('p7', null, 10)).toEqual({ numbers: [6, 5, 4, 3, 2, 1], more: false })
  expect(await numbers('p7', 6, 2)).toEqual({ numbers: [5, 4], more: true })
  expect(await numbers('p7', 4, 10)).toEqual({ numbers: [3, 2, 1], more: false })
  expect(await numbers('p2499', null, 10)).toEqual({ numbers: [4], more: false })
  expect(await numbers('somebody', null, 10)).toEqual({ numbers: [], more: false })
})

test.each([
  ['a change', `update audit_about set account_id = 'b'`],
  ['a loss', 'delete from audit_about'],
  ['a link made afterwards', `insert into audit_about (account_id, no) values ('b', 1)`],
  ['a link to a row yet to come', `insert into audit_about (account_id, no) values ('b', 3)`],
])('the file itself refuses %s of what a row is about', async (_, statement) => {
  const { store, file } = await tempStore()
  await store.write((tables) => tables.audit.append(auditRow(), ['a']))
  await appendMany(store, 1)
  const database = new BetterSqlite3(file)
  onTestFinished(() => void database.close())
  expect(() => database.exec(statement)).toThrow(/rows of audit_about/)
})
