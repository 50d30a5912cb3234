/** Reports: what is on the screen as a file, exactly its columns and filters, headed with what it is and who made it. */
import * as z from 'zod'
import { accountFilter, languageSchema } from './accounts'
import { changeKinds, siteDay, stoodFilter } from './enrollment'
import { madeFileOperations } from './made-files'

/** `print`: rows to print, as JSON Lines; at most 5,000. */
export const reportFormats = ['csv', 'jsonl', 'print'] as const
export type ReportFormat = (typeof reportFormats)[number]

export const accountColumns = ['name', 'email', 'department', 'policy', 'state', 'locked', 'codes', 'lastUsed'] as const
export type AccountColumn = (typeof accountColumns)[number]
export const stoodColumns = ['name', 'email', 'department', 'role', 'policy', 'state', 'since'] as const
export type StoodColumn = (typeof stoodColumns)[number]
export const changeColumns = ['name', 'email', 'before', 'after'] as const
export type ChangeColumn = (typeof changeColumns)[number]
export const coverageBy = ['department', 'role', 'method'] as const
export type CoverageBy = (typeof coverageBy)[number]

const some = <T extends readonly [string, ...string[]]>(columns: T) =>
  z.array(z.enum(columns)).min(1).max(columns.length)

const what = z.discriminatedUnion('list', [
  /** MFA enrollment by user, as it is now. */
  z.strictObject({ list: z.literal('accounts'), filter: accountFilter, columns: some(accountColumns) }),
  /** Accounts with all fields an import takes, headed by nothing: the file comes back by import unchanged. CSV or JSON Lines. */
  z.strictObject({ list: z.literal('directory'), filter: accountFilter }),
  /** The same at the end of a day. */
  z.strictObject({ list: z.literal('stood'), day: siteDay, filter: stoodFilter, columns: some(stoodColumns) }),
  z.strictObject({
    list: z.literal('changes'),
    from: siteDay,
    to: siteDay.nullable(),
    kind: z.enum(changeKinds),
    columns: some(changeColumns),
  }),
  /** The table of the Enrollment page. */
  z.strictObject({ list: z.literal('coverage'), day: siteDay.nullable(), by: z.enum(coverageBy) }),
])
export type ReportOf = z.infer<typeof what>

export const reportWanted = z.strictObject({ format: z.enum(reportFormats), language: languageSchema, what })
export type ReportWanted = z.infer<typeof reportWanted>

/** What stands above the rows, and what the columns are called: the first line of JSON Lines. */
export const reportHead = z.strictObject({
  report: z.string(),
  /** Label and value, as printed. */
  heading: z.array(z.tuple([z.string(), z.string()])),
  columns: z.array(z.strictObject({ key: z.string(), label: z.string() })),
  what,
})
export type ReportHead = z.infer<typeof reportHead>

export const reports = madeFileOperations('reports.export', reportWanted)
