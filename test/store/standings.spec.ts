/** Every change of where an account stands is exactly one event, and the next row of the log answers for it by a hash. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { roles } from '../../src-preload/contract/rights'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import type { Store } from '../../src-main/store/store'
import {
  copyOf,
  countOf,
  movedFrom,
  movedText,
  movementTexts,
  movementsFrom,
  sorted,
  textOf,
  type Copy,
} from '../harness/plain-standings'
import { anyFields } from './made-up-accounts'
import { account, auditRow, lookInto, tempStore } from './temp-store'

vi.setConfig({ testTimeout: 120_000 })

/** One call of the store, with whom it is about by place among those there are. */
const anyCall = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), many: fc.array(anyFields, { minLength: 1, maxLength: 8 }) }),
  fc.record({
    kind: fc.constant('change' as const),
    many: fc.array(fc.tuple(fc.nat(), anyFields), { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('sweep' as const),
    roles: fc.subarray([...roles], { minLength: 1 }),
    policy: fc.constantFrom('required' as const, 'not-required' as const),
  }),
  fc.constant({ kind: 'row' as const }),
  // Rolled back: nothing of it happened.
  fc.record({ kind: fc.constant('thrown' as const), fields: anyFields }),
)
type Call = typeof anyCall extends fc.Arbitrary<infer T> ? T : never

interface Played {
  /** What accounts were once row `no` was written, by `no`. */
  readonly copies: Map<number, { copy: Copy; count: string[] }>
  /** Changes of standing, counted by comparing the table before and after each call. */
  changes: number
}

async function play(store: Store, db: Database.Database, calls: readonly Call[]): Promise<Played> {
  const played: Played = { copies: new Map([[0, { copy: new Map(), count: [] }]]), changes: 0 }
  const ids: string[] = []
  let before = copyOf(db)
  const noted = () => {
    const after = copyOf(db)
    played.changes += movedFrom(before, after).length
    before = after
  }
  for (const call of [...calls, { kind: 'row' as const }]) {
    if (call.kind === 'insert') {
      const made = call.many.map((fields, nr) => account(`n${ids.length + nr}`, fields))
      await store.write((tables) => tables.accounts.insertMany(made))
      ids.push(...made.map(({ id }) => id))
    }
    if (call.kind === 'change' && ids.length > 0) {
      const changes = new Map(call.many.map(([place, fields]) => [ids[place % ids.length] ?? '', fields]))
      const list = [...changes].map(([id, fields]) => ({ id, fields }))
      await store.write((tables) => tables.accounts.changeMany(list))
    }
    if (call.kind === 'sweep') {
      const sweep = { roles: call.roles, policy: call.policy, grace_until: null }
      await store.write((tables) => tables.accounts.sweepPolicy(sweep, () => setImmediate()))
    }
    if (call.kind === 'thrown') {
      const thrown = store.write(async (tables) => {
        await tables.accounts.insert(account('gone', call.fields))
        for (const id of ids) await tables.accounts.change(id, call.fields)
        await tables.audit.append(auditRow())
        throw new Error('given up')
      })
      await expect(thrown).rejects.toThrow('given up')
    }
    noted()
    if (call.kind === 'row') {
      const { no } = await store.write((tables) => tables.audit.append(auditRow({ detail: '{"from":"a"}' })))
      played.copies.set(no, { copy: before, count: countOf(db) })
    }
  }
  return played
}

interface EventRow {
  readonly seq: number
  readonly no: number
  readonly account_id: string
  readonly prev: number | null
  readonly before: number | null
  readonly after: number | null
}

/** Holds all that the store says of its history against the copies. @throws where anything differs */
async function check(store: Store, db: Database.Database, { copies, changes }: Played): Promise<void> {
  const events = db.prepare('select * from account_events order by seq').all() as EventRow[]
  expect(events).toHaveLength(changes)
  const words = new Map<number | null, string | null>([[null, null]])
  for (const row of db.prepare('select * from standings').all()) {
    const { id, ...standing } = row as Parameters<typeof textOf>[0] & { id: number }
    words.set(id, textOf(standing))
  }
  // One after another, each going on from where the one before led, the last to where the account stands now.
  const latest = new Map<string, EventRow>()
  for (const event of events) {
    const former = latest.get(event.account_id)
    expect([event.prev, event.before]).toEqual([former?.seq ?? null, former?.after ?? null])
    expect(event.after).not.toBe(event.before)
    expect(event.no).toBeGreaterThanOrEqual(former?.no ?? 1)
    latest.set(event.account_id, event)
  }
  expect([...latest.values()].map((event) => [event.account_id, words.get(event.after)]).sort()).toEqual(
    [...copyOf(db)].sort(),
  )
  // Each row of the log answers for its events: the hash is computed here from the words of the table alone.
  const rows = await store.read((tables) => tables.audit.listFrom(1, 10_000))
  expect(checkChain(rows, genesis).brokenAt).toBeNull()
  for (const { no, detail } of rows) {
    const lines = events
      .filter((event) => event.no === no)
      .map((event) => {
        const [before, after] = [words.get(event.before) ?? 'null', words.get(event.after) ?? 'null']
        return `["${event.account_id}",${before},${after}]\n`
      })
    const hash = createHash('sha256').update(lines.join('')).digest('hex')
    expect(JSON.parse(detail)).toEqual({
      from: 'a',
      ...(lines.length === 0 ? {} : { standings: lines.length, standingsHash: hash }),
    })
  }
  await store.read(async ({ coverage }) => {
    for (const [no, { count }] of copies) expect(sorted(await coverage.countsAt(no))).toEqual(count)
    const numbers = [...copies.keys()]
    for (const from of numbers.filter((no) => no % 2 === 0)) {
      for (const to of numbers.filter((no) => no > from && no % 3 === 0)) {
        const [was, is] = [copies.get(from)!.copy, copies.get(to)!.copy]
        const moved = []
        for await (const one of coverage.movedBetween(from, to)) moved.push(movedText(one))
        expect(moved.sort()).toEqual(movedFrom(was, is))
        expect(movementTexts(await coverage.movementsBetween(from, to))).toEqual(movementsFrom(was, is))
      }
      const listed: string[] = []
      for (let under: number | null = null; ;) {
        const { rows: page, more } = await coverage.listAt(from, {}, under, 3)
        listed.push(...page.map((one) => JSON.stringify([one.accountId, textOf(one)])))
        if (!more) break
        under = page.at(-1)!.seq
      }
      expect(listed.sort()).toEqual([...copies.get(from)!.copy].map((one) => JSON.stringify(one)).sort())
    }
  })
}

/** Past the store and its triggers, as somebody with the file would. */
function forge(db: Database.Database, statement: string): void {
  const triggers = db.prepare(`select name from sqlite_schema where type = 'trigger'`).pluck().all() as string[]
  for (const name of triggers) db.exec(`drop trigger ${name}`)
  db.exec(statement)
}

async function opened() {
  const { store, file } = await tempStore()
  const db = new Database(file)
  onTestFinished(() => void db.close())
  return { store, file, db }
}

test('every change is one event, rolled back ones are none, and the log answers for each', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyCall, { minLength: 8, maxLength: 30 }), async (calls) => {
      const { store, db } = await opened()
      await check(store, db, await play(store, db, calls))
    }),
    { numRuns: 25 },
  )
})

const some: Call[] = [
  { kind: 'insert', many: Array.from({ length: 5 }, () => ({ department: 'Sales', role: 'user' as const })) },
  { kind: 'row' },
  { kind: 'sweep', roles: [...roles], policy: 'required' },
  { kind: 'row' },
  { kind: 'change', many: [[1, { state: 'enrolled-otp' } as never]] },
]

test.each([
  ['an event that was not written', `delete from account_events where seq = 7`],
  ['the newest event not written', `delete from account_events where seq = (select max(seq) from account_events)`],
  ['an account changed past its event', `update accounts set department = 'R&D' where id = 'n2'`],
  ['an event of another account', `update account_events set account_id = 'n4' where seq = 8`],
  ['an event that leads elsewhere', `update account_events set after = before where seq = 9`],
  ['a link to another event', `update account_events set prev = 1 where seq = 8`],
  ['an event of another row', `update account_events set no = 2 where seq = 3`],
  ['words of a standing', `update standings set department = 'R&D' where id = 1`],
])('broken: %s is found', async (_name, statement) => {
  const { store, db } = await opened()
  const played = await play(store, db, some)
  await check(store, db, played)
  forge(db, statement)
  await expect(check(store, db, played)).rejects.toThrow()
})

test('an account changed twice in one call has two events, one after the other', async () => {
  const { store, file } = await opened()
  await store.write(({ accounts }) => accounts.insert(account('one')))
  const change = (state: 'pending' | 'enrolled-otp') => ({ id: 'one', fields: { state } })
  await store.write(({ accounts }) => accounts.changeMany([change('pending'), change('enrolled-otp')]))
  const query = `select e.seq, e.prev, b.state as before, a.state as after from account_events e
    left join standings b on b.id = e.before left join standings a on a.id = e.after order by seq`
  expect(await lookInto(file, query)).toEqual([
    { seq: 1, prev: null, before: null, after: 'not-enrolled' },
    { seq: 2, prev: 1, before: 'not-enrolled', after: 'pending' },
    { seq: 3, prev: 2, before: 'pending', after: 'enrolled-otp' },
  ])
})

test('events, standings and snapshots are never changed, and an event bears the number of the next row', async () => {
  const { store, db } = await opened()
  const many = Array.from({ length: 5000 }, (_, nr) => account(`n${nr}`))
  await store.write(async (tables) => {
    await tables.accounts.insertMany(many)
    await tables.audit.append(auditRow())
  })
  for (const [statement, says] of [
    [`update account_events set no = 2 where seq = 1`, 'rows of account_events are never changed'],
    [`delete from account_events where seq = 1`, 'only where a cut stands for them'],
    [`update standings set state = 'pending'`, 'rows of standings are never changed'],
    [`delete from standings`, 'rows of standings are never changed'],
    [`update coverage_marks set seq = 1`, 'rows of coverage_marks are never changed'],
    [`delete from coverage_marks`, 'only where a cut stands for them'],
    [`update coverage_mark_counts set count = 1`, 'rows of coverage_mark_counts are never changed'],
    [`delete from coverage_mark_counts`, 'only where a cut stands for them'],
    [`insert into account_events (no, account_id, after) values (1, 'n1', 1)`, 'belong to the next row of the log'],
    [`insert into account_events (no, account_id, after) values (3, 'n1', 1)`, 'belong to the next row of the log'],
    [`insert or replace into account_events (seq, no, account_id, after) values (1, 2, 'n1', 1)`, 'never changed'],
    [`replace into standings select id, 'R&D', role, policy, state, enabled from standings`, 'never changed'],
    [`replace into standings select null, department, role, policy, state, enabled from standings`, 'never changed'],
    [`replace into coverage_marks select no, 1, at from coverage_marks`, 'never changed'],
    [`replace into coverage_mark_counts select no, standing, 1 from coverage_mark_counts`, 'never changed'],
  ] as const) {
    expect(() => db.exec(statement), statement).toThrow(says)
  }
  db.exec(`insert into account_events (no, account_id, after) values (2, 'n1', 1)`)
})
