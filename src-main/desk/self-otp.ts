/** One's own OTP key: make, verify, cancel, delete; and everything of MFA cleared (M3 to M9, M14). */
import { act, type WriteTables } from './act'
import { demandStepUp, sessionOf, type Call } from './call'
import { activateOtp, clearFactors, demandNotDisabled, isEnrolled } from './factors'
import type { GuardedDesk } from './guard'
import { meNow } from './me'
import { dropPendingKey, judgeFirstToken, makePendingKey } from './pending-key'
import { renewCodes } from './recovery'
import { ownAccount } from './self-account'

/**
 * What goes on to replace a factor asks who is there; but not whoever is kept to doing just that, for they came in a
 * moment ago and may have no phone to prove it with.
 * @returns one's own account. @throws factor-disabled, step-up-needed
 */
export async function accountForSetUp(tables: WriteTables, call: Call) {
  const account = await ownAccount(tables, call)
  demandNotDisabled(account)
  if (isEnrolled(account) && !call.confined) demandStepUp(call, 'fresh')
  return account
}

async function clear(tables: WriteTables, call: Call, kind: 'mfa-cleared' | 'otp-key-deleted') {
  const account = await ownAccount(tables, call)
  demandNotDisabled(account)
  const { detail } = await clearFactors(tables, call, account, kind)
  return { reply: { me: await meNow(tables, call) }, row: { detail } }
}

/** @returns the handlers of the group `self` that are about OTP, and clearing. */
export const selfOtpHandlers = (desk: GuardedDesk) => ({
  makeOtpKey: desk.self.makeOtpKey.handler(
    act({
      settle: async (tables, call) => {
        const { reply, detail } = await makePendingKey(tables, call, await accountForSetUp(tables, call))
        return { reply, row: { detail } }
      },
    }),
  ),

  verifyOtpKey: desk.self.verifyOtpKey.handler(
    act({
      judge: (call, input) =>
        call.house.store.read(async (tables) => {
          const { id: accountId } = await ownAccount(tables, call)
          return judgeFirstToken(tables, call, { ...input, accountId })
        }),
      settle: async (tables, call, _input, judged) => {
        const account = await ownAccount(tables, call)
        demandNotDisabled(account)
        const { reply: recoverySet, detail } = await activateOtp(tables, call, account, judged)
        await tables.sessions.noteFactor(sessionOf(call).id_hash, call.at)
        return { reply: { me: await meNow(tables, call), recoverySet }, row: { detail } }
      },
    }),
  ),

  cancelOtpKey: desk.self.cancelOtpKey.handler(
    act({
      settle: async (tables, call, { keyId }) => {
        const account = await ownAccount(tables, call)
        return { reply: {}, row: { detail: await dropPendingKey(tables, call, account, keyId) } }
      },
    }),
  ),

  deleteOtpKey: desk.self.deleteOtpKey.handler(
    act({ settle: (tables, call) => clear(tables, call, 'otp-key-deleted') }),
  ),

  clearMfa: desk.self.clearMfa.handler(act({ settle: (tables, call) => clear(tables, call, 'mfa-cleared') })),

  renewRecoveryCodes: desk.self.renewRecoveryCodes.handler(
    act({
      settle: async (tables, call) => {
        const account = await ownAccount(tables, call)
        demandNotDisabled(account)
        return renewCodes(tables, call, account)
      },
    }),
  ),
})
