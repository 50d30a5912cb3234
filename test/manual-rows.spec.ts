/** A title that names a row of the manual names one that exists, and the rows this product has so far are named. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { manualRows } from './manual-rows'

const top = resolve(import.meta.dirname, '..')
const title = /\b(?:it|test|describe)(?:\.each\([^)]*\)|\.step)?\(\s*[`'"]([^`'"]+)/g

const titles = globSync(['test/**/*.spec.ts', 'test/**/*.journey.ts'], { cwd: top })
  .filter((path) => !path.includes('fixtures'))
  .flatMap((path) => [...readFileSync(join(top, path), 'utf8').matchAll(title)].map(([, text]) => text ?? ''))

const named = titles.flatMap((text) => text.match(/\bM\d+\b/g) ?? [])

it('every row named in a title is a row of the manual', () => {
  expect(titles.length).toBeGreaterThan(50)
  expect(named.filter((row) => !(row in manualRows))).toEqual([])
})

it('the rows that are built are named by a test', () => {
  const built = ['M1', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M15', 'M20', 'M21', 'M22', 'M27']
  expect(built.filter((row) => !named.includes(row))).toEqual([])
})
