/** Coverage on any day of a made-up year: what the store, and the Enrollment page, say of it is what was counted on that day. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { changeKinds } from '../../src-preload/contract/enrollment'
import { openStore, type Store } from '../../src-main/store/store'
import { often, patience } from '../harness/often'
import { movedFrom, movedText, movementTexts, movementsFrom, sorted, textOf } from '../harness/plain-standings'
import { changesFrom, sumsOf } from '../harness/plain-coverage'
import { dayAfter, endOf } from '../harness/year-days'
import { playYear, type YearOfHistory } from '../harness/year-of-history'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

let year: YearOfHistory
let store: Store

beforeAll(async () => {
  year = await playYear({ seed: 31, days: 365, accounts: 10_000, actsADay: often(5, 40), copyEach: often(13, 3) })
  store = await openStore({ file: year.test.file })
})
afterAll(async () => {
  await store.close()
  year.db.close()
  await year.test.close()
})

/** @throws where the store says anything else of a day than was counted on it */
async function compareDays({ read }: Pick<Store, 'read'>, endOfDay = endOf): Promise<void> {
  await read(async ({ coverage }) => {
    for (const { day, count } of year.days) {
      expect(sorted(await coverage.countsAt(await coverage.noAt(endOfDay(day)))), day).toEqual(count)
    }
  })
}

const one = <T>(query: string): T => year.db.prepare(query).pluck().get() as T
const copies = () => year.days.filter((day) => day.copy !== null)

test('a year has come to pass: every act, days without any, snapshots, and the end of summer time', () => {
  const acts = year.db.prepare(`select distinct act from audit where result = 'done' order by act`).pluck().all()
  expect(acts.length).toBeGreaterThanOrEqual(30)
  expect(one('select count(*) from accounts')).toBeGreaterThan(10_000)
  expect(year.db.prepare('select distinct state from standings order by state').pluck().all()).toHaveLength(7)
  expect(year.days.filter(({ acts }) => acts === 0).length).toBeGreaterThan(50)
  expect(one<number>('select count(*) from coverage_marks')).toBeGreaterThan(3)
  const refused = one<number>(`select count(*) from audit where result = 'refused'`)
  expect(refused).toBeGreaterThan(100)
  process.stdout.write(
    `year of history: ${year.people.done} acts done and ${year.people.refused} refused, ${acts.length} kinds, ` +
      `${one('select count(*) from audit')} rows, ${one('select count(*) from account_events')} events, ` +
      `${one('select count(*) from coverage_marks')} snapshots\n`,
  )
})

test('each day counts as it was counted on that day', async () => {
  await compareDays(store)
  await store.read(async ({ coverage }) => {
    // The day before the first: nothing was there.
    expect(await coverage.noAt(endOf(dayAfter(year.firstDay, -1)))).toBe(0)
    expect((await coverage.floor())?.no).toBe(1)
  })
})

test('each event follows the one before it of its account, as the check of the log asks of it', async () => {
  let follow = 0
  await store.read(async ({ audit, auditProof }) => {
    for await (const { follows } of auditProof.events(1, (await audit.last()).no)) if (follows) follow += 1
  })
  expect(follow).toBe(one<number>('select count(*) from account_events'))
})

test('broken: days of another zone, an hour off in summer, an event left out or changed, are all found', async () => {
  const utc = (day: string) => `${day}T23:59:59.999Z`
  const winterOnly = (day: string) => new Date(Date.parse(utc(day)) - 3_600_000).toISOString()
  await expect(compareDays(store, utc)).rejects.toThrow()
  await expect(compareDays(store, winterOnly)).rejects.toThrow()
  const middle = one<number>(`select seq from account_events where no > 2000 and before is not null limit 1`)
  for (const forged of [
    `delete from account_events where seq = ${middle}`,
    `update account_events set after = before where seq = ${middle}`,
    `update account_events set no = no + 600 where seq = ${middle}`,
    `update coverage_mark_counts set count = count + 1 where no = (select max(no) from coverage_marks)`,
  ]) {
    const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-forged-'))
    const file = join(folder, 'forged.sqlite')
    year.db.prepare('vacuum into ?').run(file)
    const db = new Database(file)
    const triggers = db.prepare(`select name from sqlite_schema where type = 'trigger'`).pluck().all() as string[]
    for (const name of triggers) db.exec(`drop trigger ${name}`)
    expect(db.prepare(forged).run().changes).toBeGreaterThan(0)
    db.close()
    const forgedStore = await openStore({ file })
    await expect(compareDays(forgedStore), forged).rejects.toThrow()
    await forgedStore.close()
    rmSync(folder, { recursive: true })
  }
})

test('the list behind a day holds whoever stood so, in pages', async () => {
  const filters = [
    {},
    { states: ['enrolled-otp', 'enrolled-email'] },
    { states: ['disabled-otp'], enabled: true },
    { policy: 'required', departments: ['R&D', '営業部'], roles: ['user'] },
    { enabled: false },
    { roles: ['administrator'], states: ['not-enrolled', 'pending', 'must-re-enrol'] },
    { departments: ['nowhere'] },
  ]
  await store.read(async ({ coverage }) => {
    for (const { day, copy } of copies().filter((_, nr) => nr % 3 === 0)) {
      const no = await coverage.noAt(endOf(day))
      for (const filter of filters) {
        const listed: string[] = []
        for (let under: number | null = null; ;) {
          const { rows, more } = await coverage.listAt(no, filter, under, 1500)
          listed.push(...rows.map((row) => `${row.accountId} ${textOf(row)}`))
          expect(rows.every(({ since }) => since !== null && since <= endOf(day))).toBe(true)
          if (!more) break
          under = rows.at(-1)?.seq ?? 0
        }
        const { states, policy, departments, roles, enabled } = filter as Record<string, string[] & string & boolean>
        const held = [...copy!].filter(([, text]) => {
          const [department, role, must, state, isEnabled] = JSON.parse(text) as [
            string,
            string,
            string,
            string,
            number,
          ]
          return (
            (states ?? [state]).includes(state) &&
            (departments ?? [department]).includes(department) &&
            (roles ?? [role]).includes(role) &&
            (policy ?? must) === must &&
            (enabled ?? isEnabled === 1) === (isEnabled === 1)
          )
        })
        expect(listed.sort(), `${day} ${JSON.stringify(filter)}`).toEqual(held.map((entry) => entry.join(' ')).sort())
      }
    }
  })
})

test('between two days each account is counted once, from where it stood to where it stands', async () => {
  await store.read(async ({ coverage }) => {
    const kept = copies()
    for (const [nr, from] of kept.entries()) {
      for (const to of [kept[nr + 1], kept[nr + 4], kept.at(-1)]) {
        if (to === undefined || to === from) continue
        const [start, end] = [await coverage.noAt(endOf(from.day)), await coverage.noAt(endOf(to.day))]
        const moved = []
        for await (const account of coverage.movedBetween(start, end)) moved.push(movedText(account))
        expect(moved.sort(), `${from.day} to ${to.day}`).toEqual(movedFrom(from.copy!, to.copy!))
        expect(movementTexts(await coverage.movementsBetween(start, end))).toEqual(movementsFrom(from.copy!, to.copy!))
      }
    }
  })
})

test('snapshots are what the events sum up to', () => {
  const marks = year.db.prepare('select no, seq from coverage_marks').all() as { no: number; seq: number }[]
  for (const { no, seq } of marks) {
    expect(one<number>(`select max(seq) from account_events where no <= ${no}`)).toBe(seq)
    const summed = year.db.prepare(`select standing, sum(n) as count from (
      select after as standing, 1 as n from account_events where no <= ${no} and after is not null
      union all select before, -1 from account_events where no <= ${no} and before is not null)
      group by standing having sum(n) <> 0 order by standing`)
    const kept = year.db.prepare(`select standing, count from coverage_mark_counts where no = ${no} order by standing`)
    expect(kept.all()).toEqual(summed.all())
  }
})

test('the Enrollment page says of each day what was counted on it', async () => {
  await year.people.comeIn()
  const { desk } = year.people
  for (const { day, count } of year.days) {
    expect(sumsOf(await desk.enrollment.show({ day })), day).toEqual(sumsOf(count))
  }
  const before = await desk.enrollment.show({ day: dayAfter(year.firstDay, -1) })
  expect([before.beforeFloor, before.floor?.day]).toEqual([true, year.firstDay])
  const { months } = await desk.enrollment.months()
  for (const { day, required, enrolled } of months.slice(0, -1)) {
    const kept = year.days.find((one) => one.day === day)
    const sums = kept === undefined ? null : sumsOf(kept.count)
    expect([required, enrolled], day).toEqual(sums === null ? [null, null] : [sums.required, sums.requiredEnrolled])
  }
  expect(months.filter(({ required }) => required !== null).length).toBeGreaterThan(10)
})

test('on some days it said of the day itself what was counted, and who needs somebody', () => {
  const shown = year.days.filter((day) => day.shown !== null)
  expect(shown.length).toBeGreaterThan(30)
  for (const { day, count, needs, shown: said } of shown) {
    expect(sumsOf(said!), day).toEqual(sumsOf(count))
    const { fewCodes, pendingOver, unusedFor } = said!.needs!
    expect([fewCodes, pendingOver.count, unusedFor.count], day).toEqual([
      needs.fewCodes,
      needs.pendingWeek,
      needs.unusedMonth,
    ])
  }
})

test('between two days it counts and lists who enrolled, lost, changed method, joined and left', async () => {
  await year.people.comeIn()
  const { enrollment } = year.people.desk
  const kept = copies()
  for (const [nr, { day: from, copy }] of kept.entries()) {
    const to = kept[Math.min(kept.length - 1, nr + 1 + (nr % 4) * 3)]!
    if (to.day === from) continue
    const changes = changesFrom(copy!, to.copy!)
    const { counts } = await enrollment.compare({ from, to: to.day })
    for (const kind of changeKinds) {
      const ids = changes.get(kind) ?? []
      expect(counts[kind], `${kind} ${from} ${to.day}`).toBe(ids.length)
      if (ids.length > 600) continue
      const listed: string[] = []
      for (let above: number | null = null; ;) {
        const { rows, more } = await enrollment.changes({ from, to: to.day, kind, above, limit: 200 })
        listed.push(...rows.map((row) => row.accountId))
        if (!more) break
        above = rows.at(-1)!.seq
      }
      expect(listed.sort()).toEqual(ids.sort())
    }
  }
})
