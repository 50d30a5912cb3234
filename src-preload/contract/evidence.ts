/** The evidence pack: a slice of the audit log as one file that proves itself, to whoever has it, without this desk. */
import * as z from 'zod'
import { languageSchema } from './accounts'
import { siteDay } from './enrollment'
import { reason } from './facts'
import { madeFileOperations } from './made-files'

/** A pack is verified by a browser that holds all of it: more is made in several packs. */
export const packRowsMost = 200_000
/** Changes of accounts; an import of many accounts is one row with as many of them. */
export const packChangesMost = 1_000_000

const no = z.number().int().min(1)

export const packRange = z.discriminatedUnion('by', [
  /** Rows of the log, first and last. */
  z.strictObject({ by: z.literal('rows'), from: no, to: no }),
  /** Whole days of the site, first and last; rows that were removed before are left out. */
  z.strictObject({ by: z.literal('days'), from: siteDay, to: siteDay }),
])
export type PackRange = z.infer<typeof packRange>

export const packWanted = z.strictObject({
  range: packRange,
  reason,
  /** Of the person who makes it: the page begins in it. */
  language: languageSchema,
})
export type PackWanted = z.infer<typeof packWanted>

/** `total` counts rows. */
export const evidence = madeFileOperations('evidence.export', packWanted)
