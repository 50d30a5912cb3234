/** A year of made-up history through the real desk, and what each of its days was by a plain count. */
// Ten thousand accounts come in by files, enrol, lose, are locked, move and leave. The same seed does the same acts.
import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import Database from 'better-sqlite3'
import type { Coverage } from '../../src-preload/contract/enrollment'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'
import { copyOf, countOf, type Copy } from './plain-standings'
import { acts, importsOf, weekly, type Act } from './year-acts'
import { beginOf, dayAfter, endOf, yearZone } from './year-days'
import { YearOfPeople } from './year-people'

export interface YearOptions {
  readonly seed: number
  readonly days: number
  readonly accounts: number
  readonly actsADay: number
  /** Days whose copies are kept account by account: every how many. */
  readonly copyEach: number
}

export interface KeptDay {
  readonly day: string
  readonly count: string[]
  /** Of some days. */
  readonly copy: Copy | null
  /** How many acts of the day were done. */
  readonly acts: number
  /** Numbers of the Enrollment page that lie in no event, counted plainly. */
  readonly needs: { readonly fewCodes: number; readonly pendingWeek: number; readonly unusedMonth: number }
  /** What the Enrollment page said of now, in the last millisecond of some days. */
  readonly shown: Coverage | null
}

export interface YearOfHistory {
  readonly test: TestDesk
  readonly db: Database.Database
  readonly people: YearOfPeople
  readonly days: readonly KeptDay[]
  readonly firstDay: string
}

export const firstDay = '2025-04-01'
const minute = 60_000

/** The numbers of today that events do not know: counted as they are defined, by hand. */
function needsOf(db: Database.Database, now: number): KeptDay['needs'] {
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()
  const one = (query: string, ...given: unknown[]) =>
    db
      .prepare(query)
      .pluck()
      .get(...given) as number
  const enabled = 'a.enabled = 1'
  return {
    fewCodes: one(`select count(*) from accounts a where ${enabled} and codes_left <= 3`),
    pendingWeek: one(
      `select count(*) from accounts a where ${enabled} and a.state = 'pending' and exists (
        select 1 from otp_keys k where k.account_id = a.id and k.status = 'pending' and k.made_at < ?)`,
      ago(7),
    ),
    unusedMonth: one(
      `select count(*) from accounts a where ${enabled} and state in ('enrolled-otp', 'enrolled-email')
        and (last_used_at is null or last_used_at < ?)`,
      ago(30),
    ),
  }
}

/** Thousands of commits that nobody needs to outlive a power cut: in memory where there is room. */
function quickFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 2 ** 30 ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** Plays the year. The desk is left open at its last instant; `close` is the caller's. */
export async function playYear(options: YearOptions): Promise<YearOfHistory> {
  const test = await openTestDesk({ timeZone: yearZone, under: quickFolder() })
  test.time = beginOf(firstDay) + 8 * 60 * minute
  const { me } = await welcomed(test)
  const db = new Database(test.file)
  const people = await YearOfPeople.begin(test, db, options.seed, me.id)
  const days: KeptDay[] = []
  const files = importsOf(options)
  for (let number = 0; number < options.days; number += 1) {
    const day = dayAfter(firstDay, number)
    const end = Date.parse(endOf(day))
    const done = people.done
    let shown: Coverage | null = null
    // Nobody works at weekends but the clock: days without a row.
    const isWeekend = [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())
    if (number > 0) test.time = Math.max(test.time + minute, beginOf(day) + (isWeekend ? 0 : 7 * 60 * minute))
    if (!isWeekend || number === 0) {
      await people.comeIn()
      if (number === 0) await people.hireStaff()
      for (const file of files.get(number) ?? []) await people.mustDo(file)
      const today: Act[] = weekly(number)
      for (let count = 0; count < options.actsADay; count += 1) today.push(people.pick(acts))
      for (const act of today) {
        if (test.time > end - 60 * minute) break
        await people.doAct(act)
        // Most follow one another closely, as on a call.
        const gap = people.below(4) > 0 ? minute : Math.min(90 * minute, (end - test.time) / (2 * options.actsADay))
        test.time += people.below(Math.max(1, Math.floor(gap)))
      }
      // The last millisecond of a day is that day's, the first of the next the next one's.
      if (number % 5 === 2) {
        await people.atTheStroke(end)
        shown = await people.desk.enrollment.show({ day: null })
      }
    }
    if (test.time > end) throw new Error(`${day} ended before its acts`)
    test.time = end
    const copy = number % options.copyEach === 0 || number === options.days - 1 ? copyOf(db) : null
    days.push({ day, count: countOf(db), copy, acts: people.done - done, needs: needsOf(db, end), shown })
    if (number % 5 === 2 && !isWeekend) await people.afterTheStroke()
    if (number % 120 === 60) await people.restart()
  }
  return { test, db, people, days, firstDay }
}
