/** Enrollment at the desk: every number is the length of its list, of today and of any day behind; changes add up. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AccountFilter } from '../../src-preload/contract/accounts'
import type { Desk } from '../../src-preload/contract'
import type { Coverage, StoodFilter } from '../../src-preload/contract/enrollment'
import { notEnrolledStates, totalOf } from '../../src-main/engine/coverage'
import { outside } from '../doubles/store-outside'
import { openTestDesk, type TestDesk } from '../doubles/test-desk'
import { refusalOf } from '../doubles/operations'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let test: TestDesk
let desk: Desk

beforeAll(async () => {
  test = await openTestDesk({ demo: true })
  const { email, password } = test.composed.demoAccounts.find(({ role }) => role === 'auditor')!
  desk = test.at(test.seat())
  await desk.session.signIn({ email, password })
})
afterAll(() => test.close())

const listed = async (filter: AccountFilter) => (await desk.accounts.marks({ filter })).total
const plain = (where: string): number =>
  outside(test, (db) => (db.prepare(`select count(*) as n from accounts where ${where}`).get() as { n: number }).n)
const none = notEnrolledStates.map((state) => `'${state}'`).join(', ')

describe('today', () => {
  it('each number is what a plain count over the accounts says, and its list is as long', async () => {
    const now = await desk.enrollment.show({ day: null })
    expect(now.disabled).toBe(plain('enabled = 0'))
    expect(totalOf(now.all.required)).toBe(plain(`enabled = 1 and policy = 'required'`))
    expect(now.requiredNone).toBe(plain(`enabled = 1 and policy = 'required' and state in (${none})`))
    expect(now.requiredNone).toBe(await listed({ requiredNone: true, enabled: true }))
    expect(now.administratorsWithout).toBe(plain(`enabled = 1 and role = 'administrator' and state in (${none})`))
    expect(now.administratorsWithout).toBe(await listed({ roles: ['administrator'], enrolled: false, enabled: true }))
    expect(now.needs?.fewCodes).toBe(plain('enabled = 1 and codes_left <= 3'))
    expect(now.needs?.fewCodes).toBe(await listed({ fewCodes: true }))
    expect(now.needs?.pendingOver.count).toBe(await listed({ pendingOver: now.needs!.pendingOver.days }))
    expect(now.needs?.unusedFor.count).toBe(await listed({ unusedFor: now.needs!.unusedFor.days }))
    for (const { key, required } of now.departments) {
      for (const [state, count] of Object.entries(required)) {
        const states = [state as keyof typeof required]
        expect(await listed({ departments: [key], states, policy: 'must', enabled: true })).toBe(count)
      }
    }
  })

  it('the counters say what the events say', async () => {
    const { day: _day, needs: _needs, at: _at, ...now } = await desk.enrollment.show({ day: null })
    const { day: _d, needs, at: _a, ...counted } = await desk.enrollment.show({ day: now.today })
    expect(counted).toEqual(now)
    expect(needs).toBeNull()
  })
})

/** @returns the length of a list of a past day, walked page by page. */
async function walked(day: string, filter: StoodFilter): Promise<number> {
  const seen = new Set<string>()
  let [rows, total] = [0, 0]
  for (let under: number | null = null, more = true; more;) {
    const page = await desk.enrollment.list({ day, filter, under, limit: 200 })
    page.rows.forEach(({ accountId }) => seen.add(accountId))
    rows += page.rows.length
    under = page.rows.at(-1)?.seq ?? null
    ;({ more, total } = page)
  }
  expect([seen.size, total]).toEqual([rows, rows])
  return rows
}
const someDays = fc.integer({ min: 0, max: 380 }).map((back) => {
  return new Date(test.time - back * 86_400_000).toISOString().slice(0, 10)
})

describe('a past day', () => {
  it('each number of any day is as long as its list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constant(null).chain(() => someDays),
        fc.nat(50),
        async (day, pick) => {
          const shown: Coverage = await desk.enrollment.show({ day })
          const rows = [...shown.departments.map((one) => [{ departments: [one.key] }, one] as const)]
          const [narrowed, { required, notRequired }] = rows[pick % rows.length]!
          const base = { departments: [...narrowed.departments], enabled: true }
          expect(await walked(day, { ...base, policy: 'required' })).toBe(totalOf(required))
          expect(await walked(day, { ...base, policy: 'not-required' })).toBe(totalOf(notRequired))
          expect(await walked(day, { policy: 'required', states: notEnrolledStates, enabled: true })).toBe(
            shown.requiredNone,
          )
          expect(await walked(day, { roles: ['administrator'], states: notEnrolledStates, enabled: true })).toBe(
            shown.administratorsWithout,
          )
          expect(await walked(day, { enabled: false })).toBe(shown.disabled)
        },
      ),
      { numRuns: 8 },
    )
  })

  it('what changed between two days adds up, and each number is as long as its list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constant(null).chain(() => fc.tuple(someDays, someDays)),
        async (days) => {
          const [from = '', to = ''] = [...days].sort()
          const found = await desk.enrollment.compare({ from, to })
          const { counts, joinedEnrolled, leftEnrolled, enrolledBefore, enrolledAfter } = found
          expect(enrolledAfter).toBe(enrolledBefore + counts.enrolled - counts.lost + joinedEnrolled - leftEnrolled)
          for (const [kind, count] of Object.entries(counts)) {
            let [rows, above, more] = [0, null as number | null, true]
            while (more) {
              const page = await desk.enrollment.changes({ from, to, kind: kind as never, above, limit: 150 })
              rows += page.rows.length
              above = page.rows.at(-1)?.seq ?? null
              more = page.more
            }
            expect([kind, rows]).toEqual([kind, count])
          }
        },
      ),
      { numRuns: 6 },
    )
  })

  it('before the oldest snapshot nothing is said but that', async () => {
    const { floor } = await desk.enrollment.show({ day: null })
    expect(floor?.day).toMatch(/^2025-/)
    const before = await desk.enrollment.show({ day: '2020-01-01' })
    expect(before).toMatchObject({ beforeFloor: true, departments: [], requiredNone: 0, disabled: 0 })
    expect(await desk.enrollment.compare({ from: '2020-01-01', to: null })).toMatchObject({ beforeFloor: true })
    expect((await desk.enrollment.show({ day: floor!.day })).beforeFloor).toBe(false)
  })

  it('a day to come, no day, and a span that runs backwards are refused', async () => {
    const invalid = (field: string) => ({ code: 'input-invalid', data: { field } })
    expect(await refusalOf(desk.enrollment.show({ day: '2999-01-01' }))).toEqual(invalid('day'))
    expect(await refusalOf(desk.enrollment.show({ day: '2026-02-30' }))).toEqual(invalid('day'))
    expect(await refusalOf(desk.enrollment.compare({ from: '2026-03-01', to: '2026-02-01' }))).toEqual(invalid('to'))
  })

  it('the months end where days end, and now', async () => {
    const { months } = await desk.enrollment.months()
    expect(months.map(({ day }) => day)).toEqual([
      ...['2025-04-30', '2025-05-31', '2025-06-30', '2025-07-31', '2025-08-31', '2025-09-30', '2025-10-31'],
      ...['2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31'],
    ])
    for (const { day, required, enrolled } of months) {
      const { all } = await desk.enrollment.show({ day })
      expect([required, enrolled]).toEqual([
        totalOf(all.required),
        all.required['enrolled-otp'] + all.required['enrolled-email'],
      ])
    }
  })
})
