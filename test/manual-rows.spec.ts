/** A title that names a row of the manual names one that exists, and each row that is built has journeys of its own. */
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { inLanguages, manualRows } from './manual-rows'
import { rowProblems } from './manual-rows-journeys'

const top = resolve(import.meta.dirname, '..')
const title = /\b(?:it|test|describe)(?:\.each\([^)]*\)|\.step)?\(\s*[`'"]([^`'"]+)/g

const built = Object.keys(manualRows)

it('every row named in the title of a spec is a row of the manual', () => {
  const titles = globSync('test/**/*.spec.ts', { cwd: top })
    .filter((path) => !path.includes('fixtures'))
    .flatMap((path) => [...readFileSync(join(top, path), 'utf8').matchAll(title)].map(([, text]) => text ?? ''))
  expect(titles.length).toBeGreaterThan(50)
  const named = titles.flatMap((text) => text.match(/\bM\d+\b/g) ?? [])
  expect(named.filter((row) => !(row in manualRows))).toEqual([])
})

interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs: readonly { readonly title: string; readonly tests: readonly { readonly projectName: string }[] }[]
}

/** @returns titles of a suite of the runner's own list, each with its project. */
const listed = ({ suites = [], specs }: Suite): { title: string; project: string }[] => [
  ...specs.flatMap(({ title, tests }) => tests.map(({ projectName }) => ({ title, project: projectName }))),
  ...suites.flatMap(listed),
]

describe('the journeys, as their runner lists them', () => {
  let journeys: ReturnType<typeof listed> = []

  beforeAll(async () => {
    const cli = join(top, 'node_modules/@playwright/test/cli.js')
    const args = [cli, 'test', '--config', 'test/playwright.config.ts', '--list', '--reporter=json']
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: top, maxBuffer: 64 << 20 })
    journeys = (JSON.parse(stdout) as { suites: Suite[] }).suites.flatMap(listed)
  }, 60_000)

  it.each(['loopback', 'electron-shell'])('walk each built row by itself on %s', (host) => {
    const titles = journeys.filter(({ project }) => project === host).map(({ title }) => title)
    expect(titles.length).toBeGreaterThan(50)
    expect(rowProblems(titles, built)).toEqual([])
    for (const language of ['Japanese', 'Korean']) {
      const spoken = titles.filter((text) => text.includes(` in ${language}: `))
      expect(inLanguages.filter((row) => !spoken.some((text) => text.startsWith(`${row} in `)))).toEqual([])
    }
  })
})

describe('a list of journeys', () => {
  const good = ['M1 opens a menu', 'M1 in Korean: opens a menu', 'M2 has two methods', 'a look around']

  it('is right where each row begins titles of its own', () => {
    expect(rowProblems(good, ['M1', 'M2'])).toEqual([])
  })

  it.each([
    ['a row that no title begins with', good, ['M1', 'M2', 'M3'], 'M3: no journey'],
    ['no list at all', [], ['M1'], 'M1: no journey'],
    ['a row that is only a part of another', ['M12 verifies'], ['M1', 'M12'], 'M1: no journey'],
    ['a title that bundles rows', [...good, 'M1 M2 all of it'], ['M1', 'M2'], 'M1 M2 all of it: names more than a row'],
    [
      'a row within a title',
      [...good, 'set-up as in M2'],
      ['M1', 'M2'],
      'set-up as in M2: does not begin with its row',
    ],
    ['a row that is not built', [...good, 'M99 flies'], ['M1', 'M2'], 'M99 flies: M99 is no row that is built'],
  ])('is wrong with %s', (_, titles, rows, problem) => {
    expect(rowProblems(titles, rows)).toEqual([problem])
  })
})
