/** Email as a method, at the desk: mail a token to the person, verify what they read back (M23). */
import { fault } from '../fault'
import { act, type ReadTables } from './act'
import { demandReplacing } from './approvals'
import type { Call } from './call'
import { consumeEmailToken, judgeEmailToken, sendEmailToken, takeEmailToken } from './email-token'
import { activateEmail } from './factors'
import type { GuardedDesk } from './guard'
import { policyOfSite } from './settings'
import { demandEnabled, otherAccount } from './target-account'

/** @throws email-not-allowed: the strict policy does not take email as a factor */
export async function demandEmailAllowed(tables: Pick<ReadTables, 'settings'>): Promise<void> {
  if ((await policyOfSite(tables)).strength === 'strict') throw fault('email-not-allowed')
}

/** @returns somebody else's enabled account, where email may be its method. */
async function accountForEmail(tables: Pick<ReadTables, 'accounts' | 'settings'>, call: Call, accountId: string) {
  const account = await otherAccount(tables, call, accountId)
  demandEnabled(account)
  await demandEmailAllowed(tables)
  await demandReplacing(tables, account)
  return account
}

/** @returns the handlers of the group `email`. */
export const emailHandlers = (desk: GuardedDesk) => ({
  send: desk.email.send.handler(
    act({
      settle: async (tables, call, { accountId }) => {
        const account = await accountForEmail(tables, call, accountId)
        const reply = await sendEmailToken(tables, call, account, 'desk')
        return { reply, row: { detail: { sentTo: reply.sentTo, expiresAt: reply.expiresAt } } }
      },
    }),
  ),

  verify: desk.email.verify.handler(
    act({
      take: async (tables, call, { accountId }) => {
        await accountForEmail(tables, call, accountId)
        return takeEmailToken(tables, call, accountId, 'desk')
      },
      judge: async (call, { token }, row) => {
        judgeEmailToken(call.house, row, token)
        return row
      },
      settle: async (tables, call, { accountId }, row) => {
        const account = await accountForEmail(tables, call, accountId)
        await consumeEmailToken(tables, call, row)
        return { reply: {}, row: { detail: await activateEmail(tables, call, account) } }
      },
    }),
  ),
})
