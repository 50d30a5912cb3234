/** The audit log, read: pages of rows, and the state the status line shows. */
import { auditReply } from './audit-reply'
import { look } from './act'
import type { GuardedDesk } from './guard'

/** @returns the handlers of the group `audit`. */
export const auditHandlers = (desk: GuardedDesk) => ({
  list: desk.audit.list.handler(
    look(async (tables, _call, { before, limit, ...filter }) => {
      const { rows, more } = await tables.audit.list(filter, before, limit)
      return { rows: rows.map(auditReply), more }
    }),
  ),

  state: desk.audit.state.handler(
    look(async (tables, { house }) => ({ last: (await tables.audit.last()).no, ...house.tail })),
  ),
})
