/** What an import leaves: its one row stands on the timeline of each account it made or changed, and counts what weighs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { checked, csvFile } from './import-at'

let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

async function idOf(email: string): Promise<string> {
  const { rows } = await desk.accounts.list({
    filter: { search: email },
    from: null,
    direction: 'forward',
    limit: 10,
  })
  return rows[0]?.id ?? ''
}
const actsOf = async (id: string, before: number | null = null) =>
  (await desk.accounts.timeline({ id, before, limit: 50 })).rows.map(({ act }) => act)

async function imported(text: string): Promise<void> {
  const { importId } = await checked(desk, csvFile(text))
  await desk.imports.apply({ importId })
}

describe('an import', () => {
  it('stands on the timeline of whom it made or changed, and of nobody else', async () => {
    const kept = await makeAccount(desk, 'Kept', 'kept@corp.example')
    const changed = await makeAccount(desk, 'Changed', 'changed@corp.example')
    await imported(
      'email,name\r\nkept@corp.example,Kept\r\nchanged@corp.example,Anew\r\nnew@corp.example,New\r\nbad,B\r\n',
    )
    const made = await idOf('new@corp.example')
    expect(await actsOf(made)).toEqual(['imports.apply'])
    expect(await actsOf(changed)).toEqual(['imports.apply', 'accounts.make'])
    expect(await actsOf(kept)).toEqual(['accounts.make'])
    expect((await desk.accounts.show({ id: made })).last).toMatchObject({
      act: 'imports.apply',
      actorName: 'Keiko Ito',
    })
    // One act, one row, however many it is about.
    const { rows } = await desk.audit.list({ before: null, limit: 50, act: 'imports.apply' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ accountId: null, detail: { new: 1, changed: 1, same: 1, refused: 1 } })
  })

  it('keeps its place among the other rows of an account, page by page', async () => {
    const person = await makeAccount(desk, 'Person', 'person@corp.example')
    for (const name of ['B', 'C', 'D']) {
      await imported(`email,name\r\nperson@corp.example,${name}\r\n`)
      await desk.accounts.disable({ id: person, reason: 'left' })
      await desk.accounts.enable({ id: person, reason: 'came back' })
    }
    const all = await actsOf(person)
    const once = ['accounts.enable', 'accounts.disable', 'imports.apply']
    expect(all).toEqual([...once, ...once, ...once, 'accounts.make'])
    const paged: string[] = []
    for (let before: number | null = null, more = true; more;) {
      const page = await desk.accounts.timeline({ id: person, before, limit: 2 })
      paged.push(...page.rows.map(({ act }) => act))
      before = page.rows.at(-1)?.no ?? null
      more = page.more
    }
    expect(paged).toEqual(all)
  })

  it('says how many roles it changed, and whom it disabled and enabled', async () => {
    for (const name of ['a', 'b', 'c']) await makeAccount(desk, name, `${name}@corp.example`)
    await desk.accounts.disable({ id: await idOf('c@corp.example'), reason: 'left' })
    await desk.session.stepUp({ password })
    await imported(
      'email,role,enabled\r\na@corp.example,helpdesk,no\r\nb@corp.example,auditor,yes\r\nc@corp.example,user,yes\r\n',
    )
    const { rows } = await desk.audit.list({ before: null, limit: 1, act: 'imports.apply' })
    expect(rows[0]?.detail).toMatchObject({ rolesChanged: 2, accountsDisabled: 1, accountsEnabled: 1 })
    await imported('email,name\r\nc@corp.example,Other\r\n')
    const [next] = (await desk.audit.list({ before: null, limit: 1, act: 'imports.apply' })).rows
    expect(Object.keys(next?.detail ?? {})).not.toContain('rolesChanged')
  })

  it('that is refused stands on no timeline', async () => {
    const person = await makeAccount(desk, 'Person', 'person@corp.example')
    const { importId } = await checked(desk, csvFile('email,name\r\nperson@corp.example,Other\r\n'))
    test.time += 6 * 60_000
    await expect(desk.imports.apply({ importId })).rejects.toMatchObject({ code: 'step-up-needed' })
    expect(await actsOf(person)).toEqual(['accounts.make'])
  })
})
