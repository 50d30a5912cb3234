/** Letters from facts: pure, in the language of their reader. */
import type { Language } from '../../../src-preload/contract/accounts'
import type { LetterKind } from '../../../src-preload/contract/outbox'
import type { LetterFacts } from '../letter-facts'
import { oneLine } from '../one-line'
import { en } from './en'
import { ja } from './ja'
import { ko } from './ko'
import { htmlForm, plainForm, type LetterParts } from './letter-forms'
import type { LetterWords } from './letter-words'
import { writtenInstant } from './written-instant'

const wordsOf: Readonly<Record<Language, LetterWords>> = { en, ja, ko }

/** The longest an address can be (RFC 5321, 4.5.3.1.3). */
const nameMost = 254

/** Marks of direction would turn the rest of the line round (CVE-2021-42574). */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** @returns a name or address on one line, cut between characters as people see them. */
function inLine(text: string): string {
  const line = oneLine(text.replace(directionMarks, ''))
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)]
  if (graphemes.length <= nameMost) return line
  const kept = graphemes.slice(0, nameMost).map(({ segment }) => segment)
  return `${kept.join('')}…`
}

const codeKinds: readonly LetterKind[] = ['sign-in-code', 'set-up-code', 'desk-code', 'address-code', 'password-code']

const inGroups = (key: string): string => key.replace(/(.{4})(?=.)/g, '$1 ')

/** What a letter is for: what it is called, what it is, and how it works. */
function secretParts(kind: LetterKind, facts: LetterFacts, { secrets }: LetterWords) {
  const { code, minutes, password, hours, key, passphrase } = facts
  if (codeKinds.includes(kind)) return [secrets.code, code, minutes && secrets.codeWorks(minutes)] as const
  const passwordWorks = hours && secrets.passwordWorks(hours)
  switch (kind) {
    case 'first-password':
      return [secrets.firstPassword, password, passwordWorks] as const
    case 'temporary-password':
      return [secrets.temporaryPassword, password, passwordWorks] as const
    case 'enrolment-key':
      return [secrets.enrolmentKey, key && inGroups(key), secrets.enrolmentKeyWorks] as const
    case 'zip-passphrase':
      return [secrets.passphrase, passphrase, secrets.passphraseWorks] as const
    default:
      return null
  }
}

/** @throws Error where the code or password of such a letter is missing: a mail without it would only confuse. */
function secretOf(kind: LetterKind, facts: LetterFacts, words: LetterWords): LetterParts['secret'] {
  const parts = secretParts(kind, facts, words)
  if (parts === null) return null
  const [label, value, works] = parts
  if (!value || !works) throw new Error(`a letter ${kind} lacks what it is for`)
  return { label, value, works }
}

/** @returns what staff wrote, line by line as names are: nothing of it turns a line round or hides in it. */
function messageOf(kind: LetterKind, { text }: LetterFacts): string | null {
  if (kind !== 'message') return null
  if (text === undefined) throw new Error('a message lacks its text')
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/)
  return lines.map((line) => oneLine(line.replace(directionMarks, ''))).join('\n')
}

/** Asked for before anybody has signed in, or by whoever holds the code: saying who it was would be guessing. */
const withoutWho: readonly LetterKind[] = [
  'sign-in-code',
  'set-up-code',
  'address-code',
  'password-code',
  'recovery-code-used',
  'account-locked',
  'factor-disabled',
]

function factsOf(kind: LetterKind, facts: LetterFacts, words: LetterWords, language: Language): LetterParts['facts'] {
  const { by } = facts
  const written = (at: string) => writtenInstant(at, facts.timeZone, language)
  const who = by.kind === 'staff' ? words.by.staff(inLine(by.name)) : words.by[by.kind]
  const role = Object.entries(words.roles).find(([id]) => id === facts.role)?.[1] ?? facts.role
  const untilWord = kind === 'enrolment-required' ? words.facts.enrolBy : words.facts.until
  const rows: [label: string, value: string | undefined][] = [
    [words.facts.issuer, facts.issuer],
    [words.facts.account, facts.accountName],
    [words.facts.at, written(facts.at)],
    [words.facts.by, withoutWho.includes(kind) && by.kind !== 'staff' ? undefined : who],
    [untilWord, facts.until === undefined ? undefined : written(facts.until)],
    [words.facts.codesLeft, facts.codesLeft?.toString()],
    [words.facts.newAddress, facts.newAddress],
    [words.facts.role, role],
  ]
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value: inLine(value) }]))
}

/**
 * @returns `subject`: a fixed sentence of the kind, without names and codes; `text` with LF, the code or password alone
 *   on its line; `html`, complete in itself
 * @throws Error where the facts of a code or a password lack it; RangeError where an instant or the time zone is none
 */
export function renderLetter(
  kind: LetterKind,
  facts: LetterFacts,
  language: Language,
): { subject: string; text: string; html: string } {
  const words = wordsOf[language]
  const { subject, says, then } = words.kinds[kind]
  const parts: LetterParts = {
    greeting: words.greeting(inLine(facts.personName)),
    says,
    secret: secretOf(kind, facts, words),
    message: messageOf(kind, facts),
    then,
    facts: factsOf(kind, facts, words, language),
    footer: words.footer,
  }
  return { subject, text: plainForm(parts), html: htmlForm(parts, language, subject) }
}
