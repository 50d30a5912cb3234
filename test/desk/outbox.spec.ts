/** The outbox at the desk: what is seen of a letter, trying again, and handing a notice over on paper. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { MailRow, MailState } from '../../src-preload/contract/outbox'
import { lettersOf, mailedCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, passwordTyped, signedInPerson } from '../doubles/person'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let person: string

const minute = 60_000

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
  person = await makeAccount(desk, 'Haruka Sato', 'haruka@corp.example')
  // a letter with a secret, and a notice
  await desk.email.send({ accountId: person, reason: 'lost phone' })
  test.time += 1000
  await desk.accounts.disable({ id: person, reason: 'left' })
})
afterEach(() => test.close())

const rows = async (): Promise<MailRow[]> => (await desk.outbox.list({ before: null, limit: 50 })).rows
async function rowOf(kind: MailRow['kind']): Promise<MailRow> {
  const found = (await rows()).find((row) => row.kind === kind)
  if (!found) throw new Error(`no ${kind}`)
  return found
}

/** As the postman leaves a letter. */
function put(id: string, state: MailState, changes: { sealed?: null; next_at?: null } = {}): void {
  const db = new Database(test.file)
  db.prepare('update outbox set state = ?, next_at = null, said = ? where id = ?').run(
    state,
    JSON.stringify([{ at: '2026-03-31T09:00:05.000Z', words: '550 5.1.1 User unknown' }]),
    id,
  )
  if (changes.sealed === null) db.prepare('update outbox set sealed = null where id = ?').run(id)
  db.close()
}

describe('the list', () => {
  it('says kind, address, state and the words of the server, newest first, and never what was written', async () => {
    put((await rowOf('account-disabled')).id, 'failed')
    const [notice, code] = await rows()
    expect(notice).toMatchObject({
      kind: 'account-disabled',
      state: 'failed',
      to: 'haruka@corp.example',
      secret: false,
    })
    expect(notice?.said).toEqual([{ at: '2026-03-31T09:00:05.000Z', words: '550 5.1.1 User unknown' }])
    expect(code).toMatchObject({
      kind: 'desk-code',
      state: 'queued',
      accountName: 'Haruka Sato',
      secret: true,
      tries: 0,
    })
    expect(JSON.stringify(await rows())).not.toMatch(/sealed|v1\./)
  })

  it('comes in pages and by state, and counts each', async () => {
    const first = await desk.outbox.list({ before: null, limit: 1 })
    expect(first.rows.map(({ kind }) => kind)).toEqual(['account-disabled'])
    const second = await desk.outbox.list({ before: first.next, limit: 1 })
    expect(second.rows.map(({ kind }) => kind)).toEqual(['desk-code'])
    expect(second.next).toBeNull()
    put((await rowOf('desk-code')).id, 'uncertain')
    const uncertain = await desk.outbox.list({ states: ['uncertain'], before: null, limit: 10 })
    expect(uncertain.rows.map(({ kind }) => kind)).toEqual(['desk-code'])
    const { states, server } = await desk.outbox.counts()
    expect(states).toMatchObject({ queued: 1, uncertain: 1, sent: 0 })
    expect(server).toBeNull()
  })

  it('takes no cursor but its own', async () => {
    for (const before of ['', 'x', Buffer.from('2026 drop table').toString('base64url')]) {
      expect(await refusalOf(desk.outbox.list({ before, limit: 1 }))).toMatchObject({ code: 'input-invalid' })
    }
  })
})

describe('trying again', () => {
  it.each(['failed', 'uncertain'] as const)(
    'puts a %s letter back, due now, under the Message-ID it has',
    async (state) => {
      const { id } = await rowOf('account-disabled')
      put(id, state)
      const { row } = await desk.outbox.tryAgain({ id })
      expect(row).toMatchObject({ state: 'queued', nextAt: new Date(test.time).toISOString() })
    },
  )

  it('is refused for what was sent, what nobody knows and a code that ran out', async () => {
    const [notice, code] = [await rowOf('account-disabled'), await rowOf('desk-code')]
    put(notice.id, 'sent', { sealed: null })
    expect(await refusalOf(desk.outbox.tryAgain({ id: notice.id }))).toMatchObject({ code: 'mail-not-open' })
    expect(await refusalOf(desk.outbox.tryAgain({ id: 'a'.repeat(26) }))).toMatchObject({ code: 'not-found' })
    put(code.id, 'uncertain')
    test.time += 11 * minute
    await desk.session.stepUp({ password })
    const refused = await refusalOf(desk.outbox.tryAgain({ id: code.id }))
    expect(refused).toEqual({ code: 'mail-not-open', data: { problem: 'over' } })
    expect((await rowOf('desk-code')).state).toBe('uncertain')
  })
})

describe('handing over on paper', () => {
  it('gives the letter of a colleague’s act once, and its body is gone', async () => {
    const { id } = await rowOf('account-disabled')
    put(id, 'failed')
    const helper = await signedInPerson(test, desk, 'ben@corp.example', 'helpdesk')
    const { row, subject, text } = await helper.desk.outbox.handOver({ id, reason: 'no mail on the shop floor' })
    expect(row.state).toBe('handed-over')
    expect(subject).not.toBe('')
    expect(text).toContain('haruka@corp.example')
    expect(await refusalOf(desk.outbox.handOver({ id, reason: 'again' }))).toMatchObject({ code: 'mail-not-open' })
    const db = new Database(test.file, { readonly: true })
    expect(db.prepare('select sealed from outbox where id = ?').pluck().get(id)).toBeNull()
    db.close()
  })

  it('is refused to whoever did the act: its owner is to hear of it', async () => {
    const { id } = await rowOf('account-disabled')
    put(id, 'failed')
    expect((await refusalOf(desk.outbox.handOver({ id, reason: 'quick' }))).code).toBe('own-act')
    expect((await rowOf('account-disabled')).state).toBe('failed')
    await expect(desk.outbox.tryAgain({ id })).resolves.toBeDefined()
  })

  it('is refused for a code: it stays where it is', async () => {
    const { id } = await rowOf('desk-code')
    const refused = await refusalOf(desk.outbox.handOver({ id, reason: 'quick' }))
    expect(refused).toEqual({ code: 'mail-not-open', data: { problem: 'secret' } })
    expect((await rowOf('desk-code')).state).toBe('queued')
  })
})

describe('a letter to staff', () => {
  it('is for administrators alone, and the refusal names the account', async () => {
    const helper = await signedInPerson(test, desk, 'ben@corp.example', 'helpdesk')
    const auditor = await makeAccount(desk, 'Ann Lee', 'ann@corp.example', 'auditor')
    await desk.accounts.disable({ id: auditor, reason: 'left' })
    const { id } = (await rows()).find(({ accountId, kind }) => accountId === auditor && kind === 'account-disabled')!
    for (const refused of [helper.desk.outbox.tryAgain({ id }), helper.desk.outbox.handOver({ id, reason: 'quick' })]) {
      expect((await refusalOf(refused)).code).toBe('staff-account')
    }
    const { rows: noted } = await desk.audit.list({ before: null, limit: 1, act: 'outbox.handOver' })
    expect(noted[0]).toMatchObject({ accountId: auditor, code: 'staff-account' })
    await expect(desk.outbox.tryAgain({ id })).resolves.toBeDefined()
  })
})

it('a newer code takes the place of one that still waits', async () => {
  await desk.accounts.enable({ id: person, reason: 'back' })
  test.time += 2 * minute
  await desk.email.send({ accountId: person, reason: 'did not arrive' })
  const codes = (await rows()).filter(({ kind }) => kind === 'desk-code')
  expect(codes.map(({ state }) => state)).toEqual(['queued', 'failed'])
  expect(codes[1]?.said[0]?.words).toBe('replaced')
})

describe('a code that is over', () => {
  const bodyOf = (id: string): unknown => {
    const db = new Database(test.file, { readonly: true })
    const body: unknown = db.prepare('select sealed from outbox where id = ?').pluck().get(id)
    db.close()
    return body
  }
  const over = { code: 'mail-not-open', data: { problem: 'over' } }

  it.each(['queued', 'uncertain'] as const)(
    'because it was used is not mailed again, though it was %s',
    async (state) => {
      const other = await signedInPerson(test, desk, 'jun@corp.example')
      await desk.email.send({ accountId: other.id, reason: 'lost phone' })
      const { id } = await rowOf('desk-code')
      const token = await mailedCode(test, other.email)
      if (state === 'uncertain') put(id, state)
      await desk.email.verify({ accountId: other.id, token })
      expect((await rowOf('desk-code')).state).toBe(state === 'queued' ? 'failed' : 'uncertain')
      expect(bodyOf(id)).toBeNull()
      expect((await rowOf('desk-code')).said[0]?.words).toBe('used')
      expect(await refusalOf(desk.outbox.tryAgain({ id }))).toEqual(over)
    },
  )

  it('because MFA was cleared is not mailed again', async () => {
    const other = await signedInPerson(test, desk, 'jun@corp.example')
    await enrolEmail(test, other)
    await passwordTyped(test, other.email)
    const { id } = await rowOf('sign-in-code')
    put(id, 'uncertain')
    await desk.accounts.clearMfa({ id: other.id, reason: 'lost mailbox' })
    expect(bodyOf(id)).toBeNull()
    expect(await refusalOf(desk.outbox.tryAgain({ id }))).toEqual(over)
  })

  it('because its password was changed is not mailed again', async () => {
    await desk.accounts.enable({ id: person, reason: 'back' })
    await desk.passwords.issue({ accountId: person, way: 'mail', reason: 'first day' })
    const letter = await rowOf('first-password')
    const temporary = (await lettersOf(test)).find(({ kind }) => kind === 'first-password')?.facts.password ?? ''
    put(letter.id, 'uncertain')
    const at = test.at(test.seat())
    await at.session.signIn({ email: letter.to, password: temporary })
    await at.self.changePassword({ current: temporary, password })
    expect(bodyOf(letter.id)).toBeNull()
    expect(await refusalOf(desk.outbox.tryAgain({ id: letter.id }))).toEqual(over)
  })
})
