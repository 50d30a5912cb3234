/** Account management: one's own sessions and activity. */
import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { hashSessionId } from '../../src-main/engine/session-id'
import { refusalOf } from '../doubles/operations'
import { enrolOtp, openWithPerson, passwordTyped, tokenOf, type Person } from '../doubles/person'
import { password, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let person: Person
let self: Desk['self']
const minute = 60_000

beforeEach(async () => {
  ;({ test, desk: administrator, person } = await openWithPerson())
  self = person.desk.self
})

it('shows the open sessions, and which of them is this one', async () => {
  test.time += minute
  await passwordTyped(test, person.email)
  const { sessions } = await self.sessions()
  expect(sessions).toHaveLength(2)
  expect(sessions.filter(({ isThis }) => isThis)).toMatchObject([{ host: 'in-process', computer: 'TEST-01' }])
  test.time += 15 * minute
  const { desk } = await passwordTyped(test, person.email)
  expect((await desk.self.sessions()).sessions.map(({ isThis }) => isThis)).toEqual([true])
})

it('names a session by a handle that opens nothing and is not the hash that is kept', async () => {
  const hash = hashSessionId(person.seat.session ?? '')
  const [session] = (await self.sessions()).sessions
  expect(session?.handle).toBe(createHash('sha256').update(hash).digest('hex').slice(0, 16))
  expect(JSON.stringify(session)).not.toContain(hash.slice(0, 16))
  const stolen = test.at({ ...test.seat(), session: session?.handle ?? '' })
  expect((await refusalOf(stolen.self.show())).code).toBe('session-ended')
})

it('ends one session of mine, and none of anybody else', async () => {
  const other = await passwordTyped(test, person.email)
  const { sessions } = await self.sessions()
  await self.endSession({ handle: sessions.find(({ isThis }) => !isThis)?.handle ?? '' })
  expect((await refusalOf(other.desk.self.show())).code).toBe('session-ended')
  await expect(self.show()).resolves.toBeDefined()
  const [administrators] = (await administrator.self.sessions()).sessions
  const theirs = self.endSession({ handle: administrators?.handle ?? '' })
  expect(await refusalOf(theirs)).toEqual({ code: 'not-found', data: { what: 'session' } })
  await expect(administrator.self.show()).resolves.toBeDefined()
})

it('ends this one as signing out does', async () => {
  const [own] = (await self.sessions()).sessions
  await self.endSession({ handle: own?.handle ?? '' })
  expect(person.seat.session).toBeNull()
  expect((await refusalOf(self.show())).code).toBe('not-signed-in')
})

it('signs out everywhere else, also where only the second step is owed', async () => {
  const other = await passwordTyped(test, person.email)
  const { key } = await enrolOtp(test, person)
  test.time += minute
  const half = await passwordTyped(test, person.email)
  expect(await self.endOtherSessions()).toEqual({ ended: 1 })
  expect((await refusalOf(other.desk.self.show())).code).toBe('session-ended')
  const late = half.desk.session.authenticate({ code: tokenOf(test, key) })
  expect((await refusalOf(late)).code).toBe('challenge-over')
  expect((await self.sessions()).sessions).toHaveLength(1)
  expect(await self.endOtherSessions()).toEqual({ ended: 0 })
})

it('shows what I did and what was done to me, and nothing else', async () => {
  await administrator.otp.reissue({ accountId: person.id, reason: 'new phone' })
  await administrator.accounts.counts()
  const { rows, more } = await self.activity({ before: null, limit: 100 })
  expect(more).toBe(false)
  expect(rows.map(({ act }) => act)).toEqual([
    'otp.reissue',
    'self.changePassword',
    'session.signIn',
    'passwords.issue',
    'accounts.make',
  ])
  for (const row of rows) expect([row.actorId, row.accountId]).toContain(person.id)
  const first = await self.activity({ before: null, limit: 2 })
  expect(first).toMatchObject({ rows: [{ act: 'otp.reissue' }, { act: 'self.changePassword' }], more: true })
  const [, last] = first.rows
  const second = await self.activity({ before: last?.no ?? 0, limit: 2 })
  expect(second.rows.map(({ act }) => act)).toEqual(['session.signIn', 'passwords.issue'])
})

it('a call that is under way when its session ends changes nothing any more', async () => {
  const change = self.changePassword({ current: password, password: 'quite another long sentence' })
  const settled = change.then(
    () => 'done',
    () => 'refused',
  )
  await administrator.accounts.disable({ id: person.id, reason: 'left' })
  const outcome = await settled
  const { rows } = await administrator.audit.list({ before: null, limit: 10 })
  const [disabled, changed] = ['accounts.disable', 'self.changePassword'].map((act) =>
    rows.find((row) => row.act === act),
  )
  // Whichever was first, the row of the change stands before the end of its session, or it says that it was refused.
  if (outcome === 'done') expect(changed?.no).toBeLessThan(disabled?.no ?? 0)
  else expect(changed).toMatchObject({ result: 'refused', code: 'session-ended' })
  expect((await refusalOf(self.show())).code).toBe('session-ended')
})
