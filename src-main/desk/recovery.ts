/** New recovery codes for an account with OTP. */
import { fault } from '../fault'
import { act } from './act'
import type { GuardedDesk } from './guard'
import { issueRecoverySet } from './recovery-set'
import { demandEnabled, targetAccount } from './target-account'
import { demandRecoveryKey } from './welcome'

/** @returns the handlers of the group `recovery`. */
export const recoveryHandlers = (desk: GuardedDesk) => ({
  renew: desk.recovery.renew.handler(
    act({
      settle: async (tables, call, { accountId }) => {
        const account = demandEnabled(await targetAccount(tables, call, accountId))
        await demandRecoveryKey(tables, call.house)
        if (!(await tables.otpKeys.find(accountId, 'active'))) throw fault('not-enrolled')
        const { reply, codesLeft } = await issueRecoverySet(tables, call, account)
        const changed = await tables.accounts.changeIfRev(accountId, account.rev, { codes_left: codesLeft })
        if (!changed) throw fault('changed-meanwhile')
        return { reply, row: { detail: { set: reply.number, codesLeftBefore: account.codes_left } } }
      },
    }),
  ),
})
