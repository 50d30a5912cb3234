/** A policy for all accounts: each ends as one by one it would, the counters fit, and a failed sweep leaves nothing. */
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { roles } from '../../src-preload/contract/rights'
import { planPolicySweeps, policyFields } from '../../src-main/engine/policy'
import type { AccountRow } from '../../src-main/store/accounts'
import { anyFields } from './made-up-accounts'
import { account, lookInto, tempStore } from './temp-store'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const grouped = `select department, role, policy, state, enabled, count(*) as count from accounts
  group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`
const counted = 'select * from account_counts order by 1, 2, 3, 4, 5'
const now = Date.parse('2026-03-31T12:00:00.000Z')
const pause = () => setImmediate()

test('ends for each account as the rule for one says, and the counters are what counting gives', async () => {
  const settings = fc.record({
    required: fc.constantFrom('nobody' as const, 'staff' as const, 'everyone' as const),
    graceDays: fc.constantFrom(0, 14),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(anyFields, { maxLength: 60 }), settings, async (rows, after) => {
      const { store, file } = await tempStore()
      await store.write(({ accounts }) => accounts.insertMany(rows.map((fields, nr) => account(`n${nr}`, fields))))
      const before = await lookInto<AccountRow>(file, 'select * from accounts order by row_no')
      const changed = await store.write(async ({ accounts }) => {
        let sum = 0
        for (const sweep of planPolicySweeps(after, now)) sum += await accounts.sweepPolicy(sweep, pause)
        return sum
      })
      const wanted = before.map((row) => {
        const fields = policyFields(row.role, after, now, row)
        // who has the policy already, or one of their own, is left alone, whatever else the row says
        return fields.policy === row.policy ? row : { ...row, ...fields, rev: row.rev + 1 }
      })
      expect(await lookInto(file, 'select * from accounts order by row_no')).toEqual(wanted)
      expect(changed).toBe(wanted.filter((row, nr) => row.rev !== before[nr]?.rev).length)
      expect(await lookInto(file, counted)).toEqual(await lookInto(file, grouped))
    }),
    { numRuns: 25 },
  )
})

test('lets others have their turn between two slices, and reads show the former policy until the end', async () => {
  const { store } = await tempStore()
  await store.write(({ accounts }) => accounts.insertMany(Array.from({ length: 1200 }, (_, nr) => account(`n${nr}`))))
  const seen: number[] = []
  const [sweep] = planPolicySweeps({ required: 'everyone', graceDays: 0 }, now)
  await store.write(({ accounts }) =>
    accounts.sweepPolicy(sweep!, async () => {
      seen.push(await store.read((tables) => tables.accounts.count({ policy: ['required'] })))
    }),
  )
  expect(seen).toEqual([0, 0, 0])
  expect(await store.read((tables) => tables.accounts.count({ policy: ['required'] }))).toBe(1200)
})

test('counters that do not fit stop it, and nothing is changed', async () => {
  const { store, file } = await tempStore()
  await store.write(({ accounts }) => accounts.insertMany([account('one'), account('two')]))
  await lookInto(file, "update account_counts set count = 5 where role = 'user' returning count")
  const sweep = { roles, policy: 'required', grace_until: null } as const
  const answer = store.write(({ accounts }) => accounts.sweepPolicy(sweep, pause))
  await expect(answer).rejects.toMatchObject({ code: 'store-damaged' })
  expect(await lookInto(file, "select count(*) as n from accounts where policy = 'required'")).toEqual([{ n: 0 }])
})
