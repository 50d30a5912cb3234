/** The demo: everybody is as the desk itself would have made them, so that every act works on them. */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRow } from '../../src-preload/contract/audit'
import { mayDo, roles, type Right } from '../../src-preload/contract/rights'
import { policyFields } from '../../src-main/engine/policy'
import type { AccountRow } from '../../src-main/store/accounts'
import { openTestDesk, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let people: AccountRow[]
let db: Database.Database

beforeAll(async () => {
  test = await openTestDesk({ demo: true })
  db = new Database(test.file, { readonly: true })
  people = db.prepare('select * from accounts order by row_no').all() as AccountRow[]
})
afterAll(async () => {
  db.close()
  await test.close()
})

const idsIn = (table: string, where = '1') =>
  (db.prepare(`select account_id as id from ${table} where ${where}`).all() as { id: string }[])
    .map(({ id }) => id)
    .sort()
const idsWith = (held: (account: AccountRow) => boolean) =>
  people
    .filter(held)
    .map(({ id }) => id)
    .sort()
const within = async (role: string) => {
  const { email, password } = test.composed.demoAccounts.find((one) => one.role === role)!
  const desk = test.at(test.seat())
  return { desk, answer: await desk.session.signIn({ email, password }) }
}

describe('the accounts to sign in with', () => {
  it('are one per role, come first, have no MFA and are kept to nothing', async () => {
    expect(test.composed.demoAccounts.map(({ role }) => role)).toEqual([...roles])
    for (const role of roles) {
      const { desk, answer } = await within(role)
      expect(answer.kind).toBe('in')
      expect((await desk.self.show()).state).toBe('not-enrolled')
      await desk.self.activity({ before: null, limit: 1 })
    }
  })
})

describe('the people', () => {
  it('are under the policy of the site, some in a grace that began when they came', async () => {
    const { desk } = await within('administrator')
    const { policy } = await desk.settings.show()
    expect(policy.required).toBe('everyone')
    for (const person of people) {
      expect(person.policy).toBe('required')
      const fromMaking = policyFields(person.role, policy, Date.parse(person.made_at), null)
      expect(person.grace_until! >= fromMaking.grace_until!).toBe(true)
    }
    const at = new Date(test.time).toISOString()
    const inGrace = people.filter(({ grace_until }) => grace_until! > at)
    expect(inGrace.length).toBeGreaterThan(50)
    expect(inGrace.length).toBeLessThan(500)
  })

  it('have the factor their state says, and no other', () => {
    expect(idsIn('email_factors')).toEqual(idsWith(({ state }) => state.endsWith('-email')))
    expect(idsIn('otp_keys', "status = 'active'")).toEqual(idsWith(({ state }) => state.endsWith('-otp')))
    expect(idsIn('otp_keys', "status = 'pending'")).toEqual(idsWith(({ state }) => state === 'pending'))
    expect(idsIn('recovery_sets')).toEqual(idsWith(({ state }) => state.endsWith('-otp')))
  })

  it('that are locked have a cause and the tries that led to it', async () => {
    const locked = people.filter(({ locked_until }) => locked_until !== null)
    expect(locked.length).toBeGreaterThan(5)
    expect(idsIn('factor_tries', 'tries = 15')).toEqual(idsWith(({ locked_until }) => locked_until !== null))
    const { desk } = await within('helpdesk')
    for (const { id, state } of locked) {
      expect(state).toMatch(/^enrolled-/)
      expect(await desk.accounts.show({ id })).toMatchObject({ lockCause: 'wrong-second-factor', wrongInRow: 15 })
    }
  })

  it('have a password unless they have set nothing up', async () => {
    const { desk } = await within('helpdesk')
    const { count } = await desk.passwords.lacking({ after: null, limit: 1 })
    const lacking = people.filter(
      ({ id, enabled }) => enabled === 1 && !idsIn('passwords', `account_id = '${id}'`).length,
    )
    expect(count).toBe(lacking.length)
    expect(lacking.every(({ state }) => state === 'not-enrolled')).toBe(true)
    expect(count).toBeGreaterThan(100)
  })
})

describe('the store of the demo', () => {
  it('sends mail into its own folder, which goes with it', async () => {
    const { desk } = await within('administrator')
    const { mail } = await desk.settings.show()
    expect(mail.way).toBe('folder')
    expect(mail.folder.startsWith(test.folder)).toBe(true)
  })

  it('has a log whose chain holds, of acts that those who did them may do', async () => {
    const { desk } = await within('administrator')
    expect(await desk.audit.state()).toMatchObject({ brokenAt: null })
    const rights: Record<string, Right> = {
      'accounts.change': 'accounts.edit',
      'accounts.unlock': 'accounts.unlock',
      'passwords.issue': 'passwords.issue',
      'accounts.clearMfa': 'mfa.clear',
      'email.send': 'email.send',
    }
    const rows: AuditRow[] = []
    for (let before: number | null = null; rows.length < 600; before = rows.at(-1)!.no) {
      rows.push(...(await desk.audit.list({ before, limit: 200 })).rows)
    }
    expect(rows.filter(({ act }) => act in rights).length).toBeGreaterThan(50)
    for (const { act, actorRole } of rows) {
      const right = rights[act]
      if (right) expect([act, actorRole, mayDo(actorRole as 'user', right)]).toEqual([act, actorRole, true])
    }
  })

  it('has a year of coverage that rises, in order of time', async () => {
    const { desk } = await within('auditor')
    const { months } = await desk.enrollment.months()
    expect(months).toHaveLength(12)
    const shares = months.map(({ required, enrolled }) => (required === null ? -1 : enrolled! / required))
    expect(shares.every((share) => share >= 0)).toBe(true)
    expect(shares.at(-1)! - shares[0]!).toBeGreaterThan(0.1)
    const instants = (db.prepare('select at from audit order by no').all() as { at: string }[]).map(({ at }) => at)
    expect(instants).toEqual([...instants].sort())
  })

  it('counts what is there', () => {
    const grouped =
      'select department, role, policy, state, enabled, count(*) as count from accounts group by 1, 2, 3, 4, 5'
    expect(db.prepare('select * from account_counts order by 1, 2, 3, 4, 5').all()).toEqual(
      db.prepare(`${grouped} order by 1, 2, 3, 4, 5`).all(),
    )
  })
})
