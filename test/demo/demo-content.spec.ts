/** The newcomer's five minutes: what a demo holds, and whom one can sign in as. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { states } from '../../src-preload/contract/accounts'
import { roles } from '../../src-preload/contract/rights'
import { outside } from '../doubles/store-outside'
import { openTestDesk, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
const all = <T>(query: string): T[] => outside(test, (db) => db.prepare(query).all() as T[])

beforeAll(async () => {
  test = await openTestDesk({ demo: true })
  desk = test.at(test.seat())
  const { email, password } = test.composed.demoAccounts[0]!
  await desk.session.signIn({ email, password })
})
afterAll(() => test.close())

it('has 2,000 accounts, and says so', async () => {
  expect((await desk.accounts.marks({ filter: {} })).total).toBe(2000)
  expect(all('select count(*) as n from accounts')).toEqual([{ n: 2000 }])
})

it('gives a third of them Japanese names', () => {
  const names = all<{ name: string; language: string | null }>('select name, language from accounts')
  const japanese = names.filter(({ name }) =>
    /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}々]+ [\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+$/u.test(name),
  )
  expect(Math.abs(japanese.length - names.length / 3)).toBeLessThan(10)
  expect(new Set(japanese.map(({ language }) => language))).toEqual(new Set(['ja']))
})

it('has people in every MFA state, and some locked out', async () => {
  const found = all<{ state: string }>('select state from accounts group by state having count(*) >= 10')
  expect(found.map(({ state }) => state).sort()).toEqual([...states].sort())
  expect(all('select id from accounts where locked_until is not null').length).toBeGreaterThan(5)
})

it('has one account per role to sign in as, without MFA', async () => {
  expect(test.composed.demoAccounts.map(({ role }) => role)).toEqual([...roles])
  for (const { role, email, password } of test.composed.demoAccounts) {
    const answer = await test.at(test.seat()).session.signIn({ email, password })
    expect(answer).toMatchObject({ kind: 'in', me: { role, email } })
    expect(all(`select state, enabled from accounts where email = '${email}'`)).toEqual([
      { state: 'not-enrolled', enabled: 1 },
    ])
  }
  expect(new Set(test.composed.demoAccounts.map(({ password }) => password)).size).toBe(roles.length)
})

it('owes no printed recovery key, and its log is whole', async () => {
  expect(await desk.session.state()).toMatchObject({ demo: true, welcome: null })
  expect(await desk.audit.state()).toMatchObject({ brokenAt: null })
})
