/** Somebody left for good: gone from everywhere but the log, which still proves itself. A pack of such a log: evidence.spec.ts. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { enrolOtp, signedInPerson, type Person } from '../doubles/person'
import { faultOf } from '../doubles/operations'
import { outside, rowsOf, signedIn } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { csvFile, written } from './import-at'

let test: TestDesk
let desk: Desk
let myId: string
let person: Person
const why = 'left for good'

beforeEach(async () => {
  test = await openTestDesk()
  const made = await welcomed(test)
  ;({ desk } = made)
  myId = made.me.id
  person = await signedInPerson(test, desk)
  await enrolOtp(test, person)
})
afterEach(() => test.close())

async function gone(verb: 'remove' | 'anonymise', id = person.id): Promise<void> {
  await desk.accounts.disable({ id, reason: 'left' })
  await desk.session.stepUp({ password })
  await desk.accounts[verb]({ id, reason: why })
}
/** Everything in the file but the log and what hangs on its numbers, as text. */
const elsewhere = () =>
  outside(test, (db) => {
    const names = db
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like '%trigrams%' and name not like '%pieces%'",
      )
      .pluck()
      .all() as string[]
    return names
      .filter((name) => name !== 'audit')
      .map((name) => `${name}: ${JSON.stringify(db.prepare(`select * from "${name}"`).all())}`)
      .join('\n')
  })

async function logProvesItself(): Promise<void> {
  await desk.audit.check()
  await vi.waitFor(async () => {
    const { running, whole } = await desk.audit.checkProgress()
    expect(running).toBeNull()
    expect(whole).not.toBeNull()
  })
  expect(await desk.audit.state()).toMatchObject({ brokenAt: null })
}

describe.each(['remove', 'anonymise'] as const)('%s', (verb) => {
  it('takes name, addresses, factors, letters and copies from everywhere but the log', async () => {
    await written(desk, csvFile(`email,name,phone,department\r\n${person.email},Haruka Sato,090-1234,Sales\r\n`))
    expect(elsewhere()).toMatch(/Haruka Sato/)
    await gone(verb)
    const left = elsewhere()
    for (const trace of ['Haruka', 'haruka.sato', '090-1234']) expect(left).not.toContain(trace)
    const hanging = ['passwords', 'otp_keys', 'recovery_sets', 'recovery_codes', 'sessions', 'email_tokens'].map(
      (table) =>
        outside(test, (db) => [
          table,
          db
            .prepare(
              `select count(*) from ${table} where ${table === 'recovery_codes' ? '1' : `account_id = '${person.id}'`}`,
            )
            .pluck()
            .get(),
        ]),
    )
    expect(hanging.map(([, count]) => count)).toEqual(hanging.map(() => 0))
    expect(
      outside(test, (db) => db.prepare('select count(*) from job_rows where undo is not null').pluck().get()),
    ).toBe(0)
    expect(
      (await desk.outbox.list({ states: undefined, before: null, limit: 50 })).rows.every(
        ({ to, accountName, accountId }) => to === '' && accountName === '' && accountId === null,
      ),
    ).toBe(true)
    expect(await faultOf(person.desk.self.show())).toBe('session-ended')
    // Neither found by a search nor counted among those who are there.
    expect((await desk.accounts.marks({ filter: { search: 'haruka' } })).total).toBe(0)
    expect((await desk.accounts.counts()).all).toBe(verb === 'remove' ? 1 : 2)
  })

  it('leaves the log whole: rows, what they say of accounts, and a check of all of it', async () => {
    const before = rowsOf(test)
    await gone(verb)
    const rows = rowsOf(test)
    expect(rows.slice(0, before.length)).toEqual(before)
    expect(rows.at(-1)).toMatchObject({ act: `accounts.${verb}`, result: 'done', reason: why, account_id: person.id })
    const last = outside(test, (db) =>
      db
        .prepare('select before, after from account_events where account_id = ? order by seq desc limit 1')
        .get(person.id),
    ) as { before: number; after: number | null }
    expect(last.after === null).toBe(verb === 'remove')
    await logProvesItself()
    expect((await desk.accounts.list({ filter: {}, from: null, direction: 'forward', limit: 10 })).rows).toHaveLength(
      verb === 'remove' ? 1 : 2,
    )
  })

  it('is refused of an enabled account, of one’s own, and without the password of this very call', async () => {
    await desk.session.stepUp({ password })
    expect(await faultOf(desk.accounts[verb]({ id: person.id, reason: why }))).toBe('account-enabled')
    expect(await faultOf(desk.accounts[verb]({ id: myId, reason: why }))).toBe('own-account')
    await desk.accounts.disable({ id: person.id, reason: 'left' })
    await desk.accounts[verb]({ id: person.id, reason: why })
    expect(await faultOf(desk.accounts[verb]({ id: person.id, reason: why }))).toBe('step-up-needed')
    await desk.session.stepUp({ password })
    expect(await faultOf(desk.accounts[verb]({ id: person.id, reason: why }))).toBe(
      verb === 'remove' ? 'not-found' : 'already-so',
    )
  })
})

it('an anonymised account is a number among the users, whatever it was, and its address is free again', async () => {
  const id = await makeAccount(desk, 'Hana Staff', 'hana@corp.example', 'helpdesk')
  await gone('anonymise', id)
  expect(await desk.accounts.show({ id })).toMatchObject({
    ...{ name: '', userName: '', phone: '', secondEmail: '', department: '', language: null },
    ...{ role: 'user', enabled: false, state: 'not-enrolled', password: null, codesLeft: null },
    email: expect.stringMatching(/^no-\d+@anonymised\.invalid$/) as string,
  })
  expect(await makeAccount(desk, 'Hana Again', 'hana@corp.example')).not.toBe(id)
})

it('a removed account’s number in the list may be taken by the next one, and nothing of it comes along', async () => {
  const id = await makeAccount(desk, 'Zed', 'zed@corp.example')
  await gone('remove', id)
  const next = await makeAccount(desk, 'Yan', 'yan@corp.example')
  expect((await desk.accounts.marks({ filter: { search: 'zed' } })).total).toBe(0)
  expect((await desk.accounts.marks({ filter: { search: 'yan' } })).total).toBe(1)
  expect((await desk.accounts.timeline({ id: next, before: null, limit: 10 })).rows).toHaveLength(1)
  const { desk: theirs } = await signedIn(test, next)
  expect(await theirs.self.show()).toBeDefined()
})
