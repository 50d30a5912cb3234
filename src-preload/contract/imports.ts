/** Accounts from a CSV or JSON Lines file: open, map the columns, preview, import, take the refused lines away. */
import * as z from 'zod'
import { id, instant, name, prepares, reads, writes } from './facts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'cp949'] as const
export type Encoding = (typeof encodings)[number]
export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]
export const importFields = [
  'user-name',
  'email',
  'second-email',
  'phone',
  'name',
  'department',
  'language',
  'role',
  'enabled',
] as const
export type ImportField = (typeof importFields)[number]

/** 64 MiB: about 700,000 lines. The one body that may pass the door's ordinary limit. */
export const importBytesMost = 64 * 1024 * 1024

const encoding = z.enum(encodings)
const separator = z.enum(separators)
const column = z.strictObject({
  header: z.string(),
  /** The header as a mapping names it: folded. */
  key: z.string(),
  sample: z.string(),
  /** What the header was taken for; null is left out. */
  guess: z.enum(importFields).nullable(),
})

/** `csv`, or JSON Lines: one object a line, its keys are the columns. */
export const fileKinds = ['csv', 'json-lines'] as const
export type FileKind = (typeof fileKinds)[number]

/** How the file was read: what was found out or chosen, its columns, and how many records follow the header. */
const reading = z.strictObject({
  kind: z.enum(fileKinds),
  encoding,
  separator,
  columns: z.array(column),
  matchBy: z.enum(['email', 'user-name']),
  lines: z.number(),
})

/** Why a line is refused; each has a sentence under `import.problem.<code>`. */
export const lineProblems = [
  'email-missing',
  'email-not-an-address',
  'second-email-not-an-address',
  'same-email',
  'same-user-name',
  'email-of-another',
  'user-name-of-another',
  'role-unknown',
  'role-needs-administrator',
  /** The policy has role changes wait for a second person: a job does it. */
  'role-needs-second-person',
  'language-unknown',
  'enabled-unknown',
  'too-long',
  'too-many-fields',
  'too-few-fields',
  'control-character',
  /** A list or an object in a line of JSON. */
  'not-text',
  'match-value-missing',
  'last-administrator',
  'own-account',
] as const
export type LineProblem = (typeof lineProblems)[number]

export const importLine = z.strictObject({
  /** Where the line begins in the file, counted from 1 as an editor counts. */
  line: z.number(),
  /** Position among all lines, from 0. */
  place: z.number(),
  result: z.enum(['new', 'changed', 'same', 'refused']),
  email: z.string(),
  name: z.string(),
  department: z.string(),
  role: z.string(),
  problem: z.enum(lineProblems).nullable(),
  /** The field the problem is in, and for `same-…` the line that came first. */
  problemField: z.enum(importFields).nullable(),
  problemLine: z.number().nullable(),
  /** For `changed`: what changes. */
  changes: z.array(z.strictObject({ field: z.enum(importFields), from: z.string(), to: z.string() })),
})
export type ImportLine = z.infer<typeof importLine>

/** What the lines would do, counted at the check: the blast radius. Part of `changed` and `new`, not disjoint. */
const blast = z.strictObject({
  staff: z.number(),
  roles: z.number(),
  disabled: z.number(),
  enabled: z.number(),
  /** Email as the method stops until the new address is verified: no way in by it till then. */
  addresses: z.number(),
  mails: z.number(),
  sessions: z.number(),
})
export type ImportBlast = z.infer<typeof blast>

/** How a file was read, kept by name. By header, folded; columns it does not name are left out. */
export const importMapping = z.strictObject({
  id,
  name,
  fields: z.record(z.string(), z.enum(importFields)),
  matchBy: z.enum(['email', 'user-name']),
  update: z.boolean(),
  madeBy: z.string(),
  madeAt: instant,
})
export type ImportMapping = z.infer<typeof importMapping>

/** An account that is in no line of the file. */
export const leaver = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  department: z.string(),
  role: z.string(),
})
export type Leaver = z.infer<typeof leaver>

const counts = z.strictObject({ new: z.number(), changed: z.number(), same: z.number(), refused: z.number() })

export const importProgress = z.strictObject({
  phase: z.enum(['mapping', 'checking', 'ready', 'writing', 'done', 'cancelled', 'failed']),
  /** Lines handled and lines in all; while writing, `counts` says what has been written so far. */
  done: z.number(),
  total: z.number(),
  counts,
  blast,
  /** Enabled accounts that no line of the file is about, once it is checked. Nothing happens to them by itself. */
  leavers: z.number(),
  /** The job it is kept as, once it is written: for undoing it. */
  jobId: id.nullable(),
  /** Fault code where the phase is `failed`. */
  fault: z.string().nullable(),
})
export type ImportProgress = z.infer<typeof importProgress>

export const imports = {
  /**
   * Takes the file in, reads it once from end to end and finds out encoding, separator and columns. Nothing is written.
   * One import at a time per desk: an own one that is not being written gives way, another's is `import-busy`.
   */
  open: prepares('accounts.import')
    .input(
      z.strictObject({
        file: z.file().max(importBytesMost),
        encoding: encoding.optional(),
        separator: separator.optional(),
      }),
    )
    .output(reading.extend({ importId: id, fileName: z.string() })),
  /** Reads the open file again with another encoding or separator. */
  reread: prepares('accounts.import')
    .input(z.strictObject({ importId: id, encoding, separator }))
    .output(reading),
  /** Begins the check of all lines; `progress` tells when the preview is ready. */
  check: prepares('accounts.import')
    .input(
      z.strictObject({
        importId: id,
        columns: z.array(z.enum(importFields).nullable()).max(200),
        matchBy: z.enum(['email', 'user-name']),
        /** Accounts found by the match column are updated; otherwise left as they are. */
        update: z.boolean(),
      }),
    )
    .output(importProgress),
  progress: reads('accounts.import')
    .input(z.strictObject({ importId: id }))
    .output(importProgress),
  lines: reads('accounts.import')
    .input(
      z.strictObject({
        importId: id,
        only: z.enum(['all', 'refused']),
        /** Position in that list, from 0; how long it is say the counts. */
        from: z.number().int().min(0),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.strictObject({ lines: z.array(importLine) })),
  /** Enabled accounts that are in no line, by name, from place `from` on. What has changed since the check is left out. */
  leavers: reads('accounts.import')
    .input(z.strictObject({ importId: id, from: z.number().int().min(0), limit: z.number().int().min(1).max(200) }))
    .output(z.strictObject({ leavers: z.array(leaver), more: z.boolean() })),
  /** The dry run of disabling the leavers, as a job: nothing of it happens before it is started. */
  planLeavers: writes('accounts.import')
    .input(z.strictObject({ importId: id }))
    .output(z.strictObject({ jobId: id })),
  mappings: reads('accounts.import').output(z.strictObject({ mappings: z.array(importMapping) })),
  /** Keeps how the open file is read. @throws mapping-name-taken unless `replace` */
  saveMapping: writes('accounts.import')
    .input(
      z.strictObject({
        name: name.min(1).max(60),
        fields: z.record(z.string().max(200), z.enum(importFields)),
        matchBy: z.enum(['email', 'user-name']),
        update: z.boolean(),
        replace: z.boolean(),
      }),
    )
    .output(importMapping),
  forgetMapping: writes('accounts.import').input(z.strictObject({ id })).output(z.strictObject({})),
  /** Writes all good lines in one transaction and answers when it is done; `progress` follows it meanwhile. */
  apply: writes('accounts.import', 'fresh')
    .input(z.strictObject({ importId: id }))
    .output(importProgress),
  /** Leaves nothing of it; once it is committed it is refused as `import-done`. */
  cancel: writes('accounts.import')
    .input(z.strictObject({ importId: id }))
    .output(z.strictObject({})),
  /** The refused lines as they stood, each with its number and reason, in the file's own encoding. Taking them away is an act. */
  refused: writes('accounts.import')
    .input(z.strictObject({ importId: id }))
    .output(z.strictObject({ file: z.file() })),
}
