/** The import being prepared: one at a time per desk, with the file in memory while it is open and not after. */
import type { ImportBlast, ImportField, ImportProgress } from '../../src-preload/contract/imports'
import type { Refusal } from '../engine/account-import-line'
import { noBlast } from '../engine/import-blast'
import { fault } from '../fault'
import type { FileReading } from './import-reading'

export interface ImportMapping {
  readonly columns: readonly (ImportField | null)[]
  readonly matchBy: 'email' | 'user-name'
  readonly update: boolean
}

type Counts = ImportProgress['counts']

export interface ImportJob {
  readonly id: string
  /** Account that opened it; nobody else may touch it. */
  readonly ownerId: string
  readonly fileName: string
  /** The file as it came; emptied when the import is over. */
  bytes: Uint8Array
  readonly sha256: string
  reading: FileReading
  mapping: ImportMapping | null
  phase: ImportProgress['phase']
  done: number
  counts: Counts
  /** What the lines would do beyond their fields, as the check found it. */
  blast: ImportBlast
  /** Ids of enabled accounts that no line is about, by name; empty before all lines are checked. */
  leavers: readonly string[]
  /** The job it is kept as once it is written. */
  jobId: string | null
  fault: string | null
  /** Lines refused, for the list of them and the file of them: their place among the lines, and why. */
  refused: { readonly place: number; readonly line: number; readonly refusal: Refusal }[]
  /** Some line touches staff, as the planner has it: writing it asks for the password each time, as changing a role does. */
  touchesStaff: boolean
  /** Counts up at each new check and at cancel; a run that finds it changed stops. */
  run: number
  /** Settles when the transaction being written has ended, either way. */
  writing: Promise<unknown> | null
  /** Being made since the import is done, so that the refused lines can be taken away once the file itself is dropped. */
  refusedFile: Promise<File> | null
  /** Milliseconds of the last call about it. */
  seenAt: number
}

export const noCounts: Counts = { new: 0, changed: 0, same: 0, refused: 0 }

export const progressOf = (job: ImportJob): ImportProgress => ({
  phase: job.phase,
  done: job.done,
  total: job.reading.lines,
  counts: { ...job.counts },
  blast: { ...job.blast },
  leavers: job.leavers.length,
  jobId: job.jobId,
  fault: job.fault,
})

/** What a check begins with: nothing of the one before. */
export const unchecked = () => ({
  ...{ done: 0, counts: { ...noCounts }, blast: noBlast(), leavers: [], refused: [], touchesStaff: false },
})

/** An import nobody asks about any more is dropped, as a session nobody uses is. */
const forgottenAfterMs = 15 * 60_000
const lookEveryMs = 60_000

/** The place of the one import. Another person's import is busy until it is over or forgotten. */
export class ImportSlot {
  #job: ImportJob | null = null
  #timer: NodeJS.Timeout | null = null
  readonly #dropped: () => void

  /** @param dropped - told of each import that goes unwritten, so that its staged lines go too */
  constructor(dropped: () => void) {
    this.#dropped = dropped
  }

  /** @throws import-busy while somebody else's import is open, or the own one is being written. */
  demandFree(ownerId: string, now: number): void {
    this.#forget(now)
    const job = this.#job
    if (job === null || isOver(job)) return
    if (job.phase === 'writing' || job.ownerId !== ownerId) throw fault('import-busy')
  }

  /** Puts a new import in the place of whatever was there. @param clock - asked whether it has been forgotten. */
  put(job: ImportJob, clock: () => number): void {
    this.drop()
    this.#job = job
    // Only the memory depends on this timer: every call looks at the clock itself.
    this.#timer = setInterval(() => this.#forget(clock()), lookEveryMs)
    this.#timer.unref()
  }

  /** @throws not-found where there is no such import, or it is somebody else's. */
  find(id: string, ownerId: string, now: number): ImportJob {
    this.#forget(now)
    const job = this.#job
    if (job === null || job.id !== id || job.ownerId !== ownerId) throw fault('not-found', { what: 'import' })
    job.seenAt = now
    return job
  }

  drop(): void {
    if (this.#job) {
      if (!isOver(this.#job)) this.#dropped()
      this.#job.run += 1
      this.#job.bytes = new Uint8Array()
      this.#job.refusedFile = null
    }
    if (this.#timer) clearInterval(this.#timer)
    this.#job = null
    this.#timer = null
  }

  #forget(now: number): void {
    const job = this.#job
    if (job && job.phase !== 'writing' && now - job.seenAt > forgottenAfterMs) this.drop()
  }
}

const isOver = (job: ImportJob): boolean => job.phase === 'done' || job.phase === 'cancelled'
