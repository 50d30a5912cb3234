/** Imports at the desk: what is refused as a whole, what a second import does, whose import it is, and who may what. */
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { signedIn } from '../doubles/store-outside'
import { accountsCsv, knownPerson } from '../samples/generate-accounts'
import { checked, csvFile, linesOf, refusalOf, settled } from './import-at'

let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

const accounts = async (search = ''): Promise<number> =>
  (await desk.accounts.marks({ filter: search ? { search } : {} })).total
const rowsOf = async (act: string) => (await desk.audit.list({ before: null, limit: 50, act })).rows

async function find(search: string) {
  const { rows } = await desk.accounts.list({ filter: { search }, from: null, direction: 'forward', limit: 10 })
  if (!rows[0]) throw new Error(`nobody is found by ${search}`)
  return desk.accounts.show({ id: rows[0].id })
}

async function imported(text: string, over: Parameters<typeof checked>[2] = {}) {
  const { importId } = await checked(desk, csvFile(text), over)
  return (await desk.imports.apply({ importId })).counts
}

describe('a file that cannot be imported', () => {
  it.each([
    ['empty', ''],
    ['empty', '\r\n\r\n'],
    ['header-only', 'email,name\r\n'],
    ['quote', 'email,name\r\na@corp.example,"half'],
    ['binary', new Uint8Array(Buffer.from('504b03041400060008000000', 'hex'))],
    ['encoding', new Uint8Array(Buffer.from('656d61696c0aff80ffff', 'hex'))],
  ])('is refused as %s, and nothing is open or written', async (problem, text) => {
    const fault = await refusalOf(desk.imports.open({ file: csvFile(text) }))
    expect(fault).toMatchObject({ code: 'import-unreadable', data: { problem } })
    expect(await accounts()).toBe(1)
  })

  it('is refused in an encoding that was chosen and does not fit, and opens in the right one', async () => {
    const file = csvFile('email,name\r\na@corp.example,田中\r\n')
    expect(await refusalOf(desk.imports.open({ file, encoding: 'utf-16le' }))).toMatchObject({
      code: 'import-unreadable',
    })
    const { importId } = await desk.imports.open({ file })
    const wrong = { importId, encoding: 'cp949', separator: ',' } as const
    expect(await refusalOf(desk.imports.reread(wrong))).toMatchObject({ data: { problem: 'encoding' } })
    expect((await desk.imports.reread({ importId, encoding: 'utf-8', separator: ';' })).columns).toHaveLength(1)
  })

  it('needs the match column, and each field at most once', async () => {
    const { importId } = await desk.imports.open({ file: csvFile('email,name\r\na@corp.example,A\r\n') })
    const check = (columns: ('email' | 'name' | null)[]) =>
      refusalOf(desk.imports.check({ importId, columns, matchBy: 'email', update: true }))
    expect(await check([null, 'name'])).toMatchObject({ data: { problem: 'no-match-column' } })
    expect(await check(['email', 'email'])).toMatchObject({ data: { problem: 'column-twice' } })
    expect(await check(['email'])).toMatchObject({ code: 'input-invalid' })
  })
})

describe('an import', () => {
  it('updates instead of doubling when the same file comes again, and says how many of each', async () => {
    const text = 'email,name,department\r\na@corp.example,A,Sales\r\nb@corp.example,B,\r\nnobody,C,\r\n'
    expect(await imported(text)).toEqual({ new: 2, changed: 0, same: 0, refused: 1 })
    const { progress } = await checked(desk, csvFile(text))
    expect(progress.counts).toEqual({ new: 0, changed: 0, same: 2, refused: 1 })
    expect(await imported(text.replace('Sales', 'R&D').replace('b@', 'B@'))).toEqual({
      new: 0,
      changed: 1,
      same: 1,
      refused: 1,
    })
    expect(await accounts()).toBe(3)
    expect(await find('a@corp.example')).toMatchObject({ name: 'A', department: 'R&D', state: 'not-enrolled', rev: 2 })
  })

  it('changes mapped columns only; an empty cell empties its field', async () => {
    await imported('email,name,phone,department\r\na@corp.example,A,1234,Sales\r\n')
    await imported('email,name,department\r\na@corp.example,,Finance\r\n')
    expect(await find('a@corp.example')).toMatchObject({ name: '', phone: '1234', department: 'Finance' })
  })

  it('leaves accounts that exist alone where they are not to be updated', async () => {
    await imported('email,name\r\na@corp.example,A\r\n')
    expect(await imported('email,name\r\na@corp.example,X\r\nb@corp.example,B\r\n', { update: false })).toEqual({
      new: 1,
      changed: 0,
      same: 1,
      refused: 0,
    })
    expect(await find('a@corp.example')).toMatchObject({ name: 'A' })
  })

  it('keeps a changed address as unverified, and MFA as it was', async () => {
    await imported('user name,email\r\nada,a@corp.example\r\n')
    const before = await find('ada')
    await desk.otp.reissue({ accountId: before.id, reason: 'first set-up' })
    await imported('user name,email\r\nADA,new@corp.example\r\n', { matchBy: 'user-name' })
    expect(await find('ada')).toMatchObject({
      id: before.id,
      userName: 'ada',
      email: 'new@corp.example',
      emailUnverified: true,
      state: 'pending',
    })
  })

  it('ends the sessions of whom it disables', async () => {
    const id = await makeAccount(desk, 'Ada', 'ada@corp.example')
    const { desk: theirs } = await signedIn(test, id)
    expect(await desk.accounts.show({ id })).toMatchObject({ enabled: true, openSessions: 1 })
    expect(await imported('email,enabled\r\nada@corp.example,無効\r\n')).toMatchObject({ changed: 1 })
    expect(await desk.accounts.show({ id })).toMatchObject({ enabled: false, openSessions: 0 })
    expect(await refusalOf(theirs.session.stay())).toMatchObject({ code: 'session-ended' })
  })

  it('leaves one audit row with the counts, the name and the hash of the file', async () => {
    await imported('email,name\r\na@corp.example,A\r\nnobody,B\r\n')
    expect(await rowsOf('imports.apply')).toMatchObject([
      {
        result: 'done',
        detail: {
          fileName: 'accounts.csv',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          new: 1,
          changed: 0,
          same: 0,
          refused: 1,
        },
      },
    ])
  })

  it('asks for the password of this very call where a staff role is given', async () => {
    const { importId } = await checked(desk, csvFile('email,role\r\nh@corp.example,Help desk\r\n'))
    expect(await refusalOf(desk.imports.apply({ importId }))).toMatchObject({ code: 'step-up-needed' })
    expect(await accounts()).toBe(1)
    await desk.session.stepUp({ password })
    expect((await desk.imports.apply({ importId })).counts).toMatchObject({ new: 1 })
    expect(await find('h@corp.example')).toMatchObject({ role: 'helpdesk' })
  })

  it('asks for it too where anything of a staff account changes, and not for what stays the same', async () => {
    await makeAccount(desk, 'Hana', 'h@corp.example', 'helpdesk')
    const { importId } = await checked(desk, csvFile('email,phone\r\nh@corp.example,555\r\n'))
    expect(await refusalOf(desk.imports.apply({ importId }))).toMatchObject({ code: 'step-up-needed' })
    expect(await find('h@corp.example')).toMatchObject({ phone: '' })
    const both = 'email,name\r\nh@corp.example,Hana\r\nu@corp.example,U\r\n'
    expect(await imported(both)).toMatchObject({ new: 1, same: 1 })
  })

  it('never takes the last administrator away', async () => {
    const { importId } = await checked(desk, csvFile('email,role,enabled\r\nkeiko.ito@corp.example,user,no\r\n'))
    expect(await linesOf(desk, importId)).toMatchObject([{ result: 'refused', problem: 'last-administrator' }])
    expect(await refusalOf(desk.imports.apply({ importId }))).toMatchObject({ code: 'import-not-ready' })
  })

  it('looks again when it is written: a line whose account came meanwhile changes it, another is refused', async () => {
    const text = 'email,name,user name\r\na@corp.example,A,ada\r\nb@corp.example,B,bob\r\n'
    const { importId, progress } = await checked(desk, csvFile(text))
    expect(progress.counts.new).toBe(2)
    const blank = { secondEmail: '', phone: '', department: '', language: null, role: 'user' } as const
    await desk.accounts.make({ ...blank, email: 'a@corp.example', name: 'Old', userName: 'ada' })
    await desk.accounts.make({ ...blank, email: 'other@corp.example', name: 'Other', userName: 'bob' })
    expect((await desk.imports.apply({ importId })).counts).toEqual({ new: 0, changed: 1, same: 0, refused: 1 })
    const { file } = await desk.imports.refused({ importId })
    expect(await file.text()).toBe(
      'email,name,user name,Line,Reason\r\nb@corp.example,B,bob,3,Another account has this user name\r\n',
    )
  })
})

describe('the one import of a desk', () => {
  const file = csvFile('email,name\r\na@corp.example,A\r\n')

  it("is busy for another administrator and nobody else's to touch, until it is forgotten", async () => {
    const { importId } = await checked(desk, file)
    await desk.session.stepUp({ password })
    const id = await makeAccount(desk, 'Second', 'second@corp.example', 'administrator')
    // a second administrator with a password, as the first start made one
    const second = await secondAdministrator(id)
    expect(await refusalOf(second.imports.open({ file }))).toMatchObject({ code: 'import-busy' })
    for (const call of [
      () => second.imports.progress({ importId }),
      () => second.imports.lines({ importId, only: 'all', from: 0, limit: 10 }),
      () => second.imports.apply({ importId }),
      () => second.imports.cancel({ importId }),
      () => second.imports.refused({ importId }),
    ]) {
      expect(await refusalOf(call())).toMatchObject({ code: 'not-found', data: { what: 'import' } })
    }
    test.time += 14 * 60_000
    await desk.session.state()
    test.time += 14 * 60_000
    const again = await secondAdministrator(id)
    expect(await again.imports.open({ file })).toMatchObject({ fileName: 'accounts.csv' })
  })

  it('gives way to the next file of the same person', async () => {
    const { importId } = await checked(desk, file)
    await desk.imports.open({ file })
    expect(await refusalOf(desk.imports.progress({ importId }))).toMatchObject({ code: 'not-found' })
  })

  it('stops a check that another one takes the place of', async () => {
    const many = Array.from({ length: 3000 }, (_, place) => `p${place}@corp.example,P ${place}`).join('\r\n')
    const { importId } = await desk.imports.open({ file: csvFile(`email,name\r\n${many}\r\n`) })
    const check = { importId, matchBy: 'email', update: true } as const
    await desk.imports.check({ ...check, columns: ['email', 'name'] })
    await desk.imports.check({ ...check, columns: ['email', null] })
    expect(await settled(desk, importId)).toMatchObject({ phase: 'ready', done: 3000, counts: { new: 3000 } })
    expect(await linesOf(desk, importId)).toMatchObject([
      { line: 2, name: '' },
      ...Array.from({ length: 199 }, () => ({ name: '' })),
    ])
  })
})

describe('a large import', () => {
  it(
    'gives everything else its turn every few hundred lines, while it is checked and written',
    { timeout: 60_000 },
    async () => {
      const { importId, columns, matchBy } = await desk.imports.open({ file: csvFile(accountsCsv(5000)) })
      let [last, widest] = [0, 0]
      let running = true
      // Looks at the progress once a turn of the event loop: what it does not see between two turns held the loop.
      const watch = async (): Promise<void> => {
        while (running) {
          const { done } = await desk.imports.progress({ importId })
          widest = Math.max(widest, done - last)
          last = done
          await setImmediate()
        }
      }
      const watching = watch()
      const mapping = { columns: columns.map(({ guess }) => guess), matchBy, update: true }
      await desk.imports.check({ importId, ...mapping })
      expect(await settled(desk, importId)).toMatchObject({ phase: 'ready', done: 5000 })
      expect(widest).toBeLessThan(1000)
      ;[last, widest] = [0, 0]
      await desk.imports.apply({ importId })
      running = false
      await watching
      expect(widest).toBeLessThan(1000)
      expect(await accounts(knownPerson.givenName)).toBe(1)
    },
  )
})

/** @returns the desk as another administrator sees it; its password is put into the store as the first start would. */
async function secondAdministrator(id: string): Promise<Desk> {
  const Database = (await import('better-sqlite3')).default
  const file = new Database(test.file)
  file
    .prepare(
      `insert or replace into passwords (account_id, phc, set_at, must_change)
       select ?, phc, set_at, 0 from passwords where account_id <> ? limit 1`,
    )
    .run(id, id)
  file.close()
  const seat = test.seat()
  const second = test.at(seat)
  await second.session.signIn({ email: 'second@corp.example', password })
  return second
}
