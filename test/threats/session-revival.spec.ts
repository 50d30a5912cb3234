/** While an act is judged its session may end: what ended stays ended, and nobody comes out of it with a new session or an old role. */
import { createRouterClient } from '@orpc/server'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { makeDesk } from '../../src-main/desk/desk'
import { fault } from '../../src-main/fault'
import { behind } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { enrolOtp, passwordTyped, signedInPerson, tokenOf, type Person } from '../doubles/person'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { houseOnFile } from '../harness/house-on-file'

let test: TestDesk
let administrator: Desk
let person: Person
/** The seat of the person, at a desk whose scrypt lets something happen once it is done. */
let slow: Desk
let inScrypt: () => Promise<unknown>

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  administrator = (await welcomed(test)).desk
  person = await signedInPerson(test, administrator, 'haruka.sato@corp.example', 'operator')
  slow = await slowDesk(person)
  await administrator.session.stepUp({ password })
})

async function slowDesk({ seat }: Pick<Person, 'seat'>): Promise<Desk> {
  const house = await houseOnFile(test.folder, { clock: () => test.time })
  onTestFinished(() => house.store.close())
  const gate: typeof house.gate = {
    run: async (work) => {
      const done = await house.gate.run(work)
      const happens = inScrypt
      inScrypt = async () => undefined
      await happens()
      return done
    },
  }
  return createRouterClient(makeDesk({ ...house, gate }), { context: { seat } })
}

const openSessions = () => behind(test, async (tables) => (await tables.sessions.listOpen(person.id, '', '')).length)
const rev = async () => (await administrator.accounts.show({ id: person.id })).rev
const ended = { code: 'session-ended', data: { cause: 'ended' } }

const meanwhile = {
  'all its sessions are ended': () =>
    behind(test, (tables) => tables.sessions.endOf(person.id, new Date(test.time).toISOString())),
  'the account is disabled': () => administrator.accounts.disable({ id: person.id, reason: 'left' }),
  'the desk gives out a temporary password': () =>
    administrator.passwords.issue({ accountId: person.id, way: 'slip', reason: 'forgotten' }),
  'its role is taken away': async () =>
    administrator.accounts.changeRole({ id: person.id, rev: await rev(), role: 'user', reason: 'moved' }),
}

describe.each(Object.entries(meanwhile))('where %s while scrypt runs', (_, happens) => {
  beforeEach(() => {
    inScrypt = happens
  })

  it('a step-up revives no session', async () => {
    const before = person.seat.session
    expect(await refusalOf(slow.session.stepUp({ password }))).toEqual(ended)
    expect(person.seat.session).toBe(before)
    expect(await openSessions()).toBe(0)
    expect((await refusalOf(person.desk.self.show())).code).toBe('session-ended')
  })

  it('a new password of one’s own is not set', async () => {
    const change = slow.self.changePassword({ current: password, password: 'another sentence of my own' })
    expect(await refusalOf(change)).toEqual(ended)
    expect(await openSessions()).toBe(0)
  })
})

it('a step-up proves nothing by a password that is another one by now', async () => {
  const { seat } = await passwordTyped(test, person.email)
  const elsewhere = await slowDesk({ seat })
  inScrypt = () => person.desk.self.changePassword({ current: password, password: 'another sentence of my own' })
  expect(await refusalOf(elsewhere.session.stepUp({ password }))).toEqual(ended)

  const own = 'another sentence of my own'
  inScrypt = () => person.desk.self.changePassword({ current: own, password: 'and one more sentence of mine' })
  expect((await refusalOf(slow.session.stepUp({ password: own }))).code).toBe('changed-meanwhile')
  expect(await openSessions()).toBe(1)
})

it('a step-up by the password alone is none where a token is owed by the time it is done', async () => {
  inScrypt = () => enrolOtp(test, person)
  expect((await refusalOf(slow.session.stepUp({ password }))).code).toBe('changed-meanwhile')
  test.time += 30_000
  const { key } = await enrolOtp(test, person)
  test.time += 30_000
  await person.desk.session.stepUp({ password, token: tokenOf(test, key) })
})

it('a step-up that could not be judged counts as no wrong password', async () => {
  for (let nr = 0; nr < 6; nr++) {
    inScrypt = () => Promise.reject(fault('busy'))
    expect((await refusalOf(slow.session.stepUp({ password }))).code).toBe('busy')
  }
  await slow.session.stepUp({ password })
})

describe('an act whose actor changed without the session ending', () => {
  const id = () => administrator.accounts.make({ ...blank, name: 'Ben', email: 'ben@corp.example', role: 'user' })
  const blank = { userName: '', secondEmail: '', phone: '', department: '', language: null }
  const issue = async (accountId: string) => slow.passwords.issue({ accountId, way: 'slip', reason: 'first day' })

  beforeEach(async () => {
    await administrator.accounts.changeRole({ id: person.id, rev: await rev(), role: 'helpdesk', reason: 'new' })
    const { seat } = await passwordTyped(test, person.email)
    slow = await slowDesk({ seat })
  })

  it.each([
    ['is disabled', { enabled: 0 }, 'session-ended'],
    ['may not do it any more', { role: 'auditor' }, 'not-allowed'],
  ] as const)('%s', async (_, changes, code) => {
    const ben = (await id()).id
    inScrypt = () => behind(test, (tables) => tables.accounts.change(person.id, changes))
    expect((await refusalOf(issue(ben))).code).toBe(code)
    expect(await behind(test, (tables) => tables.passwords.find(ben))).toBeNull()
  })

  it('another role that may do it too does it', async () => {
    const ben = (await id()).id
    inScrypt = () => behind(test, (tables) => tables.accounts.change(person.id, { role: 'administrator' }))
    await issue(ben)
    const [row] = (await administrator.accounts.timeline({ id: ben, before: null, limit: 1 })).rows
    expect(row).toMatchObject({ act: 'passwords.issue', result: 'done', actorRole: 'administrator' })
  })
})
