/** Retention: rows go only against a pack that holds exactly them, and what is left still proves itself. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import { behind, openBehind } from '../doubles/behind-the-desk'
import { packRow } from '../doubles/pack-row'
import { faultOf, refusalOf } from '../doubles/operations'
import { outside, rowsOf } from '../doubles/store-outside'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { account, auditRow } from '../store/made-up-rows'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const day = 24 * 60 * 60_000
const sha256 = 'c'.repeat(64)
let test: TestDesk
let desk: Desk
let seat: Seat
let administrator: string

beforeEach(async () => {
  test = await openTestDesk()
  const made = await welcomed(test)
  ;({ desk, seat } = made)
  administrator = made.me.id
})
afterEach(() => test.close())

/** A row a day: some make or change an account. @returns number of the last */
async function history(days: number): Promise<number> {
  const hand = await openBehind(test)
  for (let nr = 0; nr < days; nr += 1) {
    test.time += day
    await hand.write(async (tables) => {
      const no = (await tables.audit.last()).no + 1
      if (nr % 2 === 0) await tables.accounts.insert(account(`p${nr}`, { department: `D${nr % 3}` }))
      else if (nr > 2) await tables.accounts.change(`p${nr - 1}`, { enabled: 0 })
      await tables.audit.append(auditRow({ at: new Date(test.time).toISOString(), reason: `day ${no}` }), [
        administrator,
      ])
    })
    await test.tick()
  }
  const { no } = await hand.write((tables) => tables.audit.last())
  await hand.close()
  return no
}
const packOf = (from: number, to: number, hash = sha256) =>
  behind(test, (tables) => tables.audit.append(packRow(test.time, { from, to, sha256: hash })))
async function back(): Promise<void> {
  await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
  await desk.session.stepUp({ password })
}
const countsAt = (no: number) =>
  behind(test, async ({ coverage }) => (await coverage.countsAt(no)).map((one) => JSON.stringify(one)).sort())

/** Starts a check of all of it and waits for what it finds. */
async function checked() {
  await desk.audit.check()
  await vi.waitFor(async () => {
    const { running, whole } = await desk.audit.checkProgress()
    expect([running, whole?.at]).toEqual([null, new Date(test.time).toISOString()])
  })
  return desk.audit.state()
}
const gone = (to: number) => vi.waitFor(() => expect(rowsOf(test)[0]?.no).toBe(to + 1), { timeout: 20_000 })

async function cut(to: number): Promise<void> {
  await back()
  await desk.audit.cut({ to, fileSha256: sha256, reason: 'kept for two years' })
  await gone(to)
}

describe('a cut', () => {
  it('takes the rows, leaves the stone, and the log proves itself from there', async () => {
    const last = await history(60)
    const to = last - 20
    await packOf(1, to)
    const [before, stone] = [await countsAt(last), rowsOf(test)[to - 1]!]
    const atCut = await countsAt(to)
    await cut(to)
    const state = await checked()
    expect(state).toMatchObject({ first: to + 1, brokenAt: null, whole: { from: to + 1 } })
    expect(await desk.audit.retention()).toEqual({
      first: { no: to + 1, at: rowsOf(test)[0]!.at },
      cuts: [
        {
          fromNo: 1,
          toNo: to,
          lastAt: stone.at,
          cutAt: expect.any(String),
          actorName: 'Keiko Ito',
          fileSha256: sha256,
        },
      ],
      fingerprint: expect.stringMatching(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/),
    })
    const row = rowsOf(test).find(({ act }) => act === 'audit.cut')
    expect(row).toMatchObject({ result: 'done', reason: 'kept for two years', actor_name: 'Keiko Ito' })
    expect(JSON.parse(row!.detail)).toMatchObject({ from: 1, to, sha256 })
    // Coverage from the cut on is what it was; of days before it says so.
    expect(await countsAt(last)).toEqual(before)
    expect(await countsAt(to)).toEqual(atCut)
    expect(await behind(test, ({ coverage }) => coverage.floor())).toEqual({ no: to, at: stone.at })
    for (const query of [
      'select count(*) from audit where no <= ?',
      'select count(*) from audit_about where no <= ?',
      `select count(*) from account_events e where no <= @to and exists (
        select 1 from account_events l where l.account_id = e.account_id and l.seq > e.seq and l.no <= @to)`,
    ]) {
      const left = outside(test, (db) =>
        db
          .prepare(query)
          .pluck()
          .get(...(query.includes('@to') ? [{ to }] : [to])),
      )
      expect(left).toBe(0)
    }
    await test.restart()
    expect(
      await test
        .at(seat)
        .audit.state()
        .catch(() => null),
    ).not.toMatchObject({ brokenAt: expect.any(Number) })
  })

  it('follows another without a gap', async () => {
    const last = await history(40)
    await packOf(1, 10)
    await cut(10)
    await packOf(11, last)
    await cut(last)
    expect(await checked()).toMatchObject({ first: last + 1, brokenAt: null })
    expect((await desk.audit.retention()).cuts.map(({ fromNo, toNo }) => [fromNo, toNo])).toEqual([
      [1, 10],
      [11, last],
    ])
  })

  it('is found broken where somebody changes the stone, the state it left, or takes the stone away', async () => {
    await history(30)
    await packOf(1, 20)
    await cut(20)
    const tries = [
      [`update audit_cuts set last_hash = '${'0'.repeat(64)}'`, { at: 1, kind: 'cut' }],
      [`update audit_cuts set file_sha256 = '${'0'.repeat(64)}'`, { at: 1, kind: 'cut' }],
      ['delete from audit_cuts', { at: 1, kind: 'missing' }],
      [`delete from account_events where seq = (select min(seq) from account_events)`, { at: 20, kind: 'snapshot' }],
    ] as const
    for (const [statement, { at, kind }] of tries) {
      const kept = outside(test, (db) => {
        for (const name of db.prepare(`select name from sqlite_schema where type = 'trigger'`).pluck().all())
          db.exec(`drop trigger "${String(name)}"`)
        const all = (table: string) => db.prepare(`select * from ${table}`).all() as Row[]
        const before = { audit_cuts: all('audit_cuts'), account_events: all('account_events') }
        db.exec(statement)
        return before
      })
      test.time += 1
      expect(await checked(), statement).toMatchObject({ brokenAt: at, brokenKind: kind })
      putBack(kept)
    }
  })
})

type Row = Record<string, unknown>

function putBack(kept: Record<string, Row[]>): void {
  outside(test, (db) => {
    for (const [table, rows] of Object.entries(kept)) {
      db.exec(`delete from ${table}`)
      for (const row of rows) {
        const names = Object.keys(row)
        const values = names.map((name) => `@${name}`).join()
        db.prepare(`insert into ${table} (${names.map((name) => `"${name}"`).join()}) values (${values})`).run(row)
      }
    }
  })
}

describe('a cut is refused', () => {
  it('without a pack of exactly these rows, or with the hash of another file', async () => {
    const last = await history(10)
    await packOf(1, last - 3)
    await packOf(2, last - 2, 'd'.repeat(64))
    await back()
    const rows = rowsOf(test).length
    expect(await faultOf(desk.audit.cut({ to: last - 2, fileSha256: sha256, reason: 'old' }))).toBe('no-pack')
    expect(await faultOf(desk.audit.cut({ to: last - 2, fileSha256: 'd'.repeat(64), reason: 'old' }))).toBe('no-pack')
    expect(await faultOf(desk.audit.cut({ to: last - 3, fileSha256: 'e'.repeat(64), reason: 'old' }))).toBe('no-pack')
    expect(rowsOf(test)).toHaveLength(rows + 3)
  })

  it('of all rows, of none, and of rows that are gone', async () => {
    const last = await history(10)
    await packOf(1, 5)
    await cut(5)
    const end = (await desk.audit.state()).last
    for (const to of [5, 1, end + 100]) {
      await desk.session.stepUp({ password })
      expect(await refusalOf(desk.audit.cut({ to, fileSha256: sha256, reason: 'old' }))).toEqual({
        code: 'input-invalid',
        data: { field: 'to' },
      })
    }
    expect(last).toBeGreaterThan(5)
  })

  it('where one of the rows is not what it was', async () => {
    const last = await history(20)
    await packOf(1, last - 5)
    outside(test, (db) => {
      db.exec('drop trigger audit_no_update')
      db.prepare(`update audit set reason = 'another' where no = 7`).run()
    })
    await back()
    expect(await refusalOf(desk.audit.cut({ to: last - 5, fileSha256: sha256, reason: 'old' }))).toEqual({
      code: 'log-broken',
      data: { brokenAt: 7 },
    })
    expect(outside(test, (db) => db.prepare('select count(*) from audit_cuts').pluck().get())).toBe(0)
  })

  it('without the password for this very act', async () => {
    await history(5)
    await packOf(1, 3)
    await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
    expect(await faultOf(desk.audit.cut({ to: 3, fileSha256: sha256, reason: 'old' }))).toBe('step-up-needed')
  })
})

it('offers rows up to the end of a day in the time zone of the site, never the newest', async () => {
  await history(5)
  await back()
  const { last } = await desk.audit.state()
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  expect(await desk.audit.cutUpTo({ day: dayOf(test.time - 30 * day) })).toEqual({ range: null })
  expect((await desk.audit.cutUpTo({ day: dayOf(test.time + 2 * day) })).range).toMatchObject({
    fromNo: 1,
    toNo: last - 1,
  })
})

it('the file refuses to let go of any other row', async () => {
  const last = await history(20)
  await packOf(1, 10)
  await cut(10)
  outside(test, (db) => {
    for (const table of [
      'audit',
      'audit_about',
      'account_events',
      'coverage_marks',
      'coverage_mark_counts',
      'audit_cuts',
    ]) {
      expect(() => db.exec(`delete from ${table}`), table).toThrow(/removed only where a cut|are never changed/)
    }
    expect(() => db.exec(`delete from audit where no = ${last - 1}`)).toThrow()
    expect(() => db.exec('delete from account_events where no <= 10')).toThrow()
    expect(() =>
      db.exec(
        `insert into audit_cuts select 15, 12, before, last_hash, last_at, file_sha256, cut_at, actor_name, key_id, signature from audit_cuts`,
      ),
    ).toThrow(/follow one another/)
    expect(() =>
      db.exec(
        `insert into audit_cuts select 900, 11, before, last_hash, last_at, file_sha256, cut_at, actor_name, key_id, signature from audit_cuts`,
      ),
    ).toThrow(/newest row stays/)
  })
})
