/** Cuts: each stands, signed, for rows that were exported before and removed. */
import { genesis } from '../../src-main/engine/chain-text'
import { cutFileLine, shortHash, type CutLine } from '../../src-main/engine/evidence-format'
import { cutText } from '../../src-main/engine/signed-text'
import type { Frame } from './check-manifest'
import { hashOf, isSigned } from './hashes'
import { linesOf, readLine } from './lines'
import type { Finding, Kind } from './verdict'

/** @returns up to which row the log was cut, 0 where it never was. */
export function checkCuts(frame: Frame): { findings: Finding[]; cutTo: number } {
  const { manifest, keys, from } = frame
  const findings: Finding[] = []
  const bad = (kind: Kind, no: number): void => void findings.push({ check: 'cuts', kind, no, file: 'cuts.jsonl' })
  const listed = [...manifest.cuts]
  let cutTo = 0
  let last: string = genesis
  for (const line of linesOf(frame.blocks['cuts.jsonl'] ?? '')) {
    const cut = readLine<CutLine>(line, cutFileLine)
    const inList = listed.shift()
    if (cut === null || inList?.[1] !== shortHash(hashOf(line))) {
      bad('cut-differs', inList?.[0] ?? cutTo + 1)
      return { findings, cutTo }
    }
    const publicKey = keys.get(cut.key_id)
    const signed = publicKey !== undefined && isSigned(cutText(manifest.store, cut), cut.signature, publicKey)
    if (!signed) bad('cut-signature', cut.from_no)
    else if (cut.from_no !== cutTo + 1 || cut.before !== last || cut.to_no >= from) bad('cut-order', cut.from_no)
    cutTo = cut.to_no
    last = cut.last_hash
  }
  const missing = listed[0]
  if (missing) bad('cut-differs', missing[0])
  else if (cutTo > 0 && cutTo === from - 1 && last !== manifest.before) bad('cut-order', from)
  return { findings, cutTo }
}
