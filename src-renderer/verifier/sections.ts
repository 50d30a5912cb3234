/** The parts of the page under the verdict: what the pack is, what was checked, what the anchors vouch for, coverage. */
import type { CountLine, Manifest } from '../../src-main/engine/evidence-format'
import { filled, h, mark } from './dom'
import { checks, type Check, type Finding, type Verdict } from './verdict'
import type { Words } from './words/words'

export interface Said {
  readonly words: Words
  readonly language: string
  readonly verdict: Verdict
}

/** @returns an instant in the time zone of the desk, with its name; as it is where the browser knows no such zone. */
export function instantText(at: string, { timeZone }: Manifest, language: string): string {
  try {
    const how = { dateStyle: 'medium', timeStyle: 'medium', timeZone } as const
    return `${new Intl.DateTimeFormat(language, how).format(new Date(at))} (${timeZone})`
  } catch {
    return at
  }
}

export const numberText = (value: number, language: string): string => new Intl.NumberFormat(language).format(value)

const section = (head: string, ...children: (Node | string | null)[]): HTMLElement =>
  h('section', {}, h('h2', {}, head), ...children)

export function factsSection({ words, language, verdict: { manifest, cutTo } }: Said): HTMLElement | null {
  if (manifest === null) return null
  const { facts } = words
  const { from, to } = manifest
  const pairs: [string, string][] = [
    [facts.storeName, manifest.storeName],
    [facts.range, filled(facts.rangeIs, { from, to, rows: numberText(to - from + 1, language) })],
    [facts.period, [manifest.firstAt, manifest.lastAt].map((at) => instantText(at, manifest, language)).join(' – ')],
    [facts.madeBy, manifest.madeBy],
    [facts.madeAt, instantText(manifest.madeAt, manifest, language)],
    [facts.reason, manifest.reason],
    [facts.logEnd, filled(facts.logEndIs, { no: manifest.logEnd })],
    ...(cutTo > 0 ? [[facts.cut, filled(facts.cutIs, { to: cutTo })] as [string, string]] : []),
    [facts.store, manifest.store],
    [facts.version, `MFA Desk ${manifest.version}`],
  ]
  const list = h('dl', { class: 'facts' })
  for (const [name, value] of pairs) list.append(h('dt', {}, name), h('dd', {}, value))
  return section(facts.head, list)
}

/** @returns what is wrong, in words. */
export function findingText({ words }: Pick<Said, 'words'>, { kind, no, to, file }: Finding): string {
  const text = filled(words.kind[kind], { no, to: to ?? no, file: file ?? '' })
  return to === undefined ? text : `${text} (${filled(words.between, { no, to })})`
}

/** Nothing signed is believed without a genuine manifest, and sums are not made of rows that do not hold. */
function isChecked(check: Check, { manifest, findings }: Verdict): boolean {
  if (manifest === null) return check === 'manifest'
  const broken = (one: Check): boolean => findings.some((finding) => finding.check === one)
  if (check === 'coverage') return !['rows', 'standings', 'files', 'manifest'].some((one) => broken(one as Check))
  return !(broken('manifest') && (check === 'anchors' || check === 'cuts'))
}

export function checksSection(said: Said): HTMLElement {
  const { words, verdict } = said
  const list = h('ul', { class: 'checks' })
  for (const check of checks) {
    const found = verdict.findings.filter((finding) => finding.check === check)
    const state = found.length > 0 ? 'failed' : isChecked(check, verdict) ? 'passed' : 'notChecked'
    const drawn = mark(({ failed: 'cross', passed: 'check', notChecked: 'dash' } as const)[state])
    const problems = h('ul', { class: 'problems' })
    for (const finding of found.slice(0, 20)) problems.append(h('li', {}, findingText(said, finding)))
    const label = h('span', { class: 'state' }, drawn, words[state])
    const body = h('div', {}, h('p', {}, words.check[check]), found.length > 0 ? problems : null)
    list.append(h('li', { 'data-check': check, 'data-state': state, class: state }, label, body))
  }
  return section(words.checksHead, list)
}

export function anchorsSection({ words, verdict }: Said): HTMLElement | null {
  const { manifest, anchoredTo, firstBad } = verdict
  if (manifest === null) return null
  const { anchors } = words
  const { from } = manifest
  const end = firstBad === null ? manifest.to : Math.min(manifest.to, firstBad.no - 1)
  const anchored = anchoredTo === null ? null : Math.min(anchoredTo, end)
  const range = (first: number, last: number): string =>
    first > last ? anchors.none : filled(anchors.rows, { from: first, to: last })
  const list = h('dl', { class: 'facts' })
  list.append(h('dt', {}, anchors.anchored), h('dd', { id: 'anchored' }, range(from, anchored ?? from - 1)))
  list.append(h('dt', {}, anchors.unanchored), h('dd', { id: 'unanchored' }, range((anchored ?? from - 1) + 1, end)))
  return section(anchors.head, h('p', { class: 'note' }, anchors.what), list)
}

const stateOf = (line: CountLine): string => line[3]

export function coverageSection({ words, language, verdict }: Said): HTMLElement | null {
  const { manifest, coverage: counts } = verdict
  if (manifest === null || verdict.firstBad !== null) return null
  const { coverage } = words
  const sum = (lines: readonly CountLine[], keep: (line: CountLine) => boolean): string =>
    numberText(
      lines.filter(keep).reduce((total, line) => total + line[5], 0),
      language,
    )
  const row = (name: string, keep: (line: CountLine) => boolean, kind = ''): HTMLElement =>
    h(
      'tr',
      { class: kind },
      h('th', { scope: 'row' }, name),
      h('td', {}, sum(counts.before, keep)),
      h('td', {}, sum(counts.after, keep)),
    )
  const body = h('tbody', {})
  for (const [state, name] of Object.entries(coverage.states)) {
    body.append(row(name, (line) => line[4] === 1 && stateOf(line) === state))
  }
  body.append(row(coverage.total, (line) => line[4] === 1, 'total'))
  body.append(row(coverage.disabled, (line) => line[4] !== 1))
  const heads = [
    coverage.state,
    filled(coverage.before, { no: manifest.from }),
    filled(coverage.after, { no: manifest.to }),
  ].map((text) => h('th', { scope: 'col' }, text))
  const table = h('table', {}, h('thead', {}, h('tr', {}, ...heads)), body)
  return section(coverage.head, h('p', { class: 'note' }, coverage.what), table)
}
