/** Watches over the audit log: its tail at start, all of it daily and on demand, its anchors, and rows that a cut let go. */
import { setImmediate } from 'node:timers/promises'
import { toInstant, type Clock } from '../clock'
import type { Break } from '../engine/chain-judge'
import type { AnchorFile } from '../keys/anchor-file'
import type { Signer } from '../keys/signer'
import type { Store } from '../store/store'
import { makeAnchoring, type AnchorsRead } from './anchoring'
import type { HouseLog } from './house'
import { checkLog, type LogChecked } from './log-check'
import { removeCutRows } from './remove-cut-rows'

/** How many rows are checked at every start. */
const tailRows = 1000
const dayMs = 24 * 60 * 60_000
/** A check that somebody stopped does not begin anew by itself at once. */
const stoppedMs = 60 * 60_000

/** What the last whole check found; kept, so that a restart does not forget it. */
export interface WholeCheck extends LogChecked {
  /** When it ended: an instant. */
  readonly at: string
  /** Who asked for it; null: the desk itself, once a day. */
  readonly by: string | null
}

export type LogWatch = ReturnType<typeof makeLogWatch>

interface LogWatchOptions {
  readonly store: Store
  readonly signer: Signer
  readonly anchorFile: AnchorFile
  readonly storeId: string
  readonly clock: Clock
  readonly log: HouseLog
}

const breath = (): Promise<unknown> => setImmediate()

export function makeLogWatch(options: LogWatchOptions) {
  const { store, signer, storeId, clock, log } = options
  let tail: LogChecked = { from: 0, to: 0, broken: null, anchoredTo: null, anchors: 0 }
  let tailAt: string | null = null
  let whole: WholeCheck | null = null
  /** Found while rows were looked over before they were signed for. */
  let seen: Break | null = null
  let running: { done: number; total: number; readonly by: string | null } | null = null
  let ended: Promise<unknown> = Promise.resolve()
  /** When a whole check could not be made: an instant. The next one that ends takes it back. */
  let failedAt: string | null = null
  let stopped = false
  let stoppedAt = -Infinity
  let closed = false
  /** A cut and a check do not go together: a check would stand on rows that are being let go. */
  let removing: Promise<void> = Promise.resolve()

  const broken = (): Break | null =>
    [whole?.broken ?? null, tail.broken, seen].reduce(
      (a, b) => (a !== null && (b === null || a.at <= b.at) ? a : b),
      null,
    )

  const anchoring = makeAnchoring({
    ...options,
    isBroken: () => broken() !== null,
    onBroken: (found) => {
      seen = found
      log.error({ ...found }, 'the audit log is broken')
    },
  })

  const check = async (anchors: AnchorsRead, part: { after: number | null; to: number | null }, follow = {}) =>
    checkLog({ store, signer, storeId, anchors, ...part, ...follow })

  async function checkTail(): Promise<void> {
    const last = (await store.read((tables) => tables.audit.last())).no
    const after = last > tailRows ? last - tailRows : null
    const found = await check(await anchoring.read(after ?? 0, breath), { after, to: null })
    if (found !== null) tail = found
    tailAt = toInstant(clock())
    if (found?.broken) log.error({ ...found.broken }, 'the audit log is broken')
  }

  async function checkWhole(by: string | null, job: NonNullable<typeof running>): Promise<void> {
    const reached = (done: number, total: number): void => void Object.assign(job, { done, total })
    const follow = { reached, isCancelled: () => stopped || closed }
    const found = await check(await anchoring.read(0, breath), { after: null, to: null }, follow)
    if (found === null) return
    const kept: WholeCheck = { ...found, at: toInstant(clock()), by }
    whole = kept
    failedAt = null
    // It has looked at all that these had looked at.
    tail = { ...tail, broken: null }
    seen = null
    if (found.broken) log.error({ ...found.broken }, 'the audit log is broken')
    await store.write((tables) => tables.auditProof.setNote('audit-check', JSON.stringify(kept)))
  }

  /** Begins a whole check, or joins the one that runs. @param by who asks; null: the desk itself */
  function start(by: string | null): void {
    if (running !== null || closed) return
    stopped = false
    const job = { done: 0, total: 0, by }
    running = job
    ended = checkWhole(by, job)
      .catch((error: unknown) => {
        failedAt = toInstant(clock())
        log.error({ error: (error as Error).message }, 'the audit log could not be checked')
      })
      .finally(() => (running = null))
  }

  async function stop(): Promise<void> {
    if (running !== null) stoppedAt = clock()
    stopped = true
    await ended
  }

  function letGo(): void {
    removing = removing
      // A check that began before the cut still stands on the rows that go.
      .then(() => ended)
      .then(() => removeCutRows(store, () => closed))
      .catch((error: unknown) =>
        log.error({ error: (error as Error).message }, 'rows of a cut could not be removed yet'),
      )
  }

  return {
    /** What the desk knows of its log when it opens, and the check of its newest rows. */
    async begin(): Promise<void> {
      const note = await store.read((tables) => tables.auditProof.note('audit-check'))
      whole = note === null ? null : (JSON.parse(note) as WholeCheck)
      await checkTail()
      letGo()
    },
    /** Now and then, and after what was written: anchors, and the whole check once a day. Never throws. */
    async tick(): Promise<void> {
      if (closed) return
      await anchoring.look()
      const age = whole === null ? Infinity : Math.abs(clock() - Date.parse(whole.at))
      if (age >= dayMs && Math.abs(clock() - stoppedAt) >= stoppedMs) start(null)
    },
    /** After a commit: there may be enough to sign for. Never waited for, never throws. */
    wake: (): void => void (closed || anchoring.look()),
    start,
    stop,
    /** Settles when no whole check runs and nothing is being let go. */
    idle: async (): Promise<void> => {
      await ended
      await removing
    },
    running: () => running && { ...running },
    broken,
    whole: () => whole,
    failedAt: () => failedAt,
    tail: () => ({ ...tail, at: tailAt }),
    anchors: anchoring.state,
    /** Anchors from row `from` on, as the file holds them now. */
    readAnchors: (from: number): Promise<AnchorsRead> => anchoring.read(from, breath),
    /** Checks all rows up to `to`, before they are let go. */
    async checkUpTo(to: number): Promise<Break | null> {
      const found = await check(await anchoring.read(0, breath), { after: null, to })
      return found?.broken ?? null
    },
    letGo,
    /** Signs for what is not signed for yet. Afterwards nothing more is checked. */
    async close(): Promise<void> {
      closed = true
      await ended
      await removing
      await anchoring.close()
    },
  }
}
