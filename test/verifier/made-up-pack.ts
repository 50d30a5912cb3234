/** Made-up evidence packs, small and the same at every run: a log with anchors, a cut, changes of accounts and hostile names. */
import { createHash, createPrivateKey, createPublicKey, sign as signBytes, type KeyObject } from 'node:crypto'
import { chainText, genesis, type ChainContent, type ChainRow } from '../../src-main/engine/chain-text'
import {
  evidenceFiles,
  manifestText,
  type CountLine,
  type CutLine,
  type EvidenceBlock,
  type PublicKeyLine,
} from '../../src-main/engine/evidence-format'
import { anchorText, cutText, type AnchorFacts, type AnchorLine } from '../../src-main/engine/signed-text'
import { standingLine, type StandingFields } from '../../src-main/engine/standing-text'
import { endsOf, linesOf, manifestOf, Tally } from '../../src-main/evidence/pack-files'
import type { PackFacts, PackSource } from '../../src-main/evidence/pack-source'
import { hostileNames } from '../samples/hostile-names'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Mulberry32: the same numbers at every run. @returns 0 … `below` - 1 */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** PKCS #8 of an Ed25519 key is a fixed head and the 32 bytes of its seed (RFC 8410). */
export function keyOf(seed: string): { id: string; line: PublicKeyLine; sign: (text: string) => string } {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex')
  const der = Buffer.concat([head, createHash('sha256').update(seed).digest()])
  const key: KeyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'jwk' }).x ?? ''
  const id = `key-${seed}`
  return {
    id,
    line: { id, publicKey: raw, madeAt: '2026-01-05T00:00:00.000Z' },
    sign: (text) => signBytes(null, Buffer.from(text), key).toString('base64url'),
  }
}

export interface Wish {
  readonly seed?: number
  /** Rows in all; those up to `cutTo` were removed. */
  readonly rows?: number
  readonly cutTo?: number
  /** Rows between two anchors; 0 for none. */
  readonly anchorEach?: number
  /** Newest anchored row. */
  readonly anchoredTo?: number
  readonly to?: number
  readonly store?: string
  readonly storeName?: string
  readonly language?: string
  readonly madeBy?: string
  readonly key?: string
}

export type Blocks = Record<EvidenceBlock, string>
export interface Pack {
  readonly blocks: Blocks
  readonly rows: readonly ChainRow[]
  readonly source: PackSource
  readonly facts: PackFacts
  readonly key: ReturnType<typeof keyOf>
}

const departments = ['Sales', '営業部', '인사팀', '<b>R&D</b>', '</script><script>alert(1)</script>', 'Legal "x"']
const states = ['not-enrolled', 'pending', 'enrolled-otp', 'enrolled-email', 'must-re-enrol']

/** @returns the row with its place in the chain. */
export const chained = (before: string, row: ChainContent): ChainRow => ({
  ...row,
  before,
  hash: sha256(chainText(before, row)),
})

/** @returns rows from `at` on, each standing on the one before again, numbered from that one on. */
export function rechained(rows: readonly ChainRow[], at: number): ChainRow[] {
  const made = rows.slice(0, at)
  for (const row of rows.slice(at)) {
    const last = made.at(-1)
    made.push(chained(last?.hash ?? row.before, { ...row, no: last ? last.no + 1 : row.no }))
  }
  return made
}

function madeUpLog(seed: number, count: number): { rows: ChainRow[]; changes: Map<number, string[]> } {
  const any = chance(seed)
  const pick = <T>(list: readonly T[]): T => list[any(list.length)] as T
  const rows: ChainRow[] = []
  const changes = new Map<number, string[]>()
  const stand = new Map<string, StandingFields>()
  for (let no = 1; no <= count; no += 1) {
    const lines: string[] = []
    for (let left = any(4); left > 0; left -= 1) {
      const id = `account-${any(30)}`
      const before = stand.get(id) ?? null
      const after: StandingFields | null =
        before && any(9) === 0 ? null : [pick(departments), 'user', pick(['required', 'not-required']), pick(states), 1]
      if (after) stand.set(id, after)
      else stand.delete(id)
      lines.push(standingLine(id, before, after))
    }
    changes.set(no, lines)
    const moved = lines.length ? { standings: lines.length, standingsHash: sha256(lines.join('')) } : {}
    rows.push(
      chained(rows.at(-1)?.hash ?? genesis, {
        no,
        at: new Date(Date.UTC(2026, 2, 1, 8, no)).toISOString(),
        ...{ actor_id: 'a'.repeat(26), actor_name: pick(hostileNames).name.toWellFormed(), actor_role: 'helpdesk' },
        ...{ computer: 'DESK-01', host: 'loopback', act: pick(['accounts.clear', 'otp.reissue', 'session.signIn']) },
        ...{ account_id: any(3) ? 'b'.repeat(26) : null, account_name: pick(hostileNames).name, code: null },
        ...{ result: 'done', reason: pick(['', 'on the phone', '</script><!-- ', 'line\u2028end']) },
        detail: JSON.stringify({ note: pick(['x', '<!--', '氏名']), n: any(100), ...moved }),
      }),
    )
  }
  return { rows, changes }
}

function countsAfter(changes: ReadonlyMap<number, readonly string[]>, to: number): CountLine[] {
  const counts = new Map<string, number>()
  for (let no = 1; no <= to; no += 1) {
    for (const line of changes.get(no) ?? []) {
      const [, before, after] = JSON.parse(line) as [string, StandingFields | null, StandingFields | null]
      if (before) counts.set(JSON.stringify(before), (counts.get(JSON.stringify(before)) ?? 0) - 1)
      if (after) counts.set(JSON.stringify(after), (counts.get(JSON.stringify(after)) ?? 0) + 1)
    }
  }
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([standing, count]) => [...(JSON.parse(standing) as StandingFields), count] as const)
}

export const anchored = (key: ReturnType<typeof keyOf>, facts: Omit<AnchorFacts, 'key'>): AnchorLine => {
  const whole = { ...facts, key: key.id }
  return { ...whole, signature: key.sign(anchorText(whole)) }
}

/** @returns the blocks of a pack over `source`, signed. */
export async function blocksOf(facts: PackFacts, source: PackSource, sign: (text: string) => string): Promise<Blocks> {
  const blocks: Partial<Blocks> = {}
  const tallies = new Map(evidenceFiles.map((name) => [name, new Tally()]))
  for (const name of evidenceFiles) {
    let text = ''
    for await (const line of linesOf(source, name)) {
      text += line
      tallies.get(name)?.add(Buffer.from(line), 1)
    }
    blocks[name] = text
  }
  const manifest = manifestOf(facts, source, await endsOf(source), tallies)
  const signature = sign(manifestText(facts.store, sha256(manifest), facts.key))
  return { ...blocks, 'manifest.json': manifest, 'manifest.sig': `${signature}\n` } as Blocks
}

/** @returns a source over rows that are there. */
export const sourceOf = (
  rows: readonly ChainRow[],
  rest: Omit<PackSource, 'rows' | 'changes'> & { readonly lines: ReadonlyMap<number, readonly string[]> },
): PackSource => ({
  ...rest,
  rows: async function* () {
    yield* rows
  },
  changes: async function* () {
    for (const { no } of rows) for (const line of rest.lines.get(no) ?? []) yield { no, line }
  },
})

export async function madeUpPack(wish: Wish = {}): Promise<Pack> {
  const { seed = 1, rows: count = 120, cutTo = 0, anchorEach = 16, store = 'store-1' } = wish
  const key = keyOf(wish.key ?? 'own')
  const log = madeUpLog(seed, count)
  const to = wish.to ?? count
  const rows = log.rows.slice(cutTo, to)
  const anchors: AnchorLine[] = []
  const anchoredTo = wish.anchoredTo ?? count
  for (const { no, hash, at } of log.rows) {
    if (anchorEach > 0 && no % anchorEach === 0 && no <= anchoredTo)
      anchors.push(anchored(key, { store, no, hash, at }))
  }
  const cuts: CutLine[] = []
  for (const [from_no, to_no] of cutTo ? [[1, cutTo >> 1] as const, [(cutTo >> 1) + 1, cutTo] as const] : []) {
    const [first, last] = [log.rows[from_no - 1], log.rows[to_no - 1]]
    if (!first || !last) throw new Error('a cut beyond the log')
    const cut = {
      ...{ from_no, to_no, before: first.before, last_hash: last.hash, last_at: last.at, file_sha256: sha256('pack') },
      ...{ cut_at: '2026-03-20T00:00:00.000Z', actor_name: '伊藤 恵子', key_id: key.id },
    }
    cuts.push({ ...cut, signature: key.sign(cutText(store, cut)) })
  }
  const facts: PackFacts = {
    ...{ store, storeName: wish.storeName ?? 'WhaTap </script>', from: cutTo + 1, to, logEnd: count },
    ...{ timeZone: 'Asia/Tokyo', madeAt: '2026-03-31T09:00:00.000Z', madeBy: wish.madeBy ?? 'Mina Park' },
    ...{ reason: 'Audit of March', language: wish.language ?? 'en', version: '1.0.0', key: key.id },
  }
  const source = sourceOf(rows, {
    ...{ anchors, cuts, keys: [key.line], lines: log.changes },
    ...{ before: countsAfter(log.changes, cutTo), after: countsAfter(log.changes, to) },
  })
  return { blocks: await blocksOf(facts, source, key.sign), rows, source, facts, key }
}

/** @returns the page as a pack has it. */
export const pageOf = (page: string, blocks: Partial<Blocks>): string => {
  const [head = '', foot = ''] = page.split('<!--evidence-->')
  const data = Object.entries(blocks).map(([name, text]) => `<script type="text/plain" id="${name}">${text}</script>\n`)
  return [head, ...data, foot].join('')
}
