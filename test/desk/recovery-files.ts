/** 200 files for the desk to check: of sets in force and void, edited in each way, truncated, and foreign; and what each must be called. */
import type { Desk } from '../../src-preload/contract'
import type { FileVerdict, RecoverySet } from '../../src-preload/contract/recovery'
import { enrolOtp } from '../doubles/behind-the-desk'
import { makeAccount, type TestDesk } from '../doubles/test-desk'

type Verdict = FileVerdict['verdict']
type Differs = Extract<FileVerdict, { verdict: 'altered' }>['differs'][number]

export interface GivenFile {
  readonly what: string
  readonly bytes: Buffer
  readonly verdict: Verdict
  /** Of a file of ours: whose, and which set. */
  readonly of?: { readonly accountId: string; readonly number: number }
  /** At least these of an altered one. */
  readonly differs?: readonly Differs[]
  readonly names?: Extract<FileVerdict, { verdict: 'not-ours' }>['names']
}

export interface MadeSet extends RecoverySet {
  readonly accountId: string
}

/** Two sets each for so many people: the first is void by the second. */
export async function setsOf(test: TestDesk, desk: Desk, people: number, domain = 'corp.example'): Promise<MadeSet[]> {
  const sets: MadeSet[] = []
  for (let nr = 0; nr < people; nr += 1) {
    const accountId = await makeAccount(desk, `Person ${nr}`, `person${nr}@${domain}`)
    await enrolOtp(test, accountId)
    for (const reason of ['first file', 'file lost']) {
      test.time += 1000
      sets.push({ ...(await desk.recovery.renew({ accountId, reason })), accountId })
    }
  }
  return sets
}

const nl = '\r\n'
const another = (code: string): string => `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`
const lineOf = (label: string, text: string): string =>
  text.split(nl).find((line) => line.startsWith(`${label}:`)) ?? ''

/** Whatever an editor does by itself: the file is what it was. */
const harmless: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['as saved', (text) => Buffer.from(text)],
  ['line feeds', (text) => Buffer.from(text.replaceAll(nl, '\n'))],
  ['byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['no last line end', (text) => Buffer.from(text.trimEnd())],
]

type Edit = readonly [string, (set: MadeSet, other: MadeSet) => string, readonly Differs[]]
const [all, replace] = [
  ['issuer', 'account', 'set-number', 'date', 'checksum'] as const,
  (from: (set: MadeSet) => string, to: (set: MadeSet, other: MadeSet) => string) => (set: MadeSet, other: MadeSet) =>
    set.fileText.replace(from(set), to(set, other)),
]
const code = (set: MadeSet, at: number): string => set.codes[at] ?? ''
const labelled = (label: string, value: string) =>
  replace(
    (set) => lineOf(label, set.fileText),
    () => `${label}:  ${value}`,
  )

const edits: readonly Edit[] = [
  [
    'one code mistyped',
    replace(
      (set) => code(set, 4),
      (set) => another(code(set, 4)),
    ),
    ['codes'],
  ],
  [
    'the last code mistyped',
    replace(
      (set) => code(set, 9),
      (set) => another(code(set, 9)),
    ),
    ['codes'],
  ],
  [
    'a code taken out',
    replace(
      (set) => `${code(set, 0)}${nl}`,
      () => '',
    ),
    ['codes'],
  ],
  [
    'a code twice',
    replace(
      (set) => code(set, 1),
      (set) => code(set, 0),
    ),
    ['codes'],
  ],
  [
    'two codes changed places',
    (set) => set.fileText.replace(code(set, 2), '#').replace(code(set, 3), code(set, 2)).replace('#', code(set, 3)),
    ['codes'],
  ],
  [
    'a code of another set',
    replace(
      (set) => code(set, 5),
      (_set, other) => code(other, 5),
    ),
    ['codes'],
  ],
  [
    'a code more',
    replace(
      (set) => code(set, 9),
      (set) => `${code(set, 9)}${nl}${another(code(set, 9))}`,
    ),
    ['codes'],
  ],
  [
    'all codes mistyped',
    (set) => set.codes.reduce((text, one) => text.replace(one, another(one)), set.fileText),
    ['codes'],
  ],
  ['issuer changed', labelled('Issuer', 'Somebody else'), ['issuer']],
  ['account changed', labelled('Account', 'mallory@corp.example'), ['account']],
  ['set number changed', labelled('Set number', '99'), ['set-number']],
  ['date changed', labelled('Date', '2031-01-01 00:00 (UTC)'), ['date']],
  ['checksum changed', labelled('Checksum', '0000-0000'), ['checksum']],
  ['checksum of another set', (set, other) => set.fileText.replace(set.checksum, other.checksum), ['checksum']],
  [
    'a sentence changed',
    replace(
      () => 'Each code works once.',
      () => 'Mail a code to it@corp.example.',
    ),
    ['text'],
  ],
  ['a line more', (set) => `${set.fileText}Mail this to it@corp.example.${nl}`, ['text']],
  [
    'a code ticked off',
    replace(
      (set) => code(set, 6),
      (set) => `- ${code(set, 6)}`,
    ),
    ['text'],
  ],
  [
    'head and codes of two sets',
    (set, other) => set.codes.reduce((text, one, at) => text.replace(one, code(other, at)), set.fileText),
    ['account', 'set-number', 'checksum'],
  ],
]
const truncations: readonly Edit[] = [
  [
    'cut after the sixth code',
    (set) => set.fileText.slice(0, set.fileText.indexOf(code(set, 5)) + 19),
    ['codes', 'text'],
  ],
  ['cut within a code', (set) => set.fileText.slice(0, set.fileText.indexOf(code(set, 5)) + 9), ['codes', 'text']],
  ['cut before the codes', (set) => set.fileText.slice(0, set.fileText.indexOf(code(set, 0))), ['codes', 'text']],
  ['cut after the checksum', (set) => set.fileText.slice(0, set.fileText.indexOf(set.checksum) + 9), ['codes', 'text']],
  ['without its head', (set) => set.fileText.slice(set.fileText.indexOf('What these codes')), [...all]],
  ['nothing but its codes', (set) => set.codes.join('\n'), [...all, 'text']],
  ['nothing but its last code', (set) => code(set, 9), [...all, 'codes', 'text']],
]

const text = (what: string, content: string, names: GivenFile['names'] = 'nothing'): GivenFile => ({
  what,
  bytes: Buffer.from(content),
  verdict: 'not-ours',
  ...(names === undefined ? {} : { names }),
})
const foreign = (sets: readonly MadeSet[]): GivenFile[] => [
  text('an empty file', ''),
  text('blank lines', nl.repeat(300)),
  text('a letter', 'Dear Keiko,\n\nthe codes are in the safe.\n'),
  text('codes of another kind', Array.from({ length: 10 }, (_, nr) => `a1b2c-3d4e${nr}`).join('\n')),
  text('codes of nobody', Array.from({ length: 10 }, (_, nr) => `ABCD-EFGH-JKMN-PQR${nr}`).join('\n')),
  {
    what: 'a picture',
    bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    verdict: 'not-ours',
  },
  {
    what: 'bytes',
    bytes: Buffer.from(Array.from({ length: 60_000 }, (_, at) => (at * 31) & 255)),
    verdict: 'not-ours',
  },
  // Account and number are those of a set, and nothing else of it is.
  ...sets.map((set) =>
    text(
      'a file in its name alone',
      set.codes.reduce((so, one) => so.replace(one, another(one)), set.fileText).replace(set.checksum, '1234-5678'),
      'unknown-set',
    ),
  ),
]

/**
 * @param sets two of each person, the first one void
 * @param elsewhere of other stores: of the same issuer, and of another
 */
export function givenFiles(
  sets: readonly MadeSet[],
  elsewhere: { same: readonly MadeSet[]; other: readonly MadeSet[] },
): GivenFile[] {
  const of = ({ accountId, number }: MadeSet) => ({ accountId, number })
  const verdictOf = (at: number): Verdict => (at % 2 === 0 ? 'superseded' : 'current')
  const whole = sets.slice(0, 14).flatMap((set, at) =>
    harmless.map(([how, write]): GivenFile => ({
      what: `${verdictOf(at)}: ${how}`,
      ...{ bytes: write(set.fileText), verdict: verdictOf(at), of: of(set) },
    })),
  )
  const altered = [...edits, ...truncations].flatMap(([what, edit, differs], at) =>
    [0, 1, 2, 3].map((nr): GivenFile => {
      const set = sets[(at + nr) % sets.length]!
      const other = sets[(at + nr + 7) % sets.length]!
      const mixed = what === 'head and codes of two sets' ? other : set
      return { what, bytes: Buffer.from(edit(set, other)), verdict: 'altered', of: of(mixed), differs }
    }),
  )
  const foreigners = [
    ...foreign(sets.slice(0, 3)),
    ...elsewhere.same.map((set) => text('of another store of this name', set.fileText, 'unknown-set')),
    ...elsewhere.other.map((set) => text('of another service', set.fileText, 'another-issuer')),
  ]
  return [...whole, ...altered, ...foreigners]
}
