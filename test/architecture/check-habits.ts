/** The habits of the house that lint does not see: names of files, their first line, and no path of somebody's machine. */
import { basename } from 'node:path/posix'
import type { SourceText } from './imports'

const drawers = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'service', 'misc']
/** Named by Vue itself or by the tools that look for it. */
const namedByOthers = ['app.vue']

/** @returns what one file does against the habits, each in a few words. */
export function checkHabits({ path, text }: SourceText): string[] {
  const name = basename(path)
  const said: string[] = []
  const stem = name.replace(/(\.d|\.spec|\.journey|\.config)?\.(ts|vue)$/, '')
  const kebab = /^(\d{3,}-)?[a-z][a-z0-9]*(-[a-z0-9]+)*$/
  const fits = name.endsWith('.vue') ? /^[A-Z][A-Za-z0-9]*$/.test(stem) : kebab.test(stem)
  if (!fits && !namedByOthers.includes(name)) said.push('kebab-case .ts, PascalCase .vue')
  if (
    stem
      .toLowerCase()
      .split('-')
      .some((word) => drawers.includes(word)) &&
    stem !== 'common-passwords'
  )
    said.push('no drawer names')
  const first = text.slice(0, text.indexOf('\n'))
  if (!/^(\/\*\*?|\/\/|<!--)\s*\S.{10,}/.test(first)) said.push('first line says the purpose')
  if (/(["'`\s(])(\/home\/|\/Users\/|\/root\/|[A-Z]:\\+Users\\+)\w/.test(text))
    said.push("no path of somebody's machine")
  return said
}
