/** The manifest: who signed it, what it lists, and whether the files are those. */
import {
  evidenceFiles,
  evidenceFormat,
  manifestText,
  publicKeyLine,
  type EvidenceFile,
  type Manifest,
  type PublicKeyLine,
} from '../../src-main/engine/evidence-format'
import { fingerprintText } from '../../src-main/engine/signed-text'
import { hashLong, hashOf, isSigned, keyHash } from './hashes'
import { linesOf, parsed, readLine } from './lines'
import type { Blocks, Finding, Pace, Verdict } from './verdict'

/** What the checks after it stand on. */
export interface Frame {
  readonly blocks: Blocks
  readonly manifest: Manifest
  /** It is signed by the key it names. */
  readonly genuine: boolean
  /** Raw public key by id. */
  readonly keys: ReadonlyMap<string, string>
  readonly key: Verdict['key']
  /** Number the first row must have: as signed, else that of the first row that is there. */
  readonly from: number
  readonly to: number
  /** Files that are not what the manifest lists. */
  readonly differ: ReadonlySet<EvidenceFile>
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isListed = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && isNumber(one[0]) && isText(one[1]))

function readManifest(text: string): Manifest | null {
  const read = parsed(text)
  if (typeof read !== 'object' || read === null) return null
  const one = read as Record<keyof Manifest, unknown>
  const numbers = [one.from, one.to, one.logEnd, one.standings].every(isNumber)
  const names = ['format', 'store', 'storeName', 'before', 'last', 'firstAt', 'lastAt', 'timeZone'] as const
  const others = ['madeAt', 'madeBy', 'reason', 'language', 'version', 'key'] as const
  const texts = [...names, ...others].every((name) => isText(one[name]))
  const lists = isListed(one.anchors) && isListed(one.cuts) && Array.isArray(one.files)
  return numbers && texts && lists && one.format === evidenceFormat ? (read as Manifest) : null
}

function readKeys(text: string): Map<string, string> {
  const keys = new Map<string, string>()
  for (const line of linesOf(text)) {
    const read = readLine<PublicKeyLine>(line, publicKeyLine)
    if (read && isText(read.id) && isText(read.publicKey)) keys.set(read.id, read.publicKey)
  }
  return keys
}

function firstNo(text: string): number | null {
  for (const line of linesOf(text)) {
    const no = (parsed(line) as { no?: unknown } | undefined)?.no
    if (isNumber(no) && no > 0) return no
  }
  return null
}

/** @returns the frame, and what is wrong with manifest and files; without a readable manifest there is no frame. */
export async function checkManifest(blocks: Blocks, pace: Pace): Promise<{ frame: Frame | null; findings: Finding[] }> {
  const findings: Finding[] = []
  const text = blocks['manifest.json'] ?? ''
  const manifest = readManifest(text)
  const foundFrom = firstNo(blocks['audit.jsonl'] ?? '')
  if (manifest === null) {
    const no = foundFrom ?? 1
    return { frame: null, findings: [{ check: 'manifest', kind: 'manifest-unreadable', no, file: 'manifest.json' }] }
  }
  const keys = readKeys(blocks['public-keys.jsonl'] ?? '')
  const publicKey = keys.get(manifest.key) ?? ''
  const signature = (blocks['manifest.sig'] ?? '').trimEnd()
  const signed = manifestText(manifest.store, hashOf(text), manifest.key)
  const genuine = `${signature}\n` === blocks['manifest.sig'] && isSigned(signed, signature, publicKey)
  const from = genuine ? manifest.from : (foundFrom ?? manifest.from)
  if (!genuine) findings.push({ check: 'manifest', kind: 'manifest-signature', no: from })

  const differ = new Set<EvidenceFile>()
  for (const [place, name] of evidenceFiles.entries()) {
    const block = blocks[name]
    const listed = manifest.files.find((file) => file.name === name)
    if (block === undefined) {
      differ.add(name)
      findings.push({ check: 'files', kind: 'file-missing', no: from, file: name })
      continue
    }
    const is = await hashLong(block, pace, (0.4 * place) / evidenceFiles.length)
    if (is.sha256 !== listed?.sha256 || is.bytes !== listed.bytes) differ.add(name)
  }
  const sha256 = keyHash(publicKey)
  const key = sha256 === null ? null : { sha256, fingerprint: fingerprintText(sha256) }
  return { frame: { blocks, manifest, genuine, keys, key, from, to: manifest.to, differ }, findings }
}
