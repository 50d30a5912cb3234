/** Each lint rule of the house catches the fixture that breaks it, and nothing else is said about it. */
import { join } from 'node:path'
import { ESLint, type Linter } from 'eslint'
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

/** @returns the rule and, for the rules that hold the bans of the house, which ban it was. */
function whatIsSaid({ ruleId, message }: Linter.LintMessage): string {
  if (ruleId === null) return message
  const ban = message.replace(/^.* import (from .* )?is restricted from being used by a pattern\. /, '')
  return ruleId.startsWith('no-restricted-') ? `${ruleId}: ${ban}` : ruleId
}

const beginningWith = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`)

describe('lint', () => {
  it.each(mine)('catches $name', { timeout: 120_000 }, async ({ path, text, breaks }) => {
    const [result] = await lint.lintText(text, { filePath: join(top, path) })
    const said = new Set(result?.messages.map(whatIsSaid))
    expect([...said]).toEqual([expect.stringMatching(beginningWith(breaks))])
    // Two rules hold many bans each: which one it was says only the message.
    if (breaks.startsWith('no-restricted-')) expect(breaks, 'the fixture says which ban').toMatch(/: \S+ \S+/)
  })

  it('lets the same import pass where it is allowed', { timeout: 120_000 }, async () => {
    const text = "import type { Random } from '../random'\n\nexport type Chance = Random\n"
    const [result] = await lint.lintText(text, { filePath: join(top, 'src-main/engine/fixture.ts') })
    expect(result?.messages).toEqual([])
  })
})
