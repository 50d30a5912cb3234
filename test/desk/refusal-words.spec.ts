/** The file of refused lines says what the window says of them, in words that any encoding of a file can hold. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { readRecords, type CsvRecord } from '../../src-main/csv/records'
import { fieldWords, problemWords } from '../../src-main/desk/refusal-words'
import words from '../../src-renderer/locales/en/import.json'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'
import { checked, csvFile } from './import-at'

let test: TestDesk
let desk: Desk
beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

it('has the sentences of the window, word for word', () => {
  expect(problemWords).toEqual(words.import.problem)
  expect(fieldWords).toEqual(words.import.field)
  for (const said of [...Object.values(problemWords), ...Object.values(fieldWords)]) expect(said).toMatch(/^[ -~]+$/)
})

/** @returns the reasons in the file of refused lines of `text`, read back as CSV. */
async function reasonsOf(text: string, separator: ',' | ';'): Promise<string[]> {
  const { importId } = await checked(desk, csvFile(text))
  const { file } = await desk.imports.refused({ importId })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const records: CsvRecord[] = []
  for await (const some of readRecords(bytes, { encoding: 'utf-8', separator }, async () => {})) records.push(...some)
  expect(new Set(records.map(({ fields }) => fields.length))).toEqual(new Set([records[0]?.fields.length]))
  return records.slice(1).map(({ fields }) => fields.at(-1) ?? '')
}

it('names line, field and role, and stays one field whatever the separator is', async () => {
  const role =
    'email,role\r\na@corp.example,"The ""boss"", at\r\nnight"\r\na@corp.example,user\r\nA@corp.example,user\r\n'
  expect(await reasonsOf(role, ',')).toEqual([
    'The role The "boss", at\r\nnight is not known',
    'Same address as line 4',
  ])
  const own = `email;role\r\nkeiko.ito@corp.example;user\r\n;user\r\nb@corp.example;chief\r\n`
  expect(await reasonsOf(own, ';')).toEqual([
    'This is the last administrator',
    'Email is missing',
    'The role chief is not known',
  ])
  const long = `user name;email\r\n;b@corp.example\r\n${'x'.repeat(101)};c@corp.example\r\n`
  const { importId, columns } = await desk.imports.open({ file: csvFile(long) })
  const mapped = columns.map(({ guess }) => guess)
  await desk.imports.cancel({ importId })
  const byName = await checked(desk, csvFile(long), { columns: mapped, matchBy: 'user-name' })
  const { file } = await desk.imports.refused({ importId: byName.importId })
  expect((await file.text()).split('\r\n').map((line) => line.split(';').slice(2).join(';'))).toEqual([
    'Line;Reason',
    '2;"User name is missing; accounts are found by it"',
    '3;User name is too long',
    '',
  ])
})
