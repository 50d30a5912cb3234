/** Checks an evidence pack from end to end: every answer of the page comes from here. */
import type { EvidenceFile } from '../../src-main/engine/evidence-format'
import { checkAnchors } from './check-anchors'
import { checkCuts } from './check-cuts'
import { checkManifest, type Frame } from './check-manifest'
import { checkRows, type Rows } from './check-rows'
import { checkCoverage, checkStandings } from './check-standings'
import { linesOf } from './lines'
import type { Blocks, Finding, Pace, Verdict } from './verdict'

/**
 * @param blocks - the files as they stand in the page
 * @returns what was found, each with the first row it makes doubtful; nothing of a pack is believed that a key did not sign
 */
export async function verify(blocks: Blocks, pace: Pace = { breathe: () => undefined }): Promise<Verdict> {
  const { frame, findings } = await checkManifest(blocks, pace)
  if (frame === null) return verdictOf({ findings })
  const rows = await checkRows(frame, pace)
  const anchors = await checkAnchors(frame, rows, pace)
  const cuts = checkCuts(frame)
  const standings = await checkStandings(frame, rows, pace)
  // Where rows, changes or counts are not those that were signed, the sum cannot be right: that is told already.
  const isSigned = !frame.differ.has('coverage-before.jsonl') && !frame.differ.has('coverage-after.jsonl')
  const holds = rows.finding === null && standings.finding === null && isSigned
  const { finding: uneven, coverage } = checkCoverage(frame, standings)
  const found = [
    ...findings,
    ...sharpened(rows, anchors.anchoredTo),
    // Without a genuine manifest no key is known to be the store's: what its signatures would say is worth nothing.
    ...(frame.genuine ? [...anchors.findings, ...cuts.findings] : []),
    ...(standings.finding ? [standings.finding] : []),
    ...(holds && uneven ? [uneven] : []),
  ]
  return verdictOf({
    findings: [...found, ...differences(frame, rows, found)],
    manifest: frame.manifest,
    key: frame.key,
    rows: rows.heldTo - frame.from + 1,
    anchors: anchors.good,
    anchoredTo: anchors.anchoredTo,
    cutTo: cuts.cutTo,
    standings: standings.count,
    coverage,
  })
}

/** What an anchor vouches for is not in doubt. */
function sharpened({ finding }: Rows, anchoredTo: number | null): Finding[] {
  if (finding === null) return []
  const { to, no } = finding
  return [to === undefined ? finding : { ...finding, no: Math.max(no, (anchoredTo ?? 0) + 1) }]
}

/** A file that is not the one that was signed: which row it speaks of, where nothing else has told it already. */
function* differences(frame: Frame, rows: Rows, found: readonly Finding[]): Generator<Finding> {
  for (const file of frame.differ) {
    if (found.some((one) => one.file === file)) continue
    yield { check: 'files', kind: 'file-differs', no: placeOf(file, frame, rows), file }
  }
}

function placeOf(file: EvidenceFile, { from, to, blocks }: Frame, { hashes }: Rows): number {
  if (file === 'coverage-after.jsonl') return to
  if (file !== 'row-hashes.txt') return from
  let no = from
  for (const line of linesOf(blocks[file] ?? '')) {
    const hash = hashes[no - from]
    if (hash === undefined || line !== `${hash}\n`) break
    no += 1
  }
  return Math.min(no, to)
}

const nothing = { manifest: null, key: null, rows: 0, anchors: 0, anchoredTo: null, cutTo: 0, standings: 0 }

function verdictOf(given: Pick<Verdict, 'findings'> & Partial<Verdict>): Verdict {
  const findings = [...given.findings].sort((a, b) => a.no - b.no || (a.to ?? a.no) - (b.to ?? b.no))
  const first = findings[0]
  return {
    ...{ ...nothing, coverage: { before: [], after: [] }, ...given, findings },
    firstBad: first ? { no: first.no, to: first.to ?? first.no } : null,
  }
}
