/** The words of a report are those of the screen, in every language. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages } from '../../src-preload/contract/accounts'
import { reportWords } from '../../src-main/desk/report-words'
import { guessColumns } from '../../src-main/engine/account-import-columns'

const locale = (language: string, file: string) =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../src-renderer/locales/${language}/${file}.json`), 'utf8'),
  ) as Record<string, Record<string, Record<string, string>>>

describe.each(languages)('%s', (language) => {
  const words = reportWords[language]
  const states = locale(language, 'states')
  const accounts = locale(language, 'accounts')['accounts']!
  const enrollment = locale(language, 'enrollment')['enrollment']!

  it('states, roles and policies', () => {
    expect(states['state']).toMatchObject(words.state)
    expect(states['role']).toEqual(words.role)
    expect(states['policy']).toEqual(words.policy)
    expect(states['state']).toMatchObject({ lockedUntil: words.lockedUntil, accountDisabled: words.accountDisabled })
  })

  it('columns of the lists', () => {
    expect(words.column).toMatchObject(accounts['columns'] as object)
    const { name, email, department, role, policy, state, since, before, after } = words.column
    expect(enrollment['list']).toMatchObject({ name, email, department, role, policy, state, since, before, after })
  })

  it('headers of a directory, which an import guesses one and all', () => {
    expect(words.directory).toEqual(locale(language, 'import')['import']!['field'])
    expect(guessColumns(Object.values(words.directory))).toEqual(Object.keys(words.directory))
  })

  it('columns of the coverage table, and kinds of change', () => {
    const { mustReEnrol, all, department, role, method, ...columns } = words.coverage
    expect(enrollment['column']).toMatchObject({ ...columns, 're-enrol': mustReEnrol })
    expect(enrollment['by']).toEqual({ department, role, method })
    expect(enrollment['all']).toBe(all)
    expect(enrollment['change']).toEqual(words.change)
  })

  it('filters', () => {
    const { requiredNone, notLocked, enabled, isEnrolled, notEnrolled, fewCodes, noDepartment, notRequiredNone } =
      words.filter
    const filters = {
      requiredNone,
      notLocked,
      enabled,
      isEnrolled,
      notEnrolled,
      fewCodes,
      noDepartment,
      notRequiredNone,
    }
    expect(accounts['filters']).toMatchObject(filters)
    const days = (text: string) => text.replace('{n}', '{days}')
    expect(accounts['filters']).toMatchObject({
      pendingOver: days(words.filter.pendingOver),
      unusedFor: days(words.filter.unusedFor),
    })
  })
})
