/** Accounts: the list and one account, read. Changing them is in account-changes, taking MFA off them in account-clear, and who left in account-leaver. */
import { fault } from '../fault'
import { detailReply, rowReply } from './account-reply'
import { accountChangeHandlers } from './account-changes'
import { accountClearHandlers } from './account-clear'
import { accountLeaverHandlers } from './account-leaver'
import { look } from './act'
import { auditReply } from './audit-reply'
import type { GuardedDesk } from './guard'

/** @returns the handlers of the group `accounts`. */
export const accountsHandlers = (desk: GuardedDesk) => ({
  list: desk.accounts.list.handler(
    look(async (tables, { at }, query) => {
      const { rows, ...page } = await tables.accountList.page({ ...query, at })
      return { rows: rows.map((account) => rowReply(account, at)), ...page }
    }),
  ),

  marks: desk.accounts.marks.handler(look((tables, { at }, { filter }) => tables.accountList.marks({ filter, at }))),

  counts: desk.accounts.counts.handler(look((tables, { at }) => tables.accountList.counts({ at }))),

  show: desk.accounts.show.handler(
    look(async (tables, { at }, { id }) => {
      const account = await tables.accounts.find(id)
      if (!account) throw fault('not-found', { what: 'account' })
      return detailReply(tables, account, at)
    }),
  ),

  timeline: desk.accounts.timeline.handler(
    look(async (tables, _call, { id, before, limit }) => {
      if (!(await tables.accounts.find(id))) throw fault('not-found', { what: 'account' })
      const { rows, more } = await tables.audit.listOfAccount(id, before, limit)
      return { rows: rows.map(auditReply), more }
    }),
  ),

  ...accountChangeHandlers(desk),
  ...accountClearHandlers(desk),
  ...accountLeaverHandlers(desk),
})
