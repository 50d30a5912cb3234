/** Import staging: counted, looked at in pages, read back in bounded slices, and never there at the next start. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ImportLineRow } from '../../src-main/store/import-lines'
import { openStore } from '../../src-main/store/store'
import { tempFolder, tempStore } from './temp-store'

const results = ['new', 'new', 'changed', 'same', 'refused'] as const
const lines: ImportLineRow[] = Array.from({ length: 1234 }, (_, place) => ({
  place,
  line: place * 2 + 2,
  result: results[place % 5] ?? 'new',
  problem: place % 5 === 4 ? 'email-missing' : null,
  problem_field: null,
  problem_line: null,
  fields: JSON.stringify({ email: `${place}@corp.example` }),
  raw: '',
  match_key: null,
  email_key: null,
  user_name_key: null,
  account_id: null,
  changes: '[]',
}))

test('pages of all lines and of the refused ones follow the file', async () => {
  const { store } = await tempStore()
  await store.write((tables) => tables.importLines.insertMany(lines))
  for (const only of ['all', 'refused'] as const) {
    const wanted = lines.filter((line) => only === 'all' || line.result === 'refused')
    const found: ImportLineRow[] = []
    for (let more = true; more;) {
      const after = found.at(-1)?.line ?? 0
      const page = await store.read((tables) => tables.importLines.list(only, after, 100))
      found.push(...page.lines)
      more = page.more
    }
    expect(found).toEqual(wanted)
  }
  expect(await store.read((tables) => tables.importLines.counts())).toEqual({
    new: 494,
    changed: 247,
    same: 247,
    refused: 246,
  })
})

test('slices hold each good line once, however many places one call takes', async () => {
  const { store } = await tempStore()
  await store.write((tables) => tables.importLines.insertMany(lines))
  for (const places of [1, 100, 617, 1234, 5000]) {
    const found: ImportLineRow[] = []
    for (let from: number | null = 0; from !== null;) {
      const slice = await store.read((tables) => tables.importLines.slice(['new', 'changed'], from ?? 0, places))
      expect(slice.lines.length).toBeLessThanOrEqual(places)
      found.push(...slice.lines)
      from = slice.next
    }
    expect(found).toEqual(lines.filter((line) => line.result === 'new' || line.result === 'changed'))
  }
})

test('no lines: no page, no slice, no counts', async () => {
  const { store } = await tempStore()
  await store.read(async ({ importLines }) => {
    expect(await importLines.list('all', 0, 10)).toEqual({ lines: [], more: false })
    expect(await importLines.slice(['new'], 0, 10)).toEqual({ lines: [], next: null })
    expect(await importLines.counts()).toEqual({ new: 0, changed: 0, same: 0, refused: 0 })
  })
})

test('a line of the file is staged once', async () => {
  const { store } = await tempStore()
  const twice = [lines[0]!, { ...lines[1]!, line: lines[0]!.line }]
  await expect(store.write((tables) => tables.importLines.insertMany(twice))).rejects.toThrow('UNIQUE')
})

test('what an import left behind is gone at the next start', async () => {
  const file = join(tempFolder(), 'desk.db')
  const first = await openStore({ file })
  await first.write((tables) => tables.importLines.insertMany(lines))
  await first.close()
  const second = await openStore({ file })
  onTestFinished(() => second.close())
  expect((await second.read((tables) => tables.importLines.list('all', 0, 10))).lines).toEqual([])
})
