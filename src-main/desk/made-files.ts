/** Files the desk makes for one person: written to a folder of their own while they are hashed, read back in parts, then gone. */
import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { partBytesMost, type MadeFileProgress, type MadePhase } from '../../src-preload/contract/made-files'
import type { Clock } from '../clock'
import { makePrivateFolder } from '../durable-file'
import { fault } from '../fault'
import { makeId, type Random } from '../random'

/** A file nobody asks about any more is dropped, as a session nobody uses is. */
const forgottenAfterMs = 15 * 60_000
const lookEveryMs = 60_000
/** Each is a file on the disk of the desk: more people than that wait. */
const filesMost = 8

/** What is to be made, as `prepare` found it. */
export interface Wanted<P> {
  /** Group of the contract: its operations see its own files only. */
  readonly kind: string
  readonly ownerId: string
  readonly name: string
  /** Media type. */
  readonly type: string
  /** Rows, or whatever it is made of. */
  readonly total: number
  /** For whoever makes it. */
  readonly plan: P
}

/** What a maker writes with. Every call gives way to others and throws `file-cancelled` once it is cancelled. */
export interface FileWriter {
  write(bytes: Uint8Array | string): Promise<void>
  /** So much of `total` is done; may be called without a write. */
  reached(done: number): Promise<void>
}

interface Slot {
  readonly id: string
  readonly wanted: Wanted<unknown>
  readonly path: string
  phase: MadePhase
  done: number
  bytes: number
  sha256: string | null
  /** Milliseconds of the last call about it. */
  seenAt: number
  /** Settles when what is being written has ended, either way. */
  writing: Promise<unknown> | null
}

const progressOf = ({ phase, done, bytes, sha256, wanted: { total, name, type } }: Slot): MadeFileProgress => ({
  ...{ phase, done, total, name, type, bytes },
  sha256: phase === 'made' ? sha256 : null,
})

class SlotWriter implements FileWriter {
  readonly #slot: Slot
  readonly #file: FileHandle
  readonly #hash: Hash = createHash('sha256')

  constructor(slot: Slot, file: FileHandle) {
    this.#slot = slot
    this.#file = file
  }

  async write(given: Uint8Array | string): Promise<void> {
    this.#demandWanted()
    const bytes = typeof given === 'string' ? Buffer.from(given) : given
    for (let at = 0; at < bytes.length; at += partBytesMost) {
      const some = bytes.subarray(at, at + partBytesMost)
      this.#hash.update(some)
      await this.#file.writeFile(some)
      this.#slot.bytes += some.length
      await setImmediate()
      this.#demandWanted()
    }
  }

  async reached(done: number): Promise<void> {
    this.#slot.done = done
    await setImmediate()
    this.#demandWanted()
  }

  digest(): string {
    this.#demandWanted()
    return this.#hash.digest('hex')
  }

  #demandWanted(): void {
    if (this.#slot.phase === 'cancelled') throw fault('file-cancelled')
  }
}

export type MadeFiles = ReturnType<typeof makeMadeFiles>

/**
 * @param folder - for these files alone: emptied here at `begin` and at `close`. Mode 0700, files 0600.
 * @returns the files of this desk; every call but `begin` and `close` asks for kind and owner, and whoever is not the
 *   owner is told that there is no such file
 */
export function makeMadeFiles({ folder, clock, random }: { folder: string; clock: Clock; random: Random }) {
  const slots = new Map<string, Slot>()
  let timer: NodeJS.Timeout | null = null
  let closed = false

  const empty = (): Promise<void> => rm(folder, { recursive: true, force: true })

  async function drop(slot: Slot): Promise<void> {
    slots.delete(slot.id)
    slot.phase = 'cancelled'
    // On Windows a file that is still open cannot be removed.
    await slot.writing?.catch(() => undefined)
    await rm(slot.path, { force: true })
  }

  async function forget(): Promise<void> {
    const old = [...slots.values()].filter(
      ({ phase, seenAt }) => phase !== 'making' && clock() - seenAt > forgottenAfterMs,
    )
    await Promise.all(old.map(drop))
  }

  async function find(kind: string, id: string, ownerId: string): Promise<Slot> {
    await forget()
    const slot = slots.get(id)
    if (slot?.wanted.ownerId !== ownerId || slot.wanted.kind !== kind) throw fault('not-found', { what: 'file' })
    slot.seenAt = clock()
    return slot
  }

  /** @throws file-cancelled where it was dropped meanwhile */
  function claimed(id: string): Slot {
    const slot = slots.get(id)
    if (slot?.phase !== 'making') throw fault('file-cancelled')
    return slot
  }

  async function writeTo<T>(slot: Slot, build: (writer: FileWriter) => Promise<T>): Promise<T> {
    await makePrivateFolder(folder)
    const file = await open(slot.path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
    try {
      const writer = new SlotWriter(slot, file)
      const built = await build(writer)
      slot.sha256 = writer.digest()
      return built
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw fault('store-full', {}, { cause: error })
      throw error
    } finally {
      await file.close()
    }
  }

  return {
    /** Removes what a killed desk has left. */
    begin: empty,

    /**
     * Takes a place for one file; the owner's older one of that kind is dropped.
     * @returns its id. @throws busy where too many are open
     */
    async prepare<P>(wanted: Wanted<P>): Promise<string> {
      await forget()
      const { kind, ownerId } = wanted
      const own = [...slots.values()].filter((one) => one.wanted.kind === kind && one.wanted.ownerId === ownerId)
      await Promise.all(own.map(drop))
      if (closed || slots.size >= filesMost) throw fault('busy')
      const id = makeId(random)
      const at = { phase: 'ready', done: 0, bytes: 0, sha256: null, seenAt: clock(), writing: null } as const
      slots.set(id, { id, wanted, path: join(folder, `${id}.part`), ...at })
      // Only the disk depends on this timer: every call looks at the clock itself.
      timer ??= setInterval(() => void forget(), lookEveryMs).unref()
      return id
    },

    /** Takes it for making: once. @throws file-not-ready where somebody did before */
    async claim(kind: string, id: string, ownerId: string): Promise<void> {
      const slot = await find(kind, id, ownerId)
      if (slot.phase !== 'ready') throw fault('file-not-ready')
      slot.phase = 'making'
    },

    /**
     * Has a claimed file written by `build`. It cannot be read yet: `release` comes once its audit row is committed,
     * `giveUp` where anything failed.
     * @returns what `build` answered, and name, size and SHA-256 of what was written. @throws file-cancelled; store-full
     */
    async write<P, T>(id: string, build: (plan: P, writer: FileWriter) => Promise<T>) {
      const slot = claimed(id)
      const writing = writeTo(slot, (writer) => build(slot.wanted.plan as P, writer))
      slot.writing = writing
      const built = await writing.finally(() => (slot.writing = null))
      const { bytes, sha256, wanted } = slot
      return { built, fileName: wanted.name, bytes, sha256: sha256 ?? '' }
    },

    /** Asked last before its audit row is written. @throws file-cancelled */
    demandWanted: (id: string): void => void claimed(id),

    /** From here on it can be read. @throws file-cancelled where somebody cancelled it just before */
    release(id: string): MadeFileProgress {
      const slot = claimed(id)
      slot.phase = 'made'
      slot.done = slot.wanted.total
      slot.seenAt = clock()
      return progressOf(slot)
    },

    /** It could not be made, or its audit row not be written: nobody gets it. */
    async giveUp(id: string): Promise<void> {
      const slot = slots.get(id)
      if (slot) await drop(slot)
    },

    async progress(kind: string, id: string, ownerId: string): Promise<MadeFileProgress> {
      return progressOf(await find(kind, id, ownerId))
    },

    async cancel(kind: string, id: string, ownerId: string): Promise<void> {
      await drop(await find(kind, id, ownerId))
    },

    /** @throws file-not-ready before its audit row is written */
    async part(kind: string, id: string, ownerId: string, from: number): Promise<{ part: File; more: boolean }> {
      const slot = await find(kind, id, ownerId)
      if (slot.phase !== 'made') throw fault('file-not-ready')
      const bytes = new Uint8Array(Math.max(0, Math.min(partBytesMost, slot.bytes - from)))
      const file = await open(slot.path, constants.O_RDONLY)
      try {
        let filled = 0
        while (filled < bytes.length) {
          const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled)
          if (bytesRead === 0) throw new Error('a made file is shorter than it was written')
          filled += bytesRead
        }
      } finally {
        await file.close()
      }
      return {
        part: new File([bytes], slot.wanted.name, { type: slot.wanted.type }),
        more: from + bytes.length < slot.bytes,
      }
    },

    /** Stops what is being made and removes everything. */
    async close(): Promise<void> {
      closed = true
      if (timer) clearInterval(timer)
      await Promise.all([...slots.values()].map(drop))
      await empty()
    },
  }
}
