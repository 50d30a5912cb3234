/** One line of an account import by itself: its values made canonical, or the reason why it is refused. */
import { importFields, type ImportField, type LineProblem } from '../../src-preload/contract/imports'
import { readEnabled, readLanguage, readRole } from './account-import-words'
import { isEmailAddress } from './email-address'
import { toNfc } from './fold'

/** What the mapped columns of a line say, as canonical text: role and language by code, enabled `true` or `false`. */
export type ImportValues = Partial<Record<ImportField, string>>

export interface Refusal {
  readonly problem: LineProblem
  readonly field: ImportField | null
  /** For `same-…`: the line that said it first. */
  readonly line: number | null
}

export interface CheckedLine {
  readonly line: number
  readonly values: ImportValues
  readonly refusal: Refusal | null
}

/** In a line of JSON: a list or an object where a text should be. */
export const notText = Symbol('not text')
/** Null: the line says nothing of that field, which stays as it is. */
export type Cell = string | null | typeof notText

interface ColumnMap {
  /** The field each column holds, by place; null is left out. No field twice. */
  readonly columns: readonly (ImportField | null)[]
  readonly matchBy: 'email' | 'user-name'
  /** Values are meant as they stand: no spreadsheet was to be kept from running them. */
  readonly asIs?: boolean
}

/** Longest value of each field in UTF-16 units, as the contract of the accounts has them. */
const longest: Partial<Record<ImportField, number>> = {
  'user-name': 100,
  email: 254,
  'second-email': 254,
  phone: 50,
  name: 200,
  department: 200,
}

/** C0 and C1 controls; a name may run over lines and have tabs, as spreadsheets write them. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/
/** Fields of one line only: a line end inside an address or a user name would be somebody else's header line. */
const oneLine: ReadonlySet<ImportField> = new Set(['user-name', 'email', 'second-email', 'phone'])

const neverEmptied: ReadonlySet<ImportField> = new Set(['email', 'role', 'enabled'])

/**
 * Checks a record against itself; the store and the other lines are not asked.
 *
 * An empty cell empties its field. It says nothing where a field cannot be empty: email, role and enabled then
 * stay as they are, and a new account is an enabled plain user (an address it must have).
 */
export function checkLine(record: { line: number; fields: readonly Cell[] }, map: ColumnMap): CheckedLine {
  const { line, fields } = record
  const values: ImportValues = {}
  let refusal: Refusal | null = null
  const refuse = (problem: LineProblem, field: ImportField | null = null): void => {
    refusal ??= { problem, field, line: null }
  }
  if (fields.length > map.columns.length) refuse('too-many-fields')
  if (fields.length < map.columns.length) refuse('too-few-fields')
  for (const [place, field] of map.columns.entries()) {
    if (field === null) continue
    const cell = place < fields.length ? fields[place] : ''
    if (cell === notText) refuse('not-text', field)
    if (typeof cell !== 'string' && field !== map.matchBy) continue
    const given = typeof cell === 'string' ? cell : ''
    const text = toNfc((map.asIs ? given : withoutDisarm(given)).trim())
    if (text === '' && field !== map.matchBy && neverEmptied.has(field)) continue
    values[field] = text
    if (control.test(text) || (oneLine.has(field) && /[\n\r\t]/.test(text))) refuse('control-character', field)
    else if (text.length > (longest[field] ?? 100)) refuse('too-long', field)
  }
  for (const field of importFields) {
    const text = values[field]
    if (text === '' && field === map.matchBy) refuse(field === 'email' ? 'email-missing' : 'match-value-missing', field)
    const problem = text ? canonical[field]?.(text, values) : undefined
    if (problem) refuse(problem, field)
  }
  return { line, values, refusal }
}

/** Puts the canonical text in place, or says what is wrong with it; the text then stays as it stood. */
const canonical: Partial<Record<ImportField, (text: string, values: ImportValues) => LineProblem | undefined>> = {
  email: (text) => (isEmailAddress(text) ? undefined : 'email-not-an-address'),
  'second-email': (text) => (isEmailAddress(text) ? undefined : 'second-email-not-an-address'),
  role: (text, values) => replace(values, 'role', readRole(text), 'role-unknown'),
  language: (text, values) => replace(values, 'language', readLanguage(text), 'language-unknown'),
  enabled: (text, values) => replace(values, 'enabled', readEnabled(text), 'enabled-unknown'),
}

function replace(
  values: ImportValues,
  field: ImportField,
  read: string | null,
  problem: LineProblem,
): LineProblem | undefined {
  if (read === null) return problem
  values[field] = read
  return undefined
}

/**
 * Exports disarm formulas with a leading apostrophe (security.md, CSV); it was never part of the value. One that was
 * stands behind it.
 */
export const withoutDisarm = (text: string): string => (/^'+[=+\-@\t\r＝＋－＠]/u.test(text) ? text.slice(1) : text)
