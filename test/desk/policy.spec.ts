/** The policy of the site: every account follows it at once, new ones and changed roles too, and sessions owe what it says. */
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { PolicySettings } from '../../src-preload/contract/settings'
import { roles } from '../../src-preload/contract/rights'
import { defaultPolicy } from '../../src-main/engine/policy'
import { faultOf, refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

const day = 86_400_000
const policy: PolicySettings = { ...defaultPolicy, issuer: 'WhaTap' }

let test: TestDesk
let desk: Desk
let person: string
let helper: string

beforeEach(async () => {
  test = await openTestDesk()
  ;({ desk } = await welcomed(test))
  person = await makeAccount(desk, 'Haruka Sato', 'haruka@corp.example')
  helper = await makeAccount(desk, 'Ben Carter', 'ben@corp.example', 'helpdesk')
})
afterEach(() => test.close())

async function change(wanted: Partial<PolicySettings>): Promise<void> {
  await desk.session.stepUp({ password })
  await desk.settings.changePolicy({ ...policy, ...wanted })
}
const inDays = (days: number) => new Date(test.time + days * day).toISOString()
/** Policy and grace as they are kept, whatever the clock says of them. */
function kept(id: string) {
  const db = new Database(test.file, { readonly: true })
  try {
    return db.prepare('select policy, grace_until from accounts where id = ?').get(id)
  } finally {
    db.close()
  }
}
const required = (grace_until: string | null) => ({ policy: 'required', grace_until })
const free = { policy: 'not-required', grace_until: null }

describe('changing who must have MFA', () => {
  it('changes all accounts it is about, and no others', async () => {
    await change({ required: 'staff' })
    expect([kept(person), kept(helper)]).toEqual([free, required(inDays(14))])
    await change({ required: 'everyone', graceDays: 0 })
    expect([kept(person), kept(helper)]).toEqual([required(null), required(inDays(14))])
    await change({ required: 'nobody' })
    expect([kept(person), kept(helper)]).toEqual([free, free])
  })

  it('does not begin anew a grace that runs; other days are for those who come', async () => {
    await change({ required: 'staff', graceDays: 10 })
    const first = inDays(10)
    test.time += day
    await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
    await change({ required: 'staff', graceDays: 30 })
    await change({ required: 'everyone', graceDays: 30 })
    expect([kept(helper), kept(person)]).toEqual([required(first), required(inDays(30))])
  })

  it('keeps the numbers of the lists right, and says how many accounts changed', async () => {
    await change({ required: 'everyone' })
    expect(await desk.accounts.counts()).toMatchObject({ all: 3, requiredNone: 3 })
    const [row] = (await desk.audit.list({ before: null, limit: 1, act: 'settings.changePolicy' })).rows
    expect(row?.detail).toEqual({ 'required before': 'nobody', required: 'everyone', accountsChanged: 3 })
  })

  it('makes an edit that saw the account before start again', async () => {
    const { rev } = await desk.accounts.show({ id: person })
    await change({ required: 'everyone' })
    const blank = { userName: '', secondEmail: '', phone: '', department: '', language: null }
    const edit = { ...blank, id: person, rev, name: 'Renamed', email: 'haruka@corp.example' }
    expect(await faultOf(desk.accounts.change(edit))).toBe('changed-meanwhile')
  })
})

describe('accounts that come under it', () => {
  it('a new one begins its grace, by hand as by file', async () => {
    await change({ required: 'everyone', graceDays: 7 })
    const made = await makeAccount(desk, 'Chihiro Abe', 'chihiro@corp.example')
    await importFile('email,name\r\nnew.person@corp.example,New Person\r\n', ['email', 'name'])
    const { rows } = await desk.accounts.list({
      filter: { search: 'new.person' },
      from: null,
      direction: 'forward',
      limit: 5,
    })
    for (const id of [made, rows[0]!.id]) expect(kept(id)).toEqual(required(inDays(7)))
  })

  it('another role brings it, and takes it away, by hand as by file', async () => {
    await change({ required: 'staff', graceDays: 7 })
    const role = async (id: string, to: 'auditor' | 'user') => {
      await desk.session.stepUp({ password })
      await desk.accounts.changeRole({ id, rev: (await desk.accounts.show({ id })).rev, role: to, reason: 'moves' })
    }
    await role(person, 'auditor')
    expect(kept(person)).toEqual(required(inDays(7)))
    await role(person, 'user')
    expect(kept(person)).toEqual(free)
    await desk.session.stepUp({ password })
    await importFile('email,role\r\nharuka@corp.example,operator\r\nben@corp.example,user\r\n', ['email', 'role'])
    expect([kept(person), kept(helper)]).toEqual([required(inDays(7)), free])
  })

  it('one staff role in place of another does not begin the grace anew', async () => {
    await change({ required: 'staff', graceDays: 7 })
    const until = inDays(7)
    test.time += 60_000
    await desk.session.stepUp({ password })
    const { rev } = await desk.accounts.show({ id: helper })
    await desk.accounts.changeRole({ id: helper, rev, role: 'auditor', reason: 'moves' })
    expect(kept(helper)).toEqual(required(until))
  })

  async function importFile(text: string, columns: ('email' | 'name' | 'role')[]): Promise<void> {
    const { importId } = await desk.imports.open({ file: new File([text], 'people.csv', { type: 'text/csv' }) })
    await desk.imports.check({ importId, columns, matchBy: 'email', update: true })
    while ((await desk.imports.progress({ importId })).phase === 'checking') await setImmediate()
    await desk.imports.apply({ importId })
  }
})

describe('what a session owes', () => {
  async function signedIn() {
    const { slip } = await desk.passwords.issue({ accountId: person, way: 'slip', reason: 'first day' })
    const at = test.at(test.seat())
    await at.session.signIn({ email: 'haruka@corp.example', password: slip!.password })
    await at.self.changePassword({ current: slip!.password, password: 'a walk along the river at noon' })
    return at
  }
  const activity = (at: Desk) => at.self.activity({ before: null, limit: 1 })

  it('nothing during the grace; when it is over, setting up and nothing else, in the very same session', async () => {
    await change({ required: 'everyone', graceDays: 1 })
    const at = await signedIn()
    test.time += day - 10 * 60_000
    await at.session.signIn({ email: 'haruka@corp.example', password: 'a walk along the river at noon' })
    await activity(at)
    test.time += 10 * 60_000
    expect(await refusalOf(activity(at))).toEqual({ code: 'confined', data: { to: 'factor' } })
  })

  it('set-up at once where there is no grace, whoever it is', async () => {
    const at = await signedIn()
    await change({ required: 'everyone', graceDays: 0 })
    // the administrator owes it as well: what is left to them is setting up their own
    expect(await faultOf(desk.settings.show())).toBe('confined')
    expect((await refusalOf(activity(at))).data).toEqual({ to: 'factor' })
  })

  it('ends when the policy says: idle and absolute, also what began before', async () => {
    const at = await signedIn()
    await change({ idleMinutes: 5, absoluteHours: 1 })
    test.time += 5 * 60_000
    expect(await refusalOf(activity(at))).toEqual({ code: 'session-ended', data: { cause: 'idle' } })
  })
})

describe('is refused', () => {
  it('to every role but administrators, who prove who they are each time', async () => {
    const demo = await openTestDesk({ demo: true })
    try {
      for (const { role, ...who } of demo.composed.demoAccounts) {
        const at = demo.at(demo.seat())
        await at.session.signIn(who)
        const codes = [
          await faultOf(at.settings.show()),
          await faultOf(at.settings.changePolicy(policy)),
          await faultOf(at.passwords.lacking({ after: null, limit: 1 })),
        ]
        const none = 'not-allowed'
        const wanted = {
          administrator: [null, 'step-up-needed', null],
          auditor: [null, none, none],
          helpdesk: [none, none, null],
          operator: [none, none, none],
          user: [none, none, none],
        }
        expect([role, ...codes]).toEqual([role, ...wanted[role]])
      }
      expect(demo.composed.demoAccounts.map(({ role }) => role).toSorted()).toEqual(roles.toSorted())
    } finally {
      await demo.close()
    }
  })

  it.each<[string, object]>([
    ['days beyond 90', { graceDays: 91 }],
    ['half a day', { graceDays: 0.5 }],
    ['a session that never idles', { idleMinutes: 16 }],
    ['a session of a day', { absoluteHours: 24 }],
    ['an unknown choice', { required: 'some' }],
    ['an issuer of no text', { issuer: '  ' }],
    ['an issuer over two lines', { issuer: 'Wha\nBcc: x@evil.example' }],
    ['one more field', { everybody: true }],
  ])('%s, and nothing changes', async (_what, wrong) => {
    await desk.session.stepUp({ password })
    const before = await desk.settings.show()
    expect((await refusalOf(desk.settings.changePolicy({ ...policy, ...wrong }))).code).toBe('input-invalid')
    expect(await desk.settings.show()).toEqual(before)
  })
})
