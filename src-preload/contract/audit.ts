/** The audit log as the window sees it: rows, and whether the chain holds. */
import * as z from 'zod'
import { auditFilter, savedSearch, searchName } from './audit-filter'
import { auditProof } from './audit-proof'
import { id, instant, reads, writes } from './facts'

export { auditHosts } from './audit-filter'
export type { AuditFilter, AuditHost, AuditTime, SavedSearch } from './audit-filter'

/** Acts that are no operation: nobody at a window calls them, and the log has them all the same. */
export const actsBeyondOperations = [
  'keys.remakeFile',
  'keys.recoverAdministrator',
  // of one account in a job; those that have an operation of their own are written under its name
  'jobs.requireEnrolment',
  'jobs.setPolicy',
  'jobs.setDepartment',
  'jobs.sendMail',
  'jobs.undone',
  // of a job that ended, was stopped, expired, or whose copies were destroyed
  'jobs.finished',
  'jobs.stopped',
  'jobs.expired',
  'jobs.copiesDestroyed',
] as const
export type ActBeyondOperations = (typeof actsBeyondOperations)[number]

export const auditRow = z.strictObject({
  /** Gapless from 1. */
  no: z.number(),
  at: instant,
  actorId: id.nullable(),
  actorName: z.string(),
  actorRole: z.string(),
  computer: z.string(),
  host: z.string(),
  /** `group.verb` as in the contract. */
  act: z.string(),
  accountId: id.nullable(),
  accountName: z.string(),
  result: z.enum(['done', 'refused', 'failed']),
  /** Fault code of a refused or failed act. */
  code: z.string().nullable(),
  reason: z.string(),
  /** What it was and what it became, and counts; never a secret. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Accounts whose standing (department, role, policy, state, enabled) changed with it; its hash covers what and how. */
  standings: z.number(),
  /** Hex SHA-256 of this row over the one before. */
  hash: z.string(),
  before: z.string(),
})
export type AuditRow = z.infer<typeof auditRow>

export const audit = {
  /** Newest first: the rows under number `before`, null is from the newest on; or the nearest above `after`, 0 is from the oldest on. */
  list: reads('audit.see')
    .input(
      auditFilter.extend({
        before: z.number().int().nullable(),
        after: z.number().int().min(0).optional(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.strictObject({ rows: z.array(auditRow), more: z.boolean() })),
  /** How many rows fit: exact where that is cheap, else so many and more. */
  count: reads('audit.see')
    .input(auditFilter)
    .output(z.strictObject({ rows: z.number(), more: z.boolean() })),
  /** Computers the log knows, for the filter; the first few hundred by name. */
  computers: reads('audit.see').output(z.strictObject({ computers: z.array(z.string()) })),
  /** The filters somebody keeps by name, by name: their own and nobody else's. */
  searches: reads('audit.see').output(z.strictObject({ searches: z.array(savedSearch) })),
  /** Keeps a filter by name. @throws search-name-taken, also in another spelling; searches-full */
  saveSearch: writes('audit.see')
    .input(z.strictObject({ name: searchName, filter: auditFilter }))
    .output(z.strictObject({ search: savedSearch })),
  /** @throws not-found, also of somebody else's */
  forgetSearch: writes('audit.see').input(z.strictObject({ id })).output(z.strictObject({})),
  ...auditProof,
}
