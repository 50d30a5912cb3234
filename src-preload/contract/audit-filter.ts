/** What the audit log can be narrowed down by, and such a filter kept by name. */
import * as z from 'zod'
import { id, instant } from './facts'

/** Days of the site's time zone, today the last of several. */
export const auditTimes = ['today', 'yesterday', 'days-7', 'days-30'] as const
export type AuditTime = (typeof auditTimes)[number]

/** Where an act came from: a kind of window, or the start of the desk, before there is one. */
export const auditHosts = ['electron', 'loopback', 'in-process', 'start'] as const
export type AuditHost = (typeof auditHosts)[number]

export const auditResults = ['done', 'refused', 'failed'] as const

const partOfName = z.string().trim().max(100)

/** All that is said must fit. A filter that names a time moves with the day; one that names days does not. */
export const auditFilter = z.strictObject({
  time: z.enum(auditTimes).optional(),
  /** First and last day in the site's time zone, both included: `2026-03-31`. */
  fromDay: z.iso.date().optional(),
  toDay: z.iso.date().optional(),
  /** Part of the actor's name as the log has it, in any spelling. */
  actor: partOfName.optional(),
  actorId: id.optional(),
  /** The same of the account an act was about. */
  account: partOfName.optional(),
  /** Also rows of imports that made or changed it. */
  accountId: id.optional(),
  act: z.string().max(60).optional(),
  result: z.enum(auditResults).optional(),
  /** Name of the computer, as the log has it. */
  computer: z.string().max(255).optional(),
  host: z.enum(auditHosts).optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

/** So many searches one person keeps. */
export const savedSearchesMost = 30
export const searchName = z.string().trim().min(1).max(60)

export const savedSearch = z.strictObject({
  id,
  name: z.string(),
  filter: auditFilter,
  madeAt: instant,
})
export type SavedSearch = z.infer<typeof savedSearch>
