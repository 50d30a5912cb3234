/** The recovery-code file: plain text that still helps somebody who opens it a year later, without their phone. */
import { fileNamePart } from './file-name'

export interface RecoveryFileFacts {
  readonly issuer: string
  readonly accountName: string
  readonly setNumber: number
  /** ISO-8601 in UTC. */
  readonly madeAt: string
  /** IANA name, for the date. */
  readonly timeZone: string
  readonly checksum: string
  readonly codes: readonly string[]
}

/** Names come from files and forms: a line break in one must not make a line, least of all one like a code. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()

/** Making one takes longer than writing a whole file, and a site has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** @throws RangeError for an unknown time zone */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
  formats.set(timeZone, made)
  return made
}

/** @returns `2026-03-31 14:05 (Asia/Tokyo, UTC+09:00)`: no order of day and month to guess, and the zone said twice. */
function dateIn(timeZone: string, at: string): string {
  const format = formatIn(timeZone)
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  const offset = (part['timeZoneName'] ?? '').replace('GMT', 'UTC')
  const zone = timeZone === 'UTC' ? 'UTC' : `${timeZone}, ${offset}`
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']} (${zone})`
}

/**
 * Writes the file of one set (M7, M17).
 * @returns `fileName` = `<Issuer>-recovery-codes.txt`, and `text` for saving, copying and printing alike: to be written
 *   as UTF-8, lines ended by CRLF, each code alone on its line
 * @throws RangeError for an unknown time zone or an instant that is none
 */
export function recoveryFile(facts: RecoveryFileFacts): { fileName: string; text: string } {
  const issuer = oneLine(facts.issuer)
  const set = facts.setNumber
  const lines = [
    'Recovery codes',
    '',
    `Issuer:      ${issuer}`,
    `Account:     ${oneLine(facts.accountName)}`,
    `Set number:  ${set}`,
    `Date:        ${dateIn(facts.timeZone, facts.madeAt)}`,
    `Checksum:    ${facts.checksum}`,
    '',
    'What these codes are for',
    'When you cannot use your authenticator app, because your phone is lost,',
    'broken or new, one of these codes stands in for it.',
    '',
    'How to use one',
    `1. Sign in to ${issuer} with your email and your password.`,
    '2. On the page "Multi-factor authentication" press',
    '   "Authenticate with a recovery code".',
    '3. Type one code from the list below, or paste its line, and press',
    '   "Authenticate".',
    '4. You are asked to set up OTP or Email anew. Do it at once.',
    'Each code works once. Strike out a code you have used.',
    '',
    'Your codes',
    '',
    ...facts.codes,
    '',
    'Keep this file in a safe place, and not only on your phone.',
    'Never tell anybody a code. Your help desk will not ask for one.',
    `This is set number ${set}. Older sets are void: their codes no longer work.`,
    'If no code is left, or somebody else may have seen this file, ask your',
    'help desk for new recovery codes.',
    '',
  ]
  return {
    fileName: `${fileNamePart(facts.issuer, 'MFA Desk')}-recovery-codes.txt`,
    text: lines.join('\r\n'),
  }
}

/** Both together, and what stands between and behind, stay under the 143 bytes that any common file system takes. */
const [issuerBytes, accountBytes] = [40, 72]

/**
 * The name of a file among many (M7): other papers of one account have `kind` of their own.
 * @returns `<Issuer>-recovery-codes-<account>-<set number>.txt`; two long addresses may have the same, see `distinctNames`
 */
export function bulkFileName(
  { issuer, accountName, setNumber }: Pick<RecoveryFileFacts, 'issuer' | 'accountName'> & { setNumber?: number },
  kind = 'recovery-codes',
  ending = 'txt',
): string {
  const parts = [
    fileNamePart(issuer, 'MFA Desk', issuerBytes),
    kind,
    fileNamePart(accountName, 'account', accountBytes),
  ]
  return `${[...parts, ...(setNumber === undefined ? [] : [setNumber])].join('-')}.${ending}`
}
