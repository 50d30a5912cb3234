/** The file of refused lines: each as it stood, with its number and the reason, in the file's own encoding. */
import type { ImportField, LineProblem } from '../../src-preload/contract/imports'
import { encodeText } from '../csv/encode-text'
import { readRecords } from '../csv/records'
import { fileNamePart } from '../engine/file-name'
import type { Refusal } from '../engine/account-import-line'
import type { ImportJob } from './import-job'
import { pause } from './import-reading'

const fieldNames: Readonly<Record<ImportField, string>> = {
  'user-name': 'user name',
  email: 'email',
  'second-email': 'second email',
  phone: 'phone',
  name: 'name',
  department: 'department',
  language: 'language',
  role: 'role',
  enabled: 'enabled',
}

type Say = (refusal: { field: string; line: string }) => string

/** ASCII only: any encoding of a file can hold them. No quote and no separator, so they need no quoting. */
const sentences: Readonly<Record<LineProblem, Say>> = {
  'email-missing': () => 'Email is missing',
  'email-not-an-address': () => 'Email is not an address',
  'second-email-not-an-address': () => 'Second email is not an address',
  'same-email': ({ line }) => `Same address as line ${line}`,
  'same-user-name': ({ line }) => `Same user name as line ${line}`,
  'email-of-another': () => 'Another account has this email',
  'user-name-of-another': () => 'Another account has this user name',
  'role-unknown': () => 'Role is unknown',
  'role-needs-administrator': () => 'A staff role needs an administrator',
  'language-unknown': () => 'Language is unknown',
  'enabled-unknown': () => 'Enabled says neither yes nor no',
  'too-long': ({ field }) => `Too long: ${field}`,
  'too-many-fields': () => 'More fields than the header',
  'too-few-fields': () => 'Fewer fields than the header',
  'control-character': ({ field }) => `Control character in: ${field}`,
  'match-value-missing': () => 'The value to match by is missing',
  'last-administrator': () => 'This is the last administrator',
  'own-account': () => 'Your own role and being enabled are for another administrator to change',
}

const reasonOf = ({ problem, field, line }: Refusal): string =>
  sentences[problem]({ field: field ? fieldNames[field] : 'a field', line: String(line ?? '') })

/**
 * Walks through the file once more, so that no line has to be kept twice while an import is open.
 * @returns the file, named `<file>.refused.csv`. Its two further columns stand last: a line with too few fields
 * stays one with too few when it is brought again.
 */
export async function makeRefusedFile(job: ImportJob): Promise<File> {
  const { shape, mark, headerText } = job.reading
  const reasons = new Map(job.refused.map(({ line, refusal }) => [line, reasonOf(refusal)]))
  const parts = [encodeText(`${[headerText, 'Line', 'Reason'].join(shape.separator)}\r\n`, shape.encoding, mark)]
  for await (const records of readRecords(job.bytes, shape, pause)) {
    const text = records
      .filter(({ line }) => reasons.has(line))
      .map(({ line, raw }) => `${[raw, line, reasons.get(line)].join(shape.separator)}\r\n`)
      .join('')
    if (text !== '') parts.push(encodeText(text, shape.encoding, false))
  }
  const stem = job.fileName.replace(/\.(csv|tsv|txt)$/i, '')
  return new File(parts, `${fileNamePart(stem, 'accounts')}.refused.csv`, { type: 'text/csv' })
}
