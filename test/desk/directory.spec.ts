/** The directory leaves as CSV and JSON Lines and comes back unchanged: read by Python, and by our own import. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { languages, type AccountFilter, type Language } from '../../src-preload/contract/accounts'
import { importFields } from '../../src-preload/contract/imports'
import { behind } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { rowsOf } from '../doubles/store-outside'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { readCsv } from '../oracles/csv'
import { hostileNames } from '../samples/hostile-names'
import { anyFields } from '../store/made-up-accounts'
import { account } from '../store/temp-store'
import { accountsIn, checked, written } from './import-at'

let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

/** Texts an account can hold that break somebody's file; of those kept disarmed also the armed form by hand. */
const hostile = [
  ...hostileNames.flatMap(({ kept }) => kept ?? []),
  "'=1+1",
  "''=1+1",
  "'",
  "'a",
  '{"a":1}',
  '\\',
  '1e5',
  '007',
  'null',
  'true',
  '#N/A',
  '"',
  "'\u3000x",
]

/** Two hundred accounts, each field of whose is hostile in turn. */
async function fill(): Promise<void> {
  const fields = fc.sample(anyFields, { numRuns: 200, seed: 3 })
  const at = (nr: number) => hostile[nr % hostile.length] ?? ''
  await behind(test, (tables) =>
    tables.accounts.insertMany(
      fields.map((given, nr) =>
        account(`a${nr}`.padEnd(26, 'z'), {
          ...given,
          ...{ email: `p${nr}+=x'@corp.example`, second_email: nr % 3 === 0 ? `=p${nr}@home.example` : '' },
          ...{ name: at(nr), department: at(nr + 7), phone: oneLine(at(nr + 3)).slice(0, 50) },
          ...{ user_name: nr % 2 === 0 ? `${oneLine(at(nr + 5)).slice(0, 80)} ${nr}`.trim() : '' },
          ...{ language: [null, 'en', 'ja', 'ko'][nr % 4] as Language | null },
        }),
      ),
    ),
  )
}
const oneLine = (text: string): string => text.replace(/[\n\r\t]/g, ' ').trim()

async function exported(format: 'csv' | 'jsonl', language: Language = 'en', filter: AccountFilter = {}): Promise<File> {
  const { fileId, total } = await desk.reports.prepare({ format, language, what: { list: 'directory', filter } })
  await desk.session.stepUp({ password })
  const { name } = await desk.reports.make({ fileId })
  const parts: Blob[] = []
  for (let from = 0, more = true; more; from += parts.at(-1)?.size ?? 0) {
    const reply = await desk.reports.part({ fileId, from })
    parts.push(reply.part)
    more = reply.more
  }
  expect(total).toBeGreaterThan(0)
  return new File(parts, name)
}

it.each([...languages.map((language) => ['csv', language] as const), ['jsonl', 'en'] as const])(
  'as %s in %s it changes nothing where it came from, and makes the same accounts elsewhere',
  { timeout: 60_000 },
  async (format, language) => {
    await fill()
    const file = await exported(format, language)
    expect(file.name).toBe(`accounts-2026-03-31.${format}`)
    const { columns } = await desk.imports.open({ file })
    expect(columns.map(({ guess }) => guess).toSorted()).toEqual([...importFields].toSorted())
    const { progress, importId } = await checked(desk, file)
    expect(progress).toMatchObject({ counts: { new: 0, changed: 0, same: 201, refused: 0 }, leavers: 0 })
    await desk.imports.cancel({ importId })
    const elsewhere = await openTestDesk()
    try {
      const { desk: other } = await welcomed(elsewhere)
      expect((await written(other, file)).counts).toEqual({ new: 200, changed: 0, same: 1, refused: 0 })
      const told = ['email', 'name', 'user_name', 'department', 'phone', 'second_email', 'language', 'role', 'enabled']
      const only = (rows: Record<string, unknown>[]) => rows.map((row) => told.map((column) => row[column]))
      expect(only(accountsIn(elsewhere))).toEqual(only(accountsIn(test)))
    } finally {
      await elsewhere.close()
    }
  },
)

it('is a table from its first line on to others, and what a spreadsheet would run is disarmed once and only once', async () => {
  await fill()
  const bytes = new Uint8Array(await (await exported('csv')).arrayBuffer())
  const [head, ...rows] = readCsv(bytes)
  expect(head).toEqual([
    'Email',
    'Name',
    'User name',
    'Department',
    'Phone',
    'Second email',
    'Language',
    'Role',
    'Enabled',
  ])
  const plain = (text = '') => (/^'+[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text)
  const byEmail = new Map(accountsIn(test).map((row) => [row['email'], row]))
  expect(rows).toHaveLength(201)
  for (const row of rows) {
    for (const text of row) expect(text).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
    const [email, name, user_name, department, phone, second_email, language, role, enabled] = row.map(plain)
    expect(byEmail.get(email)).toMatchObject({ name, user_name, department, phone, second_email, role })
    expect(byEmail.get(email)?.['language'] ?? '').toBe(language)
    expect(byEmail.get(email)?.['enabled']).toBe(enabled === 'true' ? 1 : 0)
  }
  const lines = (await (await exported('jsonl')).text()).trimEnd().split('\n')
  expect(lines).toHaveLength(201)
  for (const line of lines) {
    const { email, name, language, enabled } = JSON.parse(line) as Record<string, unknown>
    expect(byEmail.get(email)).toMatchObject({ name, language, enabled: enabled === true ? 1 : 0 })
  }
})

it('holds exactly what the filter holds, leaves its row in the log, and goes on no paper', async () => {
  await fill()
  const filter = { roles: ['operator' as const] }
  const { total } = await desk.accounts.marks({ filter })
  const file = await exported('jsonl', 'ja', filter)
  expect((await file.text()).trimEnd().split('\n')).toHaveLength(total)
  expect(rowsOf(test).at(-1)).toMatchObject({ act: 'reports.make', result: 'done' })
  expect(rowsOf(test).at(-1)?.detail).toContain('"report":"directory"')
  const onPaper = desk.reports.prepare({ format: 'print', language: 'en', what: { list: 'directory', filter } })
  expect(await refusalOf(onPaper)).toMatchObject({ code: 'input-invalid', data: { field: 'format' } })
})
