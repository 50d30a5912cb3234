/** Anchors: signed elsewhere and earlier, they say what the log was then, whoever could write it since. */
import { anchorFileLine, shortHash } from '../../src-main/engine/evidence-format'
import { anchorText, type AnchorLine } from '../../src-main/engine/signed-text'
import type { Frame } from './check-manifest'
import type { Rows } from './check-rows'
import { hashOf, isSigned } from './hashes'
import { linesOf, parsed, readLine } from './lines'
import type { Finding, Kind, Pace } from './verdict'

export interface Anchors {
  readonly findings: readonly Finding[]
  /** Anchors in the range whose number and hash agree with the rows, and the newest of them. */
  readonly good: number
  readonly anchoredTo: number | null
}

export async function checkAnchors(frame: Frame, rows: Rows, { breathe }: Pace): Promise<Anchors> {
  const { manifest, keys, from, to } = frame
  const findings: Finding[] = []
  const listed = [...manifest.anchors]
  let good = 0
  let anchoredTo: number | null = null
  const bad = (kind: Kind, no: number, end?: number): void => {
    findings.push({ check: 'anchors', kind, no, file: 'anchors.jsonl', ...(end === undefined ? {} : { to: end }) })
  }

  for (const line of linesOf(frame.blocks['anchors.jsonl'] ?? '')) {
    const anchor = readLine<AnchorLine>(line, anchorFileLine)
    const written = Number((parsed(line) as { no?: unknown } | undefined)?.no ?? Infinity)
    const inList = listed.shift()
    // One that is not listed was put there afterwards: it is at fault itself, and so is everything behind it.
    if (inList === undefined || anchor === null || inList[1] !== shortHash(hashOf(line))) {
      const no = Math.min(inList?.[0] ?? Infinity, written)
      bad(inList === undefined ? 'anchor-extra' : 'anchor-differs', clamp(no, frame))
      return { findings, good, anchoredTo }
    }
    const { no, hash } = anchor
    const publicKey = keys.get(anchor.key)
    if (anchor.store !== manifest.store) bad('anchor-store', no)
    else if (publicKey === undefined || !isSigned(anchorText(anchor), anchor.signature, publicKey)) {
      bad('anchor-signature', no)
    } else if (no > manifest.logEnd) {
      bad('log-shorter', manifest.logEnd + 1)
    } else if (no >= from && no <= Math.min(to, rows.heldTo)) {
      if (rows.hashes[no - from] === hash) {
        good += 1
        anchoredTo = no
      } else {
        // Rows fit together and are not what they were: one of them, since the last anchor that agrees, was rewritten.
        bad('anchor-hash', (anchoredTo ?? from - 1) + 1, no)
        return { findings, good, anchoredTo }
      }
    } else if (no === from - 1 && hash !== manifest.before) bad('anchor-hash', from)
    await breathe(0.8)
  }
  const missing = listed[0]
  if (missing) bad('anchor-missing', missing[0])
  return { findings, good, anchoredTo }
}

/** A number that no anchor can have says nothing of where it stood. */
const clamp = (no: number, { from }: Frame): number => (Number.isSafeInteger(no) && no > 0 ? no : from)
