/** A title that names a row of the manual names one that exists, and a journey goes through every row that is built. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { manualRows } from './manual-rows'

const top = resolve(import.meta.dirname, '..')
const title = /\b(?:it|test|describe)(?:\.each\([^)]*\)|\.step)?\(\s*[`'"]([^`'"]+)/g

const titlesIn = (pattern: string): string[] =>
  globSync(pattern, { cwd: top })
    .filter((path) => !path.includes('fixtures'))
    .flatMap((path) => [...readFileSync(join(top, path), 'utf8').matchAll(title)].map(([, text]) => text ?? ''))
const rowsIn = (titles: readonly string[]): string[] => titles.flatMap((text) => text.match(/\bM\d+\b/g) ?? [])

it('every row named in a title is a row of the manual', () => {
  const titles = [...titlesIn('test/**/*.spec.ts'), ...titlesIn('test/**/*.journey.ts')]
  expect(titles.length).toBeGreaterThan(50)
  expect(rowsIn(titles).filter((row) => !(row in manualRows))).toEqual([])
})

it('a journey is titled by every row that is built', () => {
  const walked = rowsIn(titlesIn('test/e2e/journeys/*.journey.ts'))
  expect(Object.keys(manualRows).filter((row) => !walked.includes(row))).toEqual([])
})
