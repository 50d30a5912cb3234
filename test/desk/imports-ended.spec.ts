/** The end of an import: it is written or given up, and whoever comes too late is told so. */
import { setImmediate } from 'node:timers/promises'
import { ORPCError } from '@orpc/client'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { checked, csvFile, refusalOf, settled } from './import-at'

let test: TestDesk
let desk: Desk
const file = csvFile('email,name\r\na@corp.example,A\r\n')

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

const codeOf = (error: unknown): string => (error instanceof ORPCError ? String(error.code) : String(error))
const accounts = async (search = ''): Promise<number> =>
  (await desk.accounts.marks({ filter: search ? { search } : {} })).total
/** Lines in the staging table, once every write asked for before has ended. */
const staged = async (): Promise<number> => {
  await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
  const database = new Database(test.file, { readonly: true })
  const found = database.prepare('select count(*) as n from import_lines').get() as { n: number }
  database.close()
  return found.n
}
const rowsOf = async (act: string) => (await desk.audit.list({ before: null, limit: 50, act })).rows

it('leaves nothing when it is cancelled, before or while it is written', async () => {
  const before = await checked(desk, file)
  await desk.imports.cancel({ importId: before.importId })
  expect(await refusalOf(desk.imports.apply({ importId: before.importId }))).toMatchObject({ code: 'not-found' })

  const many = Array.from({ length: 3000 }, (_, place) => `p${place}@corp.example,P ${place}`).join('\r\n')
  const { importId } = await checked(desk, csvFile(`email,name\r\n${many}\r\n`))
  const writing = refusalOf(desk.imports.apply({ importId }))
  for (;;) {
    const { phase, done } = await desk.imports.progress({ importId })
    if (phase === 'writing' && done > 0) break
  }
  await desk.imports.cancel({ importId })
  expect(await writing).toMatchObject({ code: 'import-cancelled' })
  expect(await accounts()).toBe(1)
  expect(await accounts('P 1')).toBe(0)
  expect((await rowsOf('imports.apply')).map(({ result, code }) => [result, code])).toContainEqual([
    'refused',
    'import-cancelled',
  ])
  expect((await rowsOf('imports.cancel')).map(({ result }) => result)).toEqual(['done', 'done'])
  expect((await checked(desk, file)).progress.phase).toBe('ready')
})

it('is done or cancelled, never both, however late the cancel comes', { timeout: 60_000 }, async () => {
  const outcomes = new Set<string>()
  const refused = Array.from({ length: 3000 }, (_, place) => `nobody,N ${place}`).join('\r\n')
  for (let turns = 0; turns < 60; turns++) {
    const email = `turn${turns}@corp.example`
    const { importId } = await checked(desk, csvFile(`email,name\r\n${email},A\r\n${refused}\r\n`))
    const applied = desk.imports.apply({ importId }).then(() => 'done', codeOf)
    for (let turn = 0; turn < turns; turn++) await setImmediate()
    const cancelled = await desk.imports.cancel({ importId }).then(() => 'done', codeOf)
    outcomes.add(`${await applied}, ${cancelled}`)
    expect([
      ['done', 'import-done', 1],
      ['import-cancelled', 'done', 0],
    ]).toContainEqual([await applied, cancelled, await accounts(email)])
    const last = await desk.audit.list({ before: null, limit: 2 })
    expect(last.rows.filter(({ result }) => result === 'done')).toHaveLength(1)
  }
  // Both ways were gone, or the spec has proven nothing.
  expect(outcomes).toEqual(new Set(['done, import-done', 'import-cancelled, done']))
})

it('keeps the file of refused lines for whoever asks for it at once', async () => {
  const { importId } = await checked(desk, csvFile('email,name\r\na@corp.example,A\r\nnobody,B\r\n'))
  expect(await desk.imports.apply({ importId })).toMatchObject({ phase: 'done', counts: { new: 1, refused: 1 } })
  for (const { file } of [await desk.imports.refused({ importId }), await desk.imports.refused({ importId })])
    expect(await file.text()).toContain('nobody,B,3,')
  expect(await refusalOf(desk.imports.cancel({ importId }))).toMatchObject({ code: 'import-done' })
})

it('leaves no lines staged once it is done, cancelled, replaced or forgotten', async () => {
  const { importId } = await checked(desk, csvFile('email,name\r\na@corp.example,A\r\nnobody,B\r\n'))
  expect(await staged()).toBe(2)
  await desk.imports.apply({ importId })
  expect(await staged()).toBe(0)

  const given = await checked(desk, csvFile('email,name\r\nb@corp.example,B\r\n'))
  await desk.imports.cancel({ importId: given.importId })
  expect(await staged()).toBe(0)

  await checked(desk, csvFile('email,name\r\nb@corp.example,B\r\n'))
  expect(await staged()).toBe(1)
  const next = await desk.imports.open({ file })
  expect(await staged()).toBe(0)

  await desk.imports.check({ importId: next.importId, columns: ['email', 'name'], matchBy: 'email', update: true })
  await settled(desk, next.importId)
  expect(await staged()).toBe(1)
  test.time += 14 * 60_000
  expect(await staged()).toBe(1)
  test.time += 2 * 60_000
  expect(await refusalOf(desk.imports.progress({ importId: next.importId }))).toMatchObject({ code: 'not-found' })
  expect(await staged()).toBe(0)
})
