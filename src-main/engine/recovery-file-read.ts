/** Reads a recovery-code file back, whole or not, and says what of it differs from what the desk wrote. */
import { canonicalRecoveryCode } from './recovery-codes'
import { recoveryFile, type RecoveryFileFacts } from './recovery-file'

/** A file of ours has ten; whatever has more is read no further. */
const codesMost = 100

const labels = {
  issuer: 'Issuer',
  account: 'Account',
  'set-number': 'Set number',
  date: 'Date',
  checksum: 'Checksum',
} as const
type Label = keyof typeof labels
export type Differing = Label | 'codes' | 'text'

export interface ReadRecoveryFile {
  /** What stands behind each label; null where the line is not there. */
  readonly said: Readonly<Record<Label, string | null>>
  /** In canonical form, as they stand there one below the other. */
  readonly codes: readonly string[]
  /** Everything else: lines without their ends, and none of a code. */
  readonly rest: string
}

/** Editors write a mark in front and choose the encoding by it. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** A code that people have numbered, ticked off, or written a word behind; four groups, so that no sentence is one. */
const marked = /^(?:\d{1,2}[.)]\s+)?[^0-9A-Za-z]*([0-9A-Za-z]{4}(?:\p{Pd}[0-9A-Za-z]{4}){3})(?![0-9A-Za-z])/u

const codeIn = (line: string): string | null =>
  canonicalRecoveryCode(line) ?? canonicalRecoveryCode(marked.exec(line.slice(0, 200))?.[1] ?? '')

function readText(text: string): ReadRecoveryFile {
  const said: Record<Label, string | null> = {
    issuer: null,
    account: null,
    'set-number': null,
    date: null,
    checksum: null,
  }
  const codes: string[] = []
  const rest: string[] = []
  for (const line of text.split(/\r\n|\r|\n/).map((one) => one.trimEnd())) {
    const label = (Object.keys(labels) as Label[]).find(
      (one) => said[one] === null && line.startsWith(`${labels[one]}:`),
    )
    if (label !== undefined) {
      said[label] = line.slice(labels[label].length + 1).trim()
      continue
    }
    const code = codes.length < codesMost ? codeIn(line) : null
    if (code !== null) codes.push(code)
    // A code in another spelling is still that code; that it was touched is told by the text.
    if (code !== line) rest.push(code === null ? line : '(code)')
  }
  return { said, codes, rest: rest.join('\n').trimEnd() }
}

/** @returns what stands in the file; the same for any line ends, byte order mark and UTF-16 an editor may have put there. */
export const readRecoveryFile = (bytes: Uint8Array): ReadRecoveryFile => readText(textOf(bytes))

/**
 * @param facts as the file was written
 * @returns what of the file is another than the desk wrote, but its codes: nobody but the file knows those
 */
export function differencesFrom(file: ReadRecoveryFile, facts: Omit<RecoveryFileFacts, 'codes'>): Differing[] {
  const written = readText(recoveryFile({ ...facts, codes: [] }).text)
  const differing = (Object.keys(labels) as Label[]).filter((label) => file.said[label] !== written.said[label])
  return file.rest === written.rest ? differing : [...differing, 'text']
}
