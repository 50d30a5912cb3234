/** Packs broken in nine ways, some of them by somebody who can hash: each with the first row that is bad. */
import { anchorFileLine, rowLine, type EvidenceBlock } from '../../src-main/engine/evidence-format'
import type { AnchorLine } from '../../src-main/engine/signed-text'
import type { ChainRow } from '../../src-main/engine/chain-text'
import {
  anchored,
  chance,
  chained,
  keyOf,
  madeUpPack,
  rechained,
  sha256,
  type Blocks,
  type Pack,
  type Wish,
} from './made-up-pack'

export const breaks = [
  'edited',
  'deleted',
  'inserted',
  'swapped',
  'cut front',
  'cut end',
  'other key',
  "another pack's anchor",
  'edited data',
] as const
export type Break = (typeof breaks)[number]

export interface BrokenPack {
  readonly what: Break
  readonly way: string
  readonly seed: number
  readonly blocks: Blocks
  readonly firstBad: number
  /** All of it fits together: only the fingerprint that was given from hand to hand tells. */
  readonly onlyByFingerprint?: boolean
}

type Broken = { way: string; blocks: Partial<Blocks>; firstBad: number; onlyByFingerprint?: boolean }
type Any = (below: number) => number

const audit = (rows: readonly ChainRow[]): Partial<Blocks> => ({ 'audit.jsonl': rows.map(rowLine).join('') })
const linesIn = (text: string): string[] => text.split(/(?<=\n)/)

function edited({ rows }: Pack, any: Any, turn: number): Broken {
  const at = any(rows.length)
  const row = rows[at]!
  const fields = ['at', 'actor_name', 'account_name', 'reason', 'detail', 'result', 'computer'] as const
  const changed = { ...row, [fields[any(fields.length)]!]: `${any(1000)} forged` }
  const ways = [
    ['a field', rows.with(at, changed)],
    ['a field and its hash', rows.with(at, chained(row.before, changed))],
    ['a field and every hash from there on', rechained(rows.with(at, changed), at)],
  ] as const
  const [way, after] = ways[turn % ways.length]!
  return { way, blocks: audit(after), firstBad: row.no }
}

function deleted({ rows }: Pack, any: Any, turn: number): Broken {
  const at = 1 + any(rows.length - 2)
  const left = rows.toSpliced(at, 1)
  const all = turn % 2 === 1
  return {
    way: all ? 'and the rest numbered and hashed anew' : 'a line',
    blocks: audit(all ? rechained(left, at) : left),
    firstBad: rows[at]!.no,
  }
}

function inserted({ rows }: Pack, any: Any, turn: number): Broken {
  const at = any(rows.length - 1)
  const model = rows[at]!
  const forged = chained(model.before, { ...model, actor_name: 'Nobody', reason: `forged ${any(1000)}` })
  const ways = [
    ['under the number of another', rows.toSpliced(at, 0, forged)],
    ['twice the same row', rows.toSpliced(at + 1, 0, model)],
    ['and the rest numbered and hashed anew', rechained(rows.toSpliced(at, 0, forged), at)],
  ] as const
  const [way, after] = ways[turn % ways.length]!
  return { way, blocks: audit(after), firstBad: turn % ways.length === 1 ? model.no + 1 : model.no }
}

function swapped({ rows }: Pack, any: Any, turn: number): Broken {
  const at = any(rows.length - 5)
  const other = at + 1 + any(4)
  const [one, two] = [rows[at]!, rows[other]!]
  const lines = rows.with(at, two).with(other, one)
  const all = turn % 2 === 1
  const numbered = rows.with(at, { ...two, no: one.no, before: one.before }).with(other, { ...one, no: two.no })
  return {
    way: all ? 'numbered and hashed anew' : 'lines',
    blocks: audit(all ? rechained(numbered, at) : lines),
    firstBad: one.no,
  }
}

function cutFront({ rows, blocks }: Pack, any: Any, turn: number): Broken {
  const gone = 1 + any(rows.length - 2)
  const hashes = linesIn(blocks['row-hashes.txt']).slice(gone).join('')
  const both = turn % 2 === 1
  return {
    way: both ? 'in the list of hashes too' : 'lines',
    blocks: { ...audit(rows.slice(gone)), ...(both ? { 'row-hashes.txt': hashes } : {}) },
    firstBad: rows[0]!.no,
  }
}

function cutEnd({ rows, blocks }: Pack, any: Any, turn: number): Broken {
  const left = 1 + any(rows.length - 2)
  const hashes = linesIn(blocks['row-hashes.txt']).slice(0, left).join('')
  const both = turn % 2 === 1
  return {
    way: both ? 'in the list of hashes too' : 'lines',
    blocks: { ...audit(rows.slice(0, left)), ...(both ? { 'row-hashes.txt': hashes } : {}) },
    firstBad: rows[left]!.no,
  }
}

async function otherKey(pack: Pack, any: Any, turn: number, wish: Wish): Promise<Broken> {
  const { rows, blocks, key, source } = pack
  const foreign = keyOf('foreign')
  const from = rows[0]!.no
  if (turn % 4 === 0) {
    const other = await madeUpPack({ ...wish, key: 'foreign' })
    return { way: 'all of it signed by another', blocks: other.blocks, firstBad: from, onlyByFingerprint: true }
  }
  if (turn % 4 === 1) {
    const manifest = sha256(blocks['manifest.json'])
    const signature = foreign.sign(JSON.stringify(['mfa-desk evidence 1', pack.facts.store, manifest, key.id]))
    return { way: 'the manifest', blocks: { 'manifest.sig': `${signature}\n` }, firstBad: from }
  }
  if (turn % 4 === 2) {
    const line = `${JSON.stringify({ ...foreign.line, id: key.id })}\n`
    return { way: 'the public key', blocks: { 'public-keys.jsonl': line }, firstBad: from }
  }
  const at = any(source.anchors.length)
  const { key: _key, signature: _signature, ...facts } = source.anchors[at]!
  const forged = { ...anchored(foreign, facts), key: key.id }
  return { way: 'an anchor', blocks: anchorsWith(source.anchors, at, forged), firstBad: facts.no }
}

const anchorsWith = (anchors: readonly AnchorLine[], at: number, one: AnchorLine): Partial<Blocks> => ({
  'anchors.jsonl': anchors.with(at, one).map(anchorFileLine).join(''),
})

async function foreignAnchor(pack: Pack, any: Any, turn: number, wish: Wish): Promise<Broken> {
  const { anchors } = pack.source
  const at = any(anchors.length)
  const { no } = anchors[at]!
  if (turn % 4 === 0) {
    const other = await madeUpPack({ ...wish, store: 'store-2' })
    const [forged] = other.source.anchors.filter((one) => one.no === no)
    return { way: 'of another store', blocks: anchorsWith(anchors, at, forged!), firstBad: no }
  }
  const other = await madeUpPack({ ...wish, seed: (wish.seed ?? 1) + 5000 })
  if (turn % 4 === 1) {
    const [forged] = other.source.anchors.filter((one) => one.no === no)
    return { way: 'of another log of this store', blocks: anchorsWith(anchors, at, forged!), firstBad: no }
  }
  if (turn % 4 === 2) {
    return { way: 'all of them', blocks: { 'anchors.jsonl': other.blocks['anchors.jsonl'] }, firstBad: anchors[0]!.no }
  }
  const row = other.rows[any(other.rows.length)]!
  const more = anchored(pack.key, { store: pack.facts.store, no: row.no, hash: row.hash, at: row.at })
  const place = anchors.findIndex((one) => one.no >= row.no)
  const text = anchors
    .toSpliced(place < 0 ? anchors.length : place, 0, more)
    .map(anchorFileLine)
    .join('')
  return { way: 'one more', blocks: { 'anchors.jsonl': text }, firstBad: row.no }
}

/** One letter becomes another inside one embedded file; numbers of lines stay, so that it is known which one it is. */
function editedData({ rows, blocks, source, facts }: Pack, any: Any, turn: number): Broken {
  const names = Object.keys(blocks).filter((one) => blocks[one as EvidenceBlock] !== '') as EvidenceBlock[]
  const name = names[turn % names.length]!
  const lines = linesIn(blocks[name])
  const at = any(lines.length)
  const line = lines[at]!
  const numbered = name === 'anchors.jsonl' || name === 'standings.jsonl' || name === 'cuts.jsonl'
  // past the number that these lines are found by
  const from = numbered ? line.indexOf(name === 'standings.jsonl' ? ',' : '"hash"') + 1 : 0
  const place = from + any(line.length - 1 - from)
  const letter = line[place] === 'x' ? 'y' : 'x'
  const changed = lines.with(at, line.slice(0, place) + letter + line.slice(place + 1)).join('')
  const [first, last] = [rows[0]!.no, rows.at(-1)!.no]
  const listed: Partial<Record<EvidenceBlock, number>> = {
    ...{ 'audit.jsonl': first + at, 'row-hashes.txt': first + at, 'coverage-after.jsonl': last },
    'anchors.jsonl': source.anchors[at]?.no ?? 0,
    'cuts.jsonl': source.cuts[at]?.from_no ?? 0,
    'standings.jsonl': name === 'standings.jsonl' ? Number(/^\[(\d+)/.exec(line)?.[1]) : 0,
  }
  return { way: name, blocks: { [name]: changed }, firstBad: listed[name] ?? facts.from }
}

const makers: Record<Break, (pack: Pack, any: Any, turn: number, wish: Wish) => Broken | Promise<Broken>> = {
  edited,
  deleted,
  inserted,
  swapped,
  'cut front': cutFront,
  'cut end': cutEnd,
  'other key': otherKey,
  "another pack's anchor": foreignAnchor,
  'edited data': editedData,
}

/** @returns `each` packs of every kind, the same at every run. */
export async function brokenPacks(each: number): Promise<BrokenPack[]> {
  const made: BrokenPack[] = []
  for (const [place, what] of breaks.entries()) {
    for (let turn = 0; turn < each; turn += 1) {
      const seed = 1000 * (place + 1) + turn
      const any = chance(seed)
      const rows = 80 + any(40)
      const wish: Wish = { seed: 1 + (turn % 7), rows, cutTo: any(2) ? 20 : 0, to: rows - any(5) }
      const pack = await madeUpPack(wish)
      const { blocks, ...rest } = await makers[what](pack, any, turn, wish)
      made.push({ what, seed, ...rest, blocks: { ...pack.blocks, ...blocks } })
    }
  }
  return made
}
