/** Each lint rule of the house catches the fixture that breaks it, and nothing else is said about it. */
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { fixtures, top } from './source-files'

const mine = fixtures().filter(({ checker }) => checker === 'lint')

// A fixture is on no disk where it pretends to live, so the typed rules are given a project of their own for it.
const lint = new ESLint({
  cwd: top,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [...new Set(mine.map(({ path }) => path).filter((path) => path.endsWith('.ts')))],
          defaultProject: 'tsconfig.json',
          maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: 50,
        },
      },
    },
  },
})

describe('lint', () => {
  it.each(mine)('catches $name', { timeout: 120_000 }, async ({ path, text, breaks }) => {
    const [result] = await lint.lintText(text, { filePath: join(top, path) })
    const said = result?.messages.map(({ ruleId, message }) => ruleId ?? message)
    expect([...new Set(said)]).toEqual([breaks])
  })

  it('lets the same import pass where it is allowed', { timeout: 120_000 }, async () => {
    const text = "import type { Random } from '../random'\n\nexport type Chance = Random\n"
    const [result] = await lint.lintText(text, { filePath: join(top, 'src-main/engine/fixture.ts') })
    expect(result?.messages).toEqual([])
  })
})
