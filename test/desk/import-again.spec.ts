/** The next file of the same directory: JSON Lines too, and how the former one was read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { ImportField } from '../../src-preload/contract/imports'
import { refusalOf } from '../doubles/operations'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'
import { accountsIn, checked, csvFile, linesOf, written } from './import-at'
import { colleagueOf } from './jobs/scene'

let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

const jsonFile = (...objects: object[]) => csvFile(objects.map((one) => `${JSON.stringify(one)}\n`).join(''), 'a.jsonl')

describe('JSON Lines', () => {
  it('come in by their keys: numbers, no value, and keys that only some lines have', async () => {
    const file = jsonFile(
      { mail: 'a@corp.example', displayName: 'A', phone: 1234, department: 'Sales', enabled: false },
      { mail: 'b@corp.example', title: 'x', displayName: null },
    )
    const reading = await desk.imports.open({ file })
    expect(reading).toMatchObject({ kind: 'json-lines', lines: 2, matchBy: 'email' })
    expect(reading.columns.map(({ header, guess }) => [header, guess])).toEqual([
      ['mail', 'email'],
      ['displayName', 'name'],
      ['phone', 'phone'],
      ['department', 'department'],
      ['enabled', 'enabled'],
      ['title', null],
    ])
    expect((await written(desk, file)).counts).toMatchObject({ new: 2, refused: 0 })
    expect(accountsIn(test)).toMatchObject([
      { email: 'a@corp.example', name: 'A', phone: '1234', department: 'Sales', enabled: 0 },
      { email: 'b@corp.example', name: '', phone: '', enabled: 1 },
      { email: 'keiko.ito@corp.example' },
    ])
    // A key that is not there leaves its field alone, one without a value empties it; nothing was disarmed.
    const again = jsonFile({ mail: 'a@corp.example', phone: '', displayName: "'=1" }, { mail: 'b@corp.example' })
    expect((await written(desk, again)).counts).toMatchObject({ changed: 1, same: 1 })
    expect(accountsIn(test)).toMatchObject([{ name: "'=1", phone: '', department: 'Sales' }, {}, {}])
  })

  it('are refused line by line, and taken away as they stood', async () => {
    const file = jsonFile({ email: 'a@corp.example', name: ['A'] }, { name: 'nobody' }, { email: 'no address' })
    const { importId, progress } = await checked(desk, file)
    expect(progress.counts.refused).toBe(3)
    expect((await linesOf(desk, importId)).map(({ problem }) => problem)).toEqual([
      'not-text',
      'email-missing',
      'email-not-an-address',
    ])
    const { file: refused } = await desk.imports.refused({ importId })
    expect(refused.name).toBe('a.refused.jsonl')
    expect((await refused.text()).trimEnd().split('\n')).toEqual([
      '{"email":"a@corp.example","name":["A"],"Line":1,"Reason":"Name is a list or an object"}',
      '{"name":"nobody","Line":2,"Reason":"Email is missing"}',
      '{"email":"no address","Line":3,"Reason":"Email is not an address"}',
    ])
  })

  it('say by line where they are none', async () => {
    const file = csvFile('{"email":"a@corp.example"}\n[]\n', 'a.jsonl')
    expect(await refusalOf(desk.imports.open({ file }))).toMatchObject({ data: { problem: 'not-json', line: 2 } })
    const wide = Object.fromEntries(Array.from({ length: 201 }, (_, nr) => [`key${nr}`, 'x']))
    expect(await refusalOf(desk.imports.open({ file: jsonFile({ email: 'a' }, wide) }))).toMatchObject({
      data: { problem: 'not-json', line: 2 },
    })
  })
})

describe('a kept mapping', () => {
  const fields: Record<string, ImportField> = { 'e-mail  Address': 'email', 氏名: 'name' }
  const one = { name: 'HR, monthly', fields, matchBy: 'email', update: true, replace: false } as const

  it('is there for every administrator, by folded headers, until somebody forgets it', async () => {
    const kept = await desk.imports.saveMapping(one)
    expect(kept).toMatchObject({ fields: { 'e-mail address': 'email', 氏名: 'name' }, madeBy: 'Keiko Ito' })
    const { columns } = await desk.imports.open({ file: csvFile('E-Mail Address,氏名\r\na@corp.example,A\r\n') })
    expect(columns.map(({ key }) => kept.fields[key])).toEqual(['email', 'name'])
    const other = await colleagueOf(test)
    expect((await other.imports.mappings()).mappings).toEqual([kept])
    await other.imports.forgetMapping({ id: kept.id })
    expect((await desk.imports.mappings()).mappings).toEqual([])
    expect(await refusalOf(desk.imports.forgetMapping({ id: kept.id }))).toMatchObject({ code: 'not-found' })
  })

  it('gives way to another of its name only where that is asked for', async () => {
    await desk.imports.saveMapping(one)
    const again = { ...one, name: 'hr, MONTHLY', update: false }
    expect(await refusalOf(desk.imports.saveMapping(again))).toMatchObject({ code: 'mapping-name-taken' })
    await desk.imports.saveMapping({ ...again, replace: true })
    expect((await desk.imports.mappings()).mappings).toMatchObject([{ name: 'hr, MONTHLY', update: false }])
  })

  it('takes each field once, and one that accounts are found by', async () => {
    const twice = { ...one, fields: { a: 'email', b: 'email' } as const }
    const none = { ...one, fields: { a: 'name' } as const }
    for (const bad of [twice, none]) {
      expect(await refusalOf(desk.imports.saveMapping(bad))).toMatchObject({ code: 'input-invalid' })
    }
  })
})
