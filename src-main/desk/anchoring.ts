/** Anchors: what the log had come to, signed, in a folder apart from the data. Every 64 rows, every 10 minutes, at close. */
import { toInstant, type Clock } from '../clock'
import { chainHash } from '../engine/audit-chain'
import { ChainJudge, type Break } from '../engine/chain-judge'
import { anchorText, readAnchorLine, type AnchorLine } from '../engine/signed-text'
import type { AnchorFile } from '../keys/anchor-file'
import type { Signer } from '../keys/signer'
import type { Store } from '../store/store'
import type { HouseLog } from './house'

/** So many rows, or so long, and what was written is signed for. */
export const anchorEveryRows = 64
export const anchorEveryMs = 10 * 60_000
/** Rows looked over again before they are signed for; more of them are the business of the whole check. */
const lookedOver = 1000

/** `unreachable`: folder or file cannot be read or written; `missing`: the file holds less than was signed; `changed`: lines that this store did not sign. */
export type AnchorTrouble = 'unreachable' | 'missing' | 'changed'

export interface AnchorsRead {
  /** Signed by this store, oldest first. */
  readonly good: readonly AnchorLine[]
  /** Numbers of lines of this store that it did not sign. */
  readonly forged: readonly number[]
  readonly trouble: AnchorTrouble | null
}

export interface NewestAnchor {
  readonly no: number
  readonly at: string
}

interface AnchoringOptions {
  readonly store: Store
  readonly signer: Signer
  readonly anchorFile: AnchorFile
  readonly storeId: string
  readonly clock: Clock
  readonly log: HouseLog
  /** A log that is broken is signed for no more: what was signed before stays the proof of it. */
  readonly isBroken: () => boolean
  readonly onBroken: (found: Break) => void
}

/** Signatures judged, and lines read, between two breaths: about 5 ms. */
const signaturesEach = 20
const linesEach = 500

export function makeAnchoring(options: AnchoringOptions) {
  const { store, signer, anchorFile, storeId, clock, log, isBroken, onBroken } = options
  let newest: (NewestAnchor & { readonly hash: string }) | null = null
  let trouble: AnchorTrouble | null = null
  let running: Promise<void> | null = null
  /** Since when rows wait; the 10 minutes run from the last anchor or from there. */
  let openedAt = clock()

  async function linesOf(from: number, breath: () => Promise<unknown>): Promise<AnchorsRead> {
    const known = await signer.known()
    const good: AnchorLine[] = []
    const forged: number[] = []
    let [judged, passed] = [0, 0]
    for (const text of await anchorFile.lines()) {
      const line = readAnchorLine(text)
      if (++passed % linesEach === 0) await breath()
      if (line?.store !== storeId || line.no < from) continue
      if (signer.isSigned(known, line.key, anchorText(line), line.signature)) good.push(line)
      else forged.push(line.no)
      if (++judged % signaturesEach === 0) await breath()
    }
    return { good: good.sort((a, b) => a.no - b.no), forged, trouble: null }
  }

  async function noted(): Promise<number> {
    const note = await store.read((tables) => tables.auditProof.note('anchored'))
    return note === null ? 0 : (JSON.parse(note) as { no: number }).no
  }

  /** Rows since the newest anchor hold together, and there are some. @returns the last; null where there is nothing to sign */
  async function lookOver(): Promise<{ no: number; hash: string } | null> {
    const last = await store.read((tables) => tables.audit.last())
    if (newest === null) return last.no === 0 ? null : last
    // A cut may have gone past the newest anchor: the first row there is stands on the cut.
    const start = await store.read((tables) => tables.auditProof.start())
    const from = newest.no < start.no ? start : newest
    if (last.no <= from.no) return null
    if (last.no - from.no > lookedOver) return last
    const rows = await store.read((tables) => tables.audit.listFrom(from.no + 1, lookedOver))
    const judge = new ChainJudge({ start: from, hashOf: chainHash, anchors: new Map() })
    for (const [at, row] of rows.entries()) judge.add(row, rows[at + 1])
    if (judge.broken !== null) onBroken(judge.broken)
    const end = rows.at(-1)
    return judge.broken === null && end ? { no: end.no, hash: end.hash } : null
  }

  async function sign(): Promise<void> {
    if (isBroken()) return
    try {
      const last = await lookOver()
      if (last === null) return
      const { keyId, sign: signText } = await signer.key()
      const facts = { store: storeId, no: last.no, hash: last.hash, at: toInstant(clock()), key: keyId }
      const line: AnchorLine = { ...facts, signature: signText(anchorText(facts)) }
      await anchorFile.append(JSON.stringify(line))
      newest = { no: last.no, hash: last.hash, at: facts.at }
      if (trouble === 'unreachable') trouble = null
      await store.write((tables) =>
        tables.auditProof.setNote('anchored', JSON.stringify({ no: last.no, at: facts.at })),
      )
    } catch (error) {
      if (trouble !== 'unreachable')
        log.error({ error: (error as Error).message }, 'an anchor of the audit log could not be written')
      trouble = 'unreachable'
      openedAt = clock()
    }
  }

  const isDue = (last: number): boolean => {
    if (last <= (newest?.no ?? 0)) return false
    const waited = clock() - Math.max(openedAt, newest === null ? 0 : Date.parse(newest.at))
    // A clock that was set back is no reason to wait longer.
    return (
      Math.abs(waited) >= anchorEveryMs || (last - (newest?.no ?? 0) >= anchorEveryRows && trouble !== 'unreachable')
    )
  }

  /** One at a time; whoever asks meanwhile waits for the one that runs. */
  const once = (work: () => Promise<void>): Promise<void> =>
    (running ??= work().finally(() => {
      running = null
    }))

  return {
    /** @returns anchors from row `from` on; none, with the trouble, where they cannot be read. */
    async read(from: number, breath: () => Promise<unknown>): Promise<AnchorsRead> {
      try {
        const read = await linesOf(from, breath)
        const last = read.good.at(-1)
        if (last && last.no >= (newest?.no ?? 0)) newest = { no: last.no, hash: last.hash, at: last.at }
        // There may be more numbers than a call takes arguments.
        const highest = read.forged.reduce((a, b) => Math.max(a, b), last?.no ?? 0)
        const isShort = highest < (await noted())
        trouble = isShort ? 'missing' : read.forged.length > 0 ? 'changed' : null
        return { ...read, trouble }
      } catch (error) {
        log.error({ error: (error as Error).message }, 'the anchors of the audit log could not be read')
        trouble = 'unreachable'
        return { good: [], forged: [], trouble }
      }
    },
    /** Signs where it is due. Never throws. */
    look: (): Promise<void> =>
      once(async () => {
        const last = await store.read((tables) => tables.audit.last()).catch(() => ({ no: 0 }))
        if (isDue(last.no)) await sign()
      }),
    /** Signs for whatever is not signed for yet. Never throws. */
    async close(): Promise<void> {
      await running
      await once(sign)
    },
    state: (): { anchor: NewestAnchor | null; trouble: AnchorTrouble | null; nextBy: string } => ({
      anchor: newest && { no: newest.no, at: newest.at },
      trouble,
      nextBy: toInstant(Math.max(openedAt, newest === null ? 0 : Date.parse(newest.at)) + anchorEveryMs),
    }),
  }
}
