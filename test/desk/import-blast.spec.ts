/** What the lines of a file would do beyond their fields, and whom it leaves out: counted at the check, and so it comes. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { lettersOf } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, signedInPerson } from '../doubles/person'
import { outside, rowsOf, signedIn } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { checked, csvFile, linesOf, settled } from './import-at'
import { addPeople } from './jobs/scene'

let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

describe('what the lines would do', () => {
  it('is counted at the check, and comes to just that', async () => {
    const person = await signedInPerson(test, desk)
    await enrolEmail(test, person)
    const row = fc.record({
      who: fc.integer({ min: 0, max: 5 }),
      role: fc.constantFrom('', 'user', 'operator'),
      enabled: fc.constantFrom('', 'true', 'false'),
      second: fc.constantFrom('', 'x@home.example', 'y@home.example'),
      email: fc.constantFrom('', 'MOVED', 'spelt'),
    })
    const ids = await addPeople(test, 6)
    outside(test, (db) =>
      ids.forEach((id, nr) =>
        db.prepare('update accounts set user_name = ?, user_name_key = ? where id = ?').run(`u${nr}`, `u${nr}`, id),
      ),
    )
    let round = 0
    const count = (sql: string) => outside(test, (db) => db.prepare(sql).pluck().get() as number)
    const open = () => count('select count(*) from sessions where ended_at is null')
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(row, { selector: ({ who }) => who, minLength: 1 }), async (rows) => {
        round += 1
        const enabled = outside(test, (db) =>
          db
            .prepare('select id from accounts where enabled = 1 and id in (select value from json_each(?))')
            .pluck()
            .all(JSON.stringify(ids)),
        ) as string[]
        for (const id of enabled.slice(0, 2)) {
          outside(test, (db) => db.prepare('delete from passwords where account_id = ?').run(id))
          await signedIn(test, id)
        }
        const address = ({ who, email }: (typeof rows)[number]) =>
          email === 'MOVED' ? `m${round}-${who}@corp.example` : email
        const emailOf = (who: number) =>
          outside(test, (db) =>
            db.prepare('select email from accounts where user_name = ?').pluck().get(`u${who}`),
          ) as string
        const text = rows.map((one) => {
          const email = one.email === 'spelt' ? emailOf(one.who).toUpperCase() : address(one)
          return `u${one.who},${email},${one.role},${one.enabled},${one.second}\r\n`
        })
        const file = csvFile(`user name,email,role,enabled,second email\r\n${text.join('')}`)
        const { importId, progress } = await checked(desk, file, { matchBy: 'user-name' })
        if (progress.counts.changed === 0) return
        const before = { letters: (await lettersOf(test)).length, sessions: open(), accounts: accountsById() }
        await desk.session.stepUp({ password })
        await desk.imports.apply({ importId })
        const after = accountsById()
        const moved = (column: 'role' | 'enabled', to?: number) =>
          [...after].filter(
            ([id, now]) =>
              now[column] !== before.accounts.get(id)?.[column] && (to === undefined || now[column] === to),
          ).length
        expect(progress.blast).toMatchObject({
          roles: moved('role'),
          disabled: moved('enabled', 0),
          enabled: moved('enabled', 1),
          mails: (await lettersOf(test)).length - before.letters,
          sessions: before.sessions - open(),
        })
      }),
      { numRuns: 12, seed: 11 },
    )
  })

  const accountsById = () =>
    new Map(
      outside(
        test,
        (db) =>
          db.prepare('select id, role, enabled from accounts').all() as { id: string; role: string; enabled: number }[],
      ).map((row) => [row.id, row]),
    )

  it('names whose email stops as the method, and staff', async () => {
    const person = await signedInPerson(test, desk)
    await enrolEmail(test, person)
    await makeAccount(desk, 'Hana', 'hana@corp.example', 'helpdesk')
    outside(test, (db) =>
      db.prepare("update accounts set user_name = 'haruka', user_name_key = 'haruka' where id = ?").run(person.id),
    )
    const byName = csvFile('user name,email\r\nharuka,haruka@new.example\r\n')
    const { progress } = await checked(desk, byName, { matchBy: 'user-name' })
    expect(progress.blast).toMatchObject({ addresses: 1, mails: 2, staff: 0 })
    const staff = csvFile('email,phone,role\r\nhana@corp.example,1,\r\nnew@corp.example,,auditor\r\n')
    expect((await checked(desk, staff)).progress.blast).toMatchObject({ staff: 2, roles: 1, mails: 0 })
  })
})

describe('a change of role that needs a second person', () => {
  it('is refused line by line, and nothing else is', async () => {
    await makeAccount(desk, 'A', 'a@corp.example')
    await desk.session.stepUp({ password })
    await desk.settings.changeApprovals({ secondPersonFor: ['role-changes'], requestHours: 24, undoHours: 72 })
    const text = 'email,name,role\r\na@corp.example,A,operator\r\nb@corp.example,B,auditor\r\nc@corp.example,C,user\r\n'
    const { importId } = await checked(desk, csvFile(text))
    expect((await linesOf(desk, importId)).map(({ result, problem }) => problem ?? result)).toEqual([
      'role-needs-second-person',
      'role-needs-second-person',
      'new',
    ])
  })
})

describe('leavers', () => {
  const emails = async (importId: string, from = 0, limit = 200) => {
    const { leavers, more } = await desk.imports.leavers({ importId, from, limit })
    return [...leavers.map(({ email }) => email), ...(more ? ['…'] : [])]
  }

  it('are enabled accounts that no line is about in whatever way, by name and page by page', async () => {
    for (const name of ['Ada', 'Bo', 'Cy', 'Di', 'Ed'])
      await makeAccount(desk, name, `${name.toLowerCase()}@corp.example`)
    const out = (
      await desk.accounts.list({ filter: { search: 'di@corp' }, from: null, direction: 'forward', limit: 1 })
    ).rows[0]!.id
    await desk.accounts.disable({ id: out, reason: 'left' })
    // Bo by a line that stays the same, Cy by one that is refused, Di is disabled already.
    const file = csvFile('email,name,role\r\nBO@corp.example,Bo,\r\ncy@corp.example,Cy,emperor\r\n')
    const { importId, progress } = await checked(desk, file)
    expect(progress).toMatchObject({ leavers: 3, phase: 'ready' })
    expect(await emails(importId)).toEqual(['ada@corp.example', 'ed@corp.example', 'keiko.ito@corp.example'])
    expect(await emails(importId, 0, 2)).toEqual(['ada@corp.example', 'ed@corp.example', '…'])
    expect(await emails(importId, 2, 2)).toEqual(['keiko.ito@corp.example'])
    // Nothing happened to any of them.
    expect(outside(test, (db) => db.prepare('select count(*) from accounts where enabled = 1').pluck().get())).toBe(5)
  })

  it('are disabled by a job and by nothing else: judged once more, their own account left out', async () => {
    const ids = await addPeople(test, 4)
    const { importId } = await checked(desk, csvFile('email\r\np0@corp.example\r\n'))
    const { jobId } = await desk.imports.planLeavers({ importId })
    const job = await desk.jobs.show({ jobId })
    expect(job).toMatchObject({
      act: { kind: 'disable' },
      selection: { by: 'file' },
      phase: 'planned',
      needs: 'nothing',
      counts: { selected: 4, change: { accounts: 3 }, leftOut: [{ problem: 'own-account', accounts: 1 }] },
    })
    expect(rowsOf(test).at(-1)).toMatchObject({
      act: 'imports.planLeavers',
      detail: expect.stringMatching(/^{"job":1,"leavers":4\b/) as unknown,
    })
    await desk.jobs.start({ jobId, reason: 'not in the directory', includeNoWayIn: false })
    await test.composed.idle()
    const enabled = outside(test, (db) => db.prepare('select id from accounts where enabled = 1').pluck().all())
    expect(enabled).toContain(ids[0])
    expect(enabled).toHaveLength(2)
    expect(await emails(importId)).toEqual(['keiko.ito@corp.example'])
  })

  it('are found by user name too, and there are none before the check is over', async () => {
    await addPeople(test, 2)
    const { importId } = await desk.imports.open({ file: csvFile('user name,email\r\nu,p1@corp.example\r\n') })
    expect(await refusalOf(desk.imports.planLeavers({ importId }))).toMatchObject({ code: 'import-not-ready' })
    await desk.imports.check({ importId, columns: ['user-name', 'email'], matchBy: 'user-name', update: true })
    expect(await settled(desk, importId)).toMatchObject({ leavers: 2, counts: { refused: 1 } })
    expect(await emails(importId)).toEqual(['keiko.ito@corp.example', 'p0@corp.example'])
  })
})
