/** OTP keys of other people: re-issue, verify the first token, cancel the set-up. */
import { act } from './act'
import { demandReplacing } from './approvals'
import type { GuardedDesk } from './guard'
import { activateOtp } from './factors'
import { cancelSetUp, judgeFirstToken, reissueKey } from './pending-key'
import { demandEnabled, otherAccount } from './target-account'

/** @returns the handlers of the group `otp`. */
export const otpHandlers = (desk: GuardedDesk) => ({
  reissue: desk.otp.reissue.handler(
    act({
      settle: async (tables, call, { accountId }) => {
        const account = demandEnabled(await otherAccount(tables, call, accountId))
        const { reply, detail } = await reissueKey(tables, call, account)
        return { reply, row: { detail } }
      },
    }),
  ),

  verify: desk.otp.verify.handler(
    act({
      judge: (call, input) =>
        call.house.store.read(async (tables) => {
          await demandReplacing(tables, demandEnabled(await otherAccount(tables, call, input.accountId)))
          return judgeFirstToken(tables, call, input)
        }),
      settle: async (tables, call, { accountId }, judged) => {
        // Asked again: it may have been disabled while the token was judged.
        const account = demandEnabled(await otherAccount(tables, call, accountId))
        await demandReplacing(tables, account)
        const { reply, detail } = await activateOtp(tables, call, account, judged)
        return { reply, row: { detail } }
      },
    }),
  ),

  cancel: desk.otp.cancel.handler(
    act({
      settle: async (tables, call, { accountId, keyId }) => {
        const account = await otherAccount(tables, call, accountId)
        const detail = await cancelSetUp(tables, call, account, keyId)
        return { reply: {}, row: { detail } }
      },
    }),
  ),
})
