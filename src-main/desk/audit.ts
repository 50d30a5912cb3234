/** The audit log: pages of rows, searches, and what proves that it is what it was. */
import { auditProofHandlers } from './audit-proof'
import { auditReply } from './audit-reply'
import { look } from './act'
import { auditSearchesHandlers } from './audit-searches'
import { wishOf } from './audit-wish'
import type { GuardedDesk } from './guard'
import { fault } from '../fault'

/** Rows counted one by one; where more fit, the number says so. */
const countedMost = 10_000
/** More than the filter's menu can be read through. */
const computersMost = 300

/** @returns the handlers of the group `audit`. */
export const auditHandlers = (desk: GuardedDesk) => ({
  list: desk.audit.list.handler(
    look(async (tables, call, { before, after, limit, ...filter }) => {
      if (after !== undefined && before !== null) throw fault('input-invalid', { field: 'after' })
      const wish = wishOf(filter, call)
      const page =
        after === undefined
          ? await tables.audit.list(wish, before, limit)
          : await tables.audit.list(wish, after, limit, 'newer')
      return { rows: page.rows.map(auditReply), more: page.more }
    }),
  ),

  count: desk.audit.count.handler(
    look((tables, call, filter) => tables.audit.count(wishOf(filter, call), countedMost)),
  ),

  computers: desk.audit.computers.handler(
    look(async (tables) => ({ computers: await tables.audit.computers(computersMost) })),
  ),

  ...auditSearchesHandlers(desk),

  ...auditProofHandlers(desk),
})
