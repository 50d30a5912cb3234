/** Files the desk makes for one person and hands over in parts: the five operations of every group that does so. */
import * as z from 'zod'
import { id, prepares, reads, writes } from './facts'
import type { Right } from './rights'

/** 256 KiB: the longest part of a file that crosses at once. */
export const partBytesMost = 256 * 1024

/** `made` only once its audit row is written; before, nothing of it can be read. */
export const madePhases = ['ready', 'making', 'made', 'cancelled'] as const
export type MadePhase = (typeof madePhases)[number]

export const madeFileProgress = z.strictObject({
  phase: z.enum(madePhases),
  /** Rows, or whatever the file is made of. */
  done: z.number(),
  total: z.number(),
  name: z.string(),
  type: z.string(),
  /** Written so far. */
  bytes: z.number(),
  /** Hex, once it is made. */
  sha256: z.string().nullable(),
})
export type MadeFileProgress = z.infer<typeof madeFileProgress>

/** Inputs of the four operations that follow `prepare`. */
export const madeFile = z.strictObject({ fileId: id })
export const madeFilePart = madeFile.extend({ from: z.number().int().min(0) })

/**
 * @param what - input of `prepare`: what the file is to hold
 * @returns the operations of a group that makes files. They go in this order; `progress` and `cancel` while `make` runs.
 */
export const madeFileOperations = <S extends z.ZodType>(right: Right, what: S) => ({
  /** Counts what is to be done and changes nothing. One file a person and group: an older one is dropped. */
  prepare: prepares(right)
    .input(what)
    .output(z.strictObject({ fileId: id, total: z.number() })),
  /** Makes it, and answers when it is made. Its audit row names the file, its size and its SHA-256. */
  make: writes(right, 'each-time').input(madeFile).output(madeFileProgress),
  progress: reads(right).input(madeFile).output(madeFileProgress),
  /** Stops `make`, which is then refused as `file-cancelled`; a file that is made is dropped. */
  cancel: reads(right).input(madeFile).output(z.strictObject({})),
  /** The bytes from `from` on, at most 256 KiB. It can be read again until the file is dropped: after 15 minutes unused. */
  part: reads(right)
    .input(madeFilePart)
    .output(z.strictObject({ part: z.file(), more: z.boolean() })),
})
