/** The page: the verdict first and large, then what a reader can do, then everything it rests on. */
import { h, filled, mark, type Mark } from './dom'
import { besideSection } from './beside'
import {
  anchorsSection,
  checksSection,
  coverageSection,
  factsSection,
  findingText,
  numberText,
  type Said,
} from './sections'
import type { Verdict } from './verdict'
import { en } from './words/en'
import { ja } from './words/ja'
import { ko } from './words/ko'
import type { Words } from './words/words'

const languages: Readonly<Record<string, { readonly name: string; readonly words: Words }>> = {
  en: { name: 'English', words: en },
  ja: { name: '日本語', words: ja },
  ko: { name: '한국어', words: ko },
}

/** @returns one of ours: that of the pack's maker, else that of the browser. */
export function languageOf(...wished: readonly (string | null | undefined)[]): string {
  const known = wished.map((one) => one?.slice(0, 2) ?? '').find((one) => one in languages)
  return known ?? 'en'
}

export const wordsOf = (language: string): Words => languages[language]?.words ?? en

/** What was typed, as it is compared. */
const plain = (fingerprint: string): string =>
  fingerprint
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '')

/** @returns null while nothing whole is typed. */
export function isSameKey(typed: string, { key }: Pick<Verdict, 'key'>): boolean | null {
  const digits = plain(typed)
  if (key === null || digits.length < 16) return null
  return digits.length > 16 ? digits === key.sha256 : digits === plain(key.fingerprint)
}

export interface PageState {
  language: string
  /** The fingerprint as it is typed. */
  typed: string
}

type Outcome = 'well' | 'wellAndKey' | 'broken' | 'brokenBetween' | 'wrongKey' | 'noPack'

function outcomeOf(verdict: Verdict, typed: string): Outcome {
  if (verdict.manifest === null && verdict.findings.length === 1 && verdict.rows === 0 && !hasData()) return 'noPack'
  if (verdict.firstBad) return verdict.firstBad.no === verdict.firstBad.to ? 'broken' : 'brokenBetween'
  const same = isSameKey(typed, verdict)
  return same === null ? 'well' : same ? 'wellAndKey' : 'wrongKey'
}

const hasData = (): boolean => document.getElementById('audit.jsonl') !== null

const marks: Readonly<Record<Outcome, Mark>> = {
  ...{ well: 'check', wellAndKey: 'check', broken: 'cross', brokenBetween: 'cross', wrongKey: 'key', noPack: 'dash' },
}

function verdictBox(said: Said, typed: string): HTMLElement {
  const { words, language, verdict } = said
  const outcome = outcomeOf(verdict, typed)
  const [head, text] = words[outcome]
  const from = verdict.manifest?.from ?? 1
  const { no, to } = verdict.firstBad ?? { no: from, to: from }
  const values = { no, to, rows: numberText(verdict.rows, language) }
  const isWell = outcome === 'well' || outcome === 'wellAndKey'
  const attributes = {
    ...{ id: 'verdict', role: 'status', class: `verdict ${isWell ? 'good' : 'bad'}`, 'data-outcome': outcome },
    'data-first-bad': outcome === 'wrongKey' || verdict.firstBad ? String(no) : null,
    'data-to': verdict.firstBad ? String(to) : null,
  }
  const first = verdict.findings[0]
  return h(
    'div',
    attributes,
    mark(marks[outcome]),
    h(
      'div',
      {},
      h('h2', {}, filled(head, values)),
      first ? h('p', { class: 'cause' }, findingText(said, first)) : null,
      h('p', {}, filled(text, values)),
      isWell ? null : h('p', {}, words.advice),
    ),
  )
}

function keySection({ words, verdict }: Said, typed: string, onType: (typed: string) => void): HTMLElement | null {
  if (verdict.key === null) return null
  const { key } = words
  const field = h('input', {
    ...{
      id: 'given',
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-describedby': 'given-hint given-said',
    },
  })
  field.value = typed
  field.addEventListener('input', () => onType(field.value))
  return h(
    'section',
    { class: 'key' },
    h('h2', {}, key.head),
    h('p', { class: 'note' }, key.is),
    h('p', { class: 'fingerprint', id: 'fingerprint' }, verdict.key.fingerprint),
    h('p', { class: 'note' }, key.whole, ': ', h('code', {}, verdict.key.sha256)),
    h('p', {}, key.ask),
    h('div', { class: 'given' }, h('label', { for: 'given' }, key.field), field),
    h('p', { class: 'note', id: 'given-hint' }, key.hint),
    h('p', { id: 'given-said', class: 'said' }, saidOfKey(words, verdict, typed)),
  )
}

function saidOfKey({ key }: Words, verdict: Verdict, typed: string): string {
  const same = isSameKey(typed, verdict)
  return same === null ? '' : same ? key.same : key.other
}

function topLine(words: Words, language: string, choose: (language: string) => void): HTMLElement {
  const bar = h('div', { class: 'languages', role: 'group', 'aria-label': words.language })
  for (const [code, { name }] of Object.entries(languages)) {
    const button = h('button', { type: 'button', lang: code, 'aria-pressed': String(code === language) }, name)
    button.addEventListener('click', () => choose(code))
    bar.append(button)
  }
  const print = h('button', { type: 'button', class: 'print' }, words.print)
  print.addEventListener('click', () => window.print())
  return h('header', {}, h('p', { class: 'product' }, 'MFA Desk'), bar, print)
}

function showLanguage(language: string, words: Words): void {
  document.documentElement.lang = language
  document.title = `${words.title} · MFA Desk`
}

/** Shows how far the check is: 0 to 1. */
export function showChecking(into: HTMLElement, language: string, done: number): void {
  const words = wordsOf(language)
  showLanguage(language, words)
  const said = h('p', { class: 'checking' }, filled(words.checking, { percent: Math.floor(done * 100) }))
  into.replaceChildren(h('main', {}, h('h1', {}, words.title), said))
}

/** Shows the whole page. Typing changes verdict and answer alone, so that the field keeps its place. */
export function showPage(into: HTMLElement, verdict: Verdict, state: PageState): void {
  const { language } = state
  const words = wordsOf(language)
  const said: Said = { words, language, verdict }
  showLanguage(language, words)
  const onType = (typed: string): void => {
    state.typed = typed
    document.getElementById('verdict')?.replaceWith(verdictBox(said, typed))
    document.getElementById('given-said')?.replaceChildren(saidOfKey(words, verdict, typed))
  }
  const choose = (wished: string): void => {
    showPage(into, verdict, Object.assign(state, { language: wished }))
    into.querySelector<HTMLElement>(`button[lang=${wished}]`)?.focus()
  }
  const parts = [
    verdictBox(said, state.typed),
    keySection(said, state.typed, onType),
    factsSection(said),
    checksSection(said),
    anchorsSection(said),
    coverageSection(said),
    besideSection(said),
  ].filter((part) => part !== null)
  const main = h('main', {}, h('h1', {}, words.title), h('p', { class: 'what' }, words.what), ...parts)
  into.replaceChildren(topLine(words, language, choose), main)
}
