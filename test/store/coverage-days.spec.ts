/** Which row of the log a day ends with, whatever the clock did. */
import { expect, test } from 'vitest'
import { account, auditRow, tempStore } from './temp-store'

const instant = (minute: number) => new Date(Date.parse('2026-03-31T22:00:00.000Z') + minute * 60_000).toISOString()

async function withRows(minutes: readonly number[]) {
  const { store } = await tempStore()
  for (const minute of minutes) await store.write(({ audit }) => audit.append(auditRow({ at: instant(minute) })))
  const noAt = (minute: number) => store.read(({ coverage }) => coverage.noAt(instant(minute)))
  return { store, noAt }
}

test('the last row at or before the instant, to the millisecond', async () => {
  const { store, noAt } = await withRows([0, 10, 10, 30])
  expect(await Promise.all([-1, 0, 9, 10, 29, 30, 500].map(noAt))).toEqual([0, 1, 1, 3, 3, 4, 4])
  const before = new Date(Date.parse(instant(30)) - 1).toISOString()
  expect(await store.read(({ coverage }) => coverage.noAt(before))).toBe(3)
})

test('a clock set back an hour: rows written since then with earlier times belong to the same day', async () => {
  const { noAt } = await withRows([0, 60, 5, 20, 61, 90])
  expect(await Promise.all([0, 59, 60, 61].map(noAt))).toEqual([1, 4, 4, 5])
})

test('one row with a time to come holds nothing up', async () => {
  const { noAt } = await withRows([0, 100_000, 10, 20, 30])
  expect(await Promise.all([0, 10, 25, 30, 100_000].map(noAt))).toEqual([1, 3, 4, 5, 5])
})

test('a change without a row of its own counts from the row that answers for it', async () => {
  const { store } = await tempStore()
  await store.write(async ({ accounts, audit }) => {
    await accounts.insert(account('one', { state: 'enrolled-otp' }))
    await audit.append(auditRow({ at: instant(0) }))
  })
  await store.write(({ accounts }) => accounts.change('one', { state: 'disabled-otp' }))
  const states = () =>
    store.read(async ({ coverage }) =>
      (await coverage.countsAt(await coverage.noAt(instant(5)))).map((one) => one.state),
    )
  expect(await states()).toEqual(['enrolled-otp'])
  const { detail } = await store.write(({ audit }) => audit.append(auditRow({ at: instant(1) })))
  expect(JSON.parse(detail)).toMatchObject({ standings: 1 })
  expect(await states()).toEqual(['disabled-otp'])
})
