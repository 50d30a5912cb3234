/** Nonsense at the door: a fault with a code, and nothing written. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { contract } from '../../src-preload/contract'
import { importBytesMost } from '../../src-preload/contract/imports'
import { callByName, factsOf, operationNames, refusalOf } from '../doubles/operations'
import { rowsOf, signedIn, substanceOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let person: string
let substance: string

beforeAll(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
  person = await makeAccount(desk, 'Haruka Sato', 'haruka@corp.example')
  // Proved and not used: what asks for the password each time looks at the input, too.
  await desk.session.stepUp({ password })
})
afterAll(() => test.close())
beforeEach(() => {
  substance = substanceOf(test)
})
afterEach(() => {
  expect(substanceOf(test), 'nothing is written').toBe(substance)
})

interface Schema {
  safeParse(input: unknown): { success: boolean }
}
const schemaOf = (name: string): Schema | undefined => {
  const [group = '', verb = ''] = name.split('.')
  const groups = contract as unknown as Record<string, Record<string, { '~orpc': { inputSchema?: Schema } }>>
  return groups[group]?.[verb]?.['~orpc'].inputSchema
}
const withInput = operationNames().filter((name) => schemaOf(name) !== undefined)

/** Refused as bad input in few words; what records refusals leaves its one row, a refused look none. */
async function expectRefused(name: string, input: unknown, field?: string): Promise<void> {
  const before = rowsOf(test).length
  const refusal = await refusalOf(callByName(desk, name, input))
  expect(refusal.code).toBe('input-invalid')
  if (field !== undefined) expect(refusal.data).toEqual({ field })
  expect(JSON.stringify(refusal).length).toBeLessThan(1024)
  expect(rowsOf(test).length - before).toBe(factsOf(name).recordsRefusal ? 1 : 0)
}

const long = 'x'.repeat(10 * 1024 * 1024)
const unknownId = 'a'.repeat(26)

const nonsense: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  'a number': 7,
  'a list': [],
  'an unknown key': { surprise: 1 },
  'a prototype': JSON.parse('{"__proto__":{"role":"administrator"},"constructor":{"prototype":{"x":1}}}'),
}

const fields = { userName: 'u', email: 'b@corp.example', secondEmail: '', phone: '1', name: 'B', department: 'D' }
const one = { accountId: unknownId, reason: 'why' }
const code = { code: '12345678' }
const token = { token: '12345678' }
const site = { required: 'staff', graceDays: 14, strength: 'default', issuer: 'X', idleMinutes: 15, absoluteHours: 8 }
const mail = {
  way: 'smtp',
  host: 'mail.corp.example',
  port: 587,
  encryption: 'starttls',
  user: 'u',
  senderName: 'X',
  senderAddress: 'no-reply@corp.example',
  password: 'secret',
}
const page = { from: null, direction: 'forward', limit: 10 }

/** One input of each operation that its schema takes; each text in it is then made too long, everything else stays. */
const taken: Record<string, unknown> = {
  'session.signIn': { email: 'keiko.ito@corp.example', password },
  'session.authenticate': code,
  'session.authenticateWithRecoveryCode': code,
  'session.stepUp': { password, token: '123456' },
  'self.verifyOtpKey': { keyId: unknownId, ...token },
  'self.cancelOtpKey': { keyId: unknownId },
  'self.verifyEmailToken': token,
  'self.changePassword': { current: password, token: '123456', password: 'another long sentence' },
  'self.changeEmail': { email: 'new@corp.example' },
  'self.verifyAddress': token,
  'self.setLanguage': { language: 'ja' },
  'self.endSession': { handle: 'abcd' },
  'self.activity': { before: null, limit: 10 },
  'welcome.makeAdministrator': { name: 'A', email: 'a@corp.example', password, issuer: 'X' },
  'welcome.confirmRecoveryKey': { groups: ['ABCD', 'EFGH'] },
  'accounts.list': { filter: { search: 'keiko', departments: ['D'] }, ...page, from: 'cursor' },
  'accounts.marks': { filter: { search: 'keiko', departments: ['D'] } },
  'accounts.show': { id: unknownId },
  'accounts.timeline': { id: unknownId, before: null, limit: 10 },
  'accounts.make': { ...fields, language: null, role: 'user' },
  'accounts.change': { ...fields, language: 'ja', id: unknownId, rev: 1 },
  'accounts.changeRole': { id: unknownId, rev: 1, role: 'helpdesk', reason: 'why' },
  'accounts.disable': { id: unknownId, reason: 'why' },
  'accounts.enable': { id: unknownId, reason: 'why' },
  'accounts.unlock': { id: unknownId, reason: 'why' },
  'accounts.clearMfa': { id: unknownId, reason: 'why' },
  'accounts.deleteOtpKey': { id: unknownId, reason: 'why' },
  'imports.open': { file: new File(['email\r\n'], 'a.csv'), encoding: 'utf-8', separator: ',' },
  'imports.reread': { importId: unknownId, encoding: 'utf-8', separator: ',' },
  'imports.check': { importId: unknownId, columns: ['email', null], matchBy: 'email', update: true },
  'imports.progress': { importId: unknownId },
  'imports.lines': { importId: unknownId, only: 'all', from: 0, limit: 10 },
  'imports.apply': { importId: unknownId },
  'imports.cancel': { importId: unknownId },
  'imports.refused': { importId: unknownId },
  'otp.reissue': one,
  'otp.verify': { accountId: unknownId, keyId: unknownId, token: '123456' },
  'otp.cancel': { accountId: unknownId, keyId: unknownId },
  'recovery.renew': one,
  'email.send': one,
  'email.verify': { accountId: unknownId, ...token },
  'passwords.issue': { ...one, way: 'slip' },
  'passwords.lacking': { after: unknownId, limit: 10 },
  'outbox.list': { states: ['failed'], before: 'cursor', limit: 10 },
  'outbox.tryAgain': { id: unknownId },
  'outbox.handOver': { id: unknownId, reason: 'why' },
  'settings.changePolicy': site,
  'settings.changeMail': mail,
  'settings.testMail': { mail, to: 'a@corp.example' },
  'audit.list': { before: null, limit: 10, act: 'otp.reissue', actor: 'keiko' },
}

/** @returns paths to every text in `input`. */
const textsIn = (input: unknown, path: (string | number)[] = []): (string | number)[][] => {
  if (typeof input === 'string') return [path]
  if (typeof input !== 'object' || input === null || input instanceof File) return []
  return Object.entries(input).flatMap(([key, value]) =>
    textsIn(value, [...path, Array.isArray(input) ? Number(key) : key]),
  )
}
const replaced = (input: unknown, [key, ...rest]: (string | number)[], value: unknown): unknown => {
  if (key === undefined) return value
  const inner = replaced((input as Record<string, unknown>)[key], rest, value)
  return Array.isArray(input) ? input.with(Number(key), inner) : { ...(input as object), [key]: inner }
}

describe('bad input', () => {
  for (const name of withInput) {
    for (const [what, input] of Object.entries(nonsense)) {
      it(`${name}: ${what}`, () => expectRefused(name, input))
    }
  }

  it('has one input for every operation that takes any', () => {
    expect(Object.keys(taken).sort()).toEqual([...withInput].sort())
    for (const name of withInput) expect(schemaOf(name)?.safeParse(taken[name]).success, name).toBe(true)
  })

  for (const [name, input] of Object.entries(taken)) {
    for (const path of textsIn(input)) {
      it(`${name}: 10 MB of text as ${path.join('.')}, everything else as it should be`, () =>
        expectRefused(name, replaced(input, path, long), path.join('.')))
    }
  }

  it.each(['accounts.make', 'accounts.change'])('%s: a name that is empty or blank', async (name) => {
    await expectRefused(name, replaced(taken[name], ['name'], ''), 'name')
    await expectRefused(name, replaced(taken[name], ['name'], ' \t\u3000'), 'name')
  })

  it('imports.open: a file of one byte too many', () =>
    expectRefused('imports.open', { file: new File([new Uint8Array(importBytesMost + 1)], 'a.csv') }, 'file'))

  it('knows no account under an unknown id', async () => {
    for (const [name, input] of Object.entries({
      'accounts.show': { id: unknownId },
      'accounts.timeline': { id: unknownId, before: null, limit: 10 },
      'accounts.disable': { id: unknownId, reason: 'why' },
      'otp.reissue': { accountId: unknownId, reason: 'why' },
      'otp.verify': { accountId: unknownId, keyId: unknownId, token: '123456' },
      'otp.cancel': { accountId: unknownId, keyId: unknownId },
      'recovery.renew': { accountId: unknownId, reason: 'why' },
      'email.send': { accountId: unknownId, reason: 'why' },
      'email.verify': { accountId: unknownId, token: '12345678' },
      'accounts.clearMfa': { id: unknownId, reason: 'why' },
      'accounts.deleteOtpKey': { id: unknownId, reason: 'why' },
      'accounts.unlock': { id: unknownId, reason: 'why' },
      'accounts.changeRole': { id: unknownId, rev: 1, role: 'helpdesk', reason: 'why' },
    })) {
      expect(await refusalOf(callByName(desk, name, input)), name).toEqual({
        code: 'not-found',
        data: { what: 'account' },
      })
    }
  })

  it('takes no control character to look for; a tab or a line end that was pasted is a blank', async () => {
    const listed = (search: string) =>
      refusalOf(desk.accounts.list({ filter: { search }, from: null, direction: 'forward', limit: 10 }))
    const invalid = { code: 'input-invalid', data: { field: 'filter.search' } }
    for (const sign of ['\u0000', '\u0001', '\u001b', '\u007f', '\u0085', '\u009f']) {
      for (const search of [sign, `kei${sign}ko`, `ke${sign}`, `${sign}k`]) {
        expect(await listed(search), JSON.stringify(search)).toEqual(invalid)
        expect(await refusalOf(desk.accounts.marks({ filter: { search } })), JSON.stringify(search)).toEqual(invalid)
      }
    }
    for (const search of ['keiko\tito', 'keiko\r\nito', '\tkeiko'])
      expect((await desk.accounts.marks({ filter: { search } })).total, JSON.stringify(search)).toBe(1)
  })

  it('knows no session but the one of the seat', async () => {
    const stranger = test.seat()
    stranger.session = 'somebody else’s session, guessed'
    const refusal = await refusalOf(test.at(stranger).accounts.show({ id: unknownId }))
    expect(refusal).toEqual({ code: 'session-ended', data: { cause: 'absolute' } })
  })

  it('leaves prototypes alone', () => {
    expect(({} as Record<string, unknown>)['role']).toBeUndefined()
  })
})

describe('a session of somebody else', () => {
  let ended: string

  beforeAll(async () => {
    const { desk: theirs, seat } = await signedIn(test, person)
    ended = seat.session ?? ''
    await theirs.session.signOut()
  })

  it('that was ended opens nothing: each act is refused and says whose it was', async () => {
    for (const name of operationNames().filter((name) => factsOf(name).right !== 'anyone')) {
      const seat = test.seat()
      seat.session = ended
      const before = rowsOf(test).length
      const refusal = await refusalOf(callByName(test.at(seat), name, taken[name]))
      expect(refusal, name).toEqual({ code: 'session-ended', data: { cause: 'ended' } })
      expect(seat.session).toBeNull()
      const added = rowsOf(test).slice(before)
      expect(added, name).toHaveLength(factsOf(name).recordsRefusal ? 1 : 0)
      for (const row of added) expect(row).toMatchObject({ act: name, actor_id: person, result: 'refused' })
    }
  })

  it('leaves its seat empty and the others as they are', async () => {
    const seat = test.seat()
    seat.session = ended
    expect((await test.at(seat).session.state()).me).toBeNull()
    expect((await desk.session.state()).me?.name).toBe('Keiko Ito')
  })
})
