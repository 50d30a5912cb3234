/** The two samples of what people really bring, hostile names, and every encoding: through the desk and into the store. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { hostileNames } from '../samples/hostile-names'
import { accountsCsv, knownPerson } from '../samples/generate-accounts'
import { checked, csvFile, linesOf } from './import-at'

let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

const sample = (name: string) =>
  csvFile(new Uint8Array(readFileSync(join(import.meta.dirname, '../samples', name))), name)

async function list(search: string) {
  return (await desk.accounts.list({ filter: { search }, from: null, direction: 'forward', limit: 200 })).rows
}
const names = async (search: string) => (await list(search)).map(({ name }) => name)

describe('the sample of a directory', () => {
  it('gives 400 accounts, 23 of them disabled', async () => {
    const file = sample('accounts-directory-export.csv')
    const opened = await desk.imports.open({ file })
    expect(opened).toMatchObject({ encoding: 'utf-8', separator: ',', matchBy: 'email', lines: 400 })
    expect(opened.columns.map(({ guess }) => guess)).toEqual(['user-name', 'email', 'name', 'department', 'enabled'])
    const { importId } = await checked(desk, file)
    expect(await desk.imports.apply({ importId })).toMatchObject({
      phase: 'done',
      counts: { new: 400, changed: 0, same: 0, refused: 0 },
    })
    expect((await desk.accounts.marks({ filter: { enabled: false } })).total).toBe(23)
    expect((await desk.accounts.marks({ filter: {} })).total).toBe(401)
    expect((await list('u0002@corp.example'))[0]).toMatchObject({ userName: 'u0002', department: 'Support, Tier 2' })
    expect((await list('人事部')).length).toBeGreaterThan(0)
  })
})

describe('the sample of a Japanese spreadsheet', () => {
  it('gives 7 good lines, and refuses lines 9, 10 and 12 with the reason', async () => {
    const file = sample('accounts-shift-jis.csv')
    expect(await desk.imports.open({ file })).toMatchObject({ encoding: 'shift_jis', separator: ',' })
    const { importId, progress } = await checked(desk, file)
    expect(progress.counts).toEqual({ new: 7, changed: 0, same: 0, refused: 3 })
    expect((await linesOf(desk, importId)).map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 8, 9, 10, 11, 12])
    expect(await linesOf(desk, importId, 'refused')).toMatchObject([
      { line: 9, place: 6, problem: 'same-email', problemLine: 2, email: 'TANAKA@corp.example' },
      { line: 10, place: 7, problem: 'email-not-an-address', email: 'not-an-address' },
      { line: 12, place: 9, problem: 'role-unknown', role: 'emperor' },
    ])
    const refused = (await desk.imports.refused({ importId })).file
    expect(refused.name).toBe('accounts-shift-jis.refused.csv')
    expect(iconv.decode(Buffer.from(await refused.arrayBuffer()), 'cp932')).toBe(
      [
        'メール,氏名,部署,権限,Line,Reason',
        'TANAKA@corp.example,田中 大文字の重複,営業部,user,9,Same address as line 2',
        'not-an-address,宛先なし,営業部,user,10,Email is not an address',
        'king@corp.example,王 様,営業部,emperor,12,The role emperor is not known',
        '',
      ].join('\r\n'),
    )
    await desk.session.stepUp({ password })
    await desk.imports.apply({ importId })
    expect((await list('takahashi@corp.example'))[0]).toMatchObject({ name: '髙橋 二', role: 'helpdesk' })
    expect((await list('sato@corp.example'))[0]).toMatchObject({ department: '総務部, 本社', role: 'auditor' })
    expect(await names('suzuki@corp.example')).toEqual(['鈴木 "四"'])
    expect(await names('multi@corp.example')).toEqual(['二行\n氏名'])
    expect(await names('formula@corp.example')).toEqual(['=HYPERLINK("x")'])
    expect(await names('empty@corp.example')).toEqual([''])
    expect((await desk.imports.refused({ importId })).file.size).toBe(refused.size)
  })
})

describe('hostile names', () => {
  it('stay data: kept to the letter, or refused by name', async () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const text = hostileNames.map(({ name }, place) => `h${place}@corp.example,${quoted(name)}`).join('\r\n')
    const { importId } = await checked(desk, csvFile(`email,name\r\n${text}\r\n`))
    const refused = await linesOf(desk, importId, 'refused')
    expect(refused.map(({ problem }) => problem)).toEqual([
      'control-character',
      'control-character',
      'control-character',
    ])
    await desk.imports.apply({ importId })
    for (const [place, { kept }] of hostileNames.entries()) {
      const { rows } = await desk.accounts.list({
        filter: { search: `h${place}@corp.example` },
        from: null,
        direction: 'forward',
        limit: 10,
      })
      const found = rows.filter(({ email }) => email === `h${place}@corp.example`).map(({ name }) => name)
      expect(found).toEqual(kept === null ? [] : [kept])
    }
  })
})

describe('every encoding and separator', () => {
  const lines = [
    ['email', 'name', 'department'],
    ['a@corp.example', '髙橋 二', '開発部; 二課'],
    ['b@corp.example', '田中, 一', '営業部'],
  ]
  const korean = [
    ['이메일', '이름', '부서'],
    ['a@corp.example', '김민준', '영업부'],
    ['b@corp.example', '이, 서연', '인사팀'],
  ]
  const write = (rows: string[][], separator: string) =>
    rows.map((row) => row.map((field) => (/[,;|\t"]/.test(field) ? `"${field}"` : field)).join(separator)).join('\r\n')

  it.each([
    ['utf-8', 'utf8', false, ',', lines],
    ['utf-8', 'utf8', true, ';', lines],
    ['utf-16le', 'utf-16le', true, '\t', lines],
    ['utf-16be', 'utf-16be', true, '|', korean],
    ['utf-16le', 'utf-16le', false, ',', korean],
    ['shift_jis', 'cp932', false, ';', lines],
    ['shift_jis', 'cp932', false, '\t', lines],
    ['cp949', 'cp949', false, ',', korean],
    ['cp949', 'cp949', false, '|', korean],
  ] as const)('finds %s (written %s, mark %s) separated by %j', async (encoding, written, mark, separator, rows) => {
    const bytes = new Uint8Array(iconv.encode(write(rows, separator), written, { addBOM: mark }))
    const file = csvFile(bytes)
    expect(await desk.imports.open({ file })).toMatchObject({ encoding, separator, lines: 2 })
    const { importId } = await checked(desk, file)
    expect(await linesOf(desk, importId)).toMatchObject([
      { email: 'a@corp.example', name: rows[1]?.[1], department: rows[1]?.[2], result: 'new' },
      { email: 'b@corp.example', name: rows[2]?.[1], department: rows[2]?.[2], result: 'new' },
    ])
  })
})

describe('a generated file', () => {
  it('holds as many good lines as asked, a third of them Japanese, and the known person at her line', async () => {
    const text = accountsCsv(3000)
    const { importId, progress } = await checked(desk, csvFile(text))
    expect(progress.counts).toEqual({ new: 3000, changed: 0, same: 0, refused: 0 })
    await desk.imports.apply({ importId })
    expect(await names(knownPerson.givenName)).toEqual([knownPerson.name])
    expect(text.split('\r\n')[knownPerson.line - 1]).toContain(knownPerson.email)
    const japanese = text.split('\r\n').filter((row) => /,[\u4e00-\u9fff]+ [\u4e00-\u9fff]+,/.test(row))
    expect(japanese.length / 3000).toBeCloseTo(1 / 3, 1)
  })
})
