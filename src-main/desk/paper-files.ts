/** Papers of a job as the files of its zip: a recovery-code file as it is; sheets and slips to be read, or as JSON for the window. */
import type { Language } from '../../src-preload/contract/accounts'
import { inFours } from '../engine/crockford'
import { distinctNames } from '../engine/file-name'
import { bulkFileName, recoveryFile } from '../engine/recovery-file'
import type { LockedFile } from '../papers/locked-zip'
import type { Paper, SheetPaper, SlipPaper } from './jobs/paper'
import { filled } from './report-words'
import { paperWords } from './report-words/paper-words'

type WriteInstant = (at: string) => string

/** Labels of one width are no matter here: half of the languages have letters twice as wide. */
const page = (title: string, facts: readonly (readonly [string, string])[], then: readonly string[]): string =>
  [title, '', ...facts.map(([label, value]) => `${label}: ${value}`), '', ...then, ''].join('\r\n')

function sheetText(sheet: SheetPaper, language: Language): string {
  const words = paperWords[language]
  const { issuer, accountName, personName, secret, uri, algorithm, digits, periodSeconds } = sheet
  const kind = filled(words.kindInWords, { digits, seconds: periodSeconds, algorithm })
  const facts = [
    [words.issuer, issuer],
    [words.account, accountName],
    [words.name, personName],
    [words.key, inFours(secret).join(' ')],
    [words.kind, kind],
    [words.address, uri],
  ] as const
  return page(words.sheet, facts, words.sheetThen)
}

function slipText(
  { issuer, accountName, personName, password, expiresAt }: SlipPaper,
  language: Language,
  write: WriteInstant,
) {
  const words = paperWords[language]
  const facts = [
    [words.issuer, issuer],
    [words.account, accountName],
    [words.name, personName],
    [words.password, password],
    [words.until, write(expiresAt)],
  ] as const
  return page(words.slip, facts, words.slipThen)
}

interface How {
  readonly language: Language
  /** For the window: sheets and slips as the facts that it prints. */
  readonly asFacts: boolean
  readonly write: WriteInstant
}

/** @returns writes one paper after another, no two under one name */
export function paperFiles({ language, asFacts, write }: How): (paper: Paper) => LockedFile {
  const distinct = distinctNames()
  return (paper) => {
    if (paper.kind === 'recovery-file') {
      const { number: setNumber, ...set } = paper.set
      const facts = { ...set, setNumber, timeZone: paper.timeZone }
      return { name: distinct(bulkFileName(facts)), text: recoveryFile(facts).text }
    }
    const { accountId: _of, ...facts } = paper
    if (asFacts) return { name: distinct(bulkFileName(paper, paper.kind, 'json')), text: JSON.stringify(facts) }
    const text = paper.kind === 'enrolment-sheet' ? sheetText(paper, language) : slipText(paper, language, write)
    return { name: distinct(bulkFileName(paper, paper.kind)), text: text }
  }
}
