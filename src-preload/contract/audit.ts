/** The audit log as the window sees it: rows, and whether the chain holds. */
import * as z from 'zod'
import { id, instant, reads } from './facts'

/** Acts that are no operation: nobody at a window calls them, and the log has them all the same. */
export const actsBeyondOperations = ['keys.remakeFile', 'keys.recoverAdministrator'] as const
export type ActBeyondOperations = (typeof actsBeyondOperations)[number]

/** Where an act came from: a kind of window, or the start of the desk, before there is one. */
export const auditHosts = ['electron', 'loopback', 'in-process', 'start'] as const
export type AuditHost = (typeof auditHosts)[number]

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
  /** Newest first; `before` is the row number a page starts under. */
  list: reads('audit.see')
    .input(
      z.strictObject({
        before: z.number().int().nullable(),
        limit: z.number().int().min(1).max(200),
        result: z.enum(['done', 'refused', 'failed']).optional(),
        act: z.string().max(60).optional(),
        actor: z.string().trim().max(100).optional(),
      }),
    )
    .output(z.strictObject({ rows: z.array(auditRow), more: z.boolean() })),
  /** The status line: how far the log goes, and what the check of its tail at start found. */
  state: reads('accounts.see').output(
    z.strictObject({
      last: z.number(),
      checkedFrom: z.number(),
      checkedTo: z.number(),
      brokenAt: z.number().nullable(),
    }),
  ),
}
