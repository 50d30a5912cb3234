/** Files of a job: its dry run and its results as a table, and the papers it made, which leave once. */
import * as z from 'zod'
import { languageSchema } from './accounts'
import { email, id } from './facts'
import { madeFileOperations, madeFileProgress, madeFile } from './made-files'
import { writes } from './facts'

export const jobFileWanted = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.enum(['dry-run', 'results']),
    jobId: id,
    format: z.enum(['csv', 'jsonl']),
    language: languageSchema,
  }),
  /**
   * Recovery-code files, enrolment sheets or password slips, as one AES-256 zip. `passphrase`: `shown` to whoever takes
   * them, once, or `mailed` to one address of an enabled account. `unpacked`: the window unpacks it itself, into a folder or onto paper.
   */
  z.strictObject({
    of: z.literal('papers'),
    jobId: id,
    language: languageSchema,
    way: z.enum(['zip', 'unpacked']),
    mailTo: email.nullable(),
  }),
])
export type JobFileWanted = z.infer<typeof jobFileWanted>
export type JobTableOf = Exclude<JobFileWanted, { of: 'papers' }>

/** One file of the zip that holds sheets or slips instead of recovery-code files: JSON of these. */
export const enrolmentSheet = z.strictObject({
  kind: z.literal('enrolment-sheet'),
  issuer: z.string(),
  accountName: z.string(),
  personName: z.string(),
  secret: z.string(),
  uri: z.string(),
  algorithm: z.string(),
  digits: z.number(),
  periodSeconds: z.number(),
})
export type EnrolmentSheet = z.infer<typeof enrolmentSheet>

const operations = madeFileOperations('jobs.see', jobFileWanted)
export const jobFiles = {
  ...operations,
  /** `passphrase`: six words, in this reply and never again; null for tables, and where it was mailed and not shown. */
  make: writes('jobs.see', 'each-time')
    .input(madeFile)
    .output(madeFileProgress.extend({ passphrase: z.string().nullable() })),
}
