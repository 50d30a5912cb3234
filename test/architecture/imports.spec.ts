/** Who may know whom: walks every import of the project, and shows that each rule catches the fixture that breaks it. */
import { describe, expect, it } from 'vitest'
import { checkImports, explain, findCircles } from './check-imports'
import { electronFilesMost } from './house'
import { importsOf } from './imports'
import { fixtures, sourceFiles } from './source-files'

const house = sourceFiles('src-main', 'src-preload', 'src-renderer', 'test/electron-stand-in', 'test/oracles')

describe('the imports of the house', () => {
  it('are those its rooms may have', () => {
    expect(house.length).toBeGreaterThan(20)
    expect(checkImports(house).map(explain).join('\n\n')).toBe('')
  })

  it('go in no circles', () => {
    const instead = 'instead: move what both need into a file of its own'
    const circles = findCircles(house).map((circle) => `${circle.join(' → ')}\n    ${instead}`)
    expect(circles.join('\n\n')).toBe('')
  })
})

describe('the walk over the imports', () => {
  it.each(fixtures().filter(({ checker }) => checker === 'imports'))('catches $name', (fixture) => {
    const breaches = checkImports([fixture])
    expect(breaches.map(({ rule }) => rule)).toEqual([fixture.breaks])
    expect(explain(breaches[0]!)).toMatch(/^src-\S+:\d+ imports '.+'\n {4}rule: .+\n {4}instead: .+/)
  })

  it('catches one file too many that imports electron', () => {
    const text = "import { app } from 'electron'\nexport const one = app\n"
    const files = Array.from({ length: electronFilesMost + 1 }, (_, at) => ({
      path: `src-main/host/electron-${at}.ts`,
      text,
    }))
    expect(checkImports(files.slice(1))).toEqual([])
    expect(checkImports(files).map(({ path, rule }) => [path, rule])).toEqual([
      [`src-main/host/electron-${electronFilesMost}.ts`, `electron is imported in at most ${electronFilesMost} files`],
    ])
  })

  it('catches a circle, and none where one of the imports is of types', () => {
    const circle = (word: string) => [
      { path: 'src-main/desk/one.ts', text: "import { two } from './two'\nexport const one = two\n" },
      { path: 'src-main/desk/two.ts', text: `import ${word} { one } from './one'\nexport const two = 2\n` },
    ]
    expect(findCircles(circle(''))).toEqual([['src-main/desk/one.ts', 'src-main/desk/two.ts', 'src-main/desk/one.ts']])
    expect(findCircles(circle('type'))).toEqual([])
  })

  it('knows a type from a value', () => {
    const text = [
      "import type { A } from './a'",
      "import { type B } from './b'",
      "import { type C, d } from './c'",
      "import './e'",
      "export type { F } from './f'",
    ].join('\n')
    const kinds = importsOf({ path: 'src-main/x.ts', text }).map(({ target, typeOnly, line }) => [
      target,
      typeOnly,
      line,
    ])
    expect(kinds).toEqual([
      ['src-main/a', true, 1],
      ['src-main/b', true, 2],
      ['src-main/c', false, 3],
      ['src-main/e', false, 4],
      ['src-main/f', true, 5],
    ])
  })
})
