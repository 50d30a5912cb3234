/** Account management: what everyone may see and change about their own account (M1 to M14). */
import type { OwnAccount } from '../../src-preload/contract/self'
import { judgeNewPassword } from '../engine/passwords'
import { detailReply } from './account-reply'
import { act, look, type ReadTables } from './act'
import type { Call } from './call'
import { sentTokenOf } from './email-token'
import { changeAccount } from './factors'
import type { GuardedDesk } from './guard'
import { meNow } from './me'
import { ownAccount } from './self-account'
import { selfEmailHandlers } from './self-email'
import { selfOtpHandlers } from './self-otp'
import { changePassword, passwordRule, sendPasswordToken } from './self-password'
import { selfSessionsHandlers } from './self-sessions'
import { policyOfSite } from './settings'

async function show(tables: ReadTables, call: Call): Promise<OwnAccount> {
  const { at } = call
  const account = await ownAccount(tables, call)
  const detail = await detailReply(tables, account, at)
  const tokenOf = async (purpose: 'set-up' | 'address') =>
    sentTokenOf(tables, await tables.emailTokens.findLive(account.id, purpose), at)
  return {
    name: detail.name,
    email: detail.email,
    emailUnverified: detail.emailUnverified,
    secondEmail: detail.secondEmail,
    userName: detail.userName,
    department: detail.department,
    role: detail.role,
    language: detail.language,
    policy: detail.policy,
    graceUntil: detail.graceUntil,
    state: detail.state,
    lockedUntil: detail.lockedUntil,
    otp: detail.otp,
    emailFactor: detail.emailFactor,
    pendingKey: detail.pendingKey,
    recoverySet: detail.recoverySet,
    codesLeft: detail.codesLeft,
    emailAllowed: (await policyOfSite(tables)).strength !== 'strict',
    pendingEmail: await tokenOf('set-up'),
    pendingAddress: await tokenOf('address'),
    password: {
      setAt: detail.password?.setAt ?? detail.createdAt,
      ...bounds(await passwordRule(tables, account)),
    },
  }
}

/** No password at all is too short, and the verdict names the bounds. */
function bounds(rule: { mfaRequired: boolean }) {
  const { least = 0, most = 0 } = judgeNewPassword('', rule) ?? {}
  return { leastCharacters: least, mostCharacters: most }
}

/** @returns the handlers of the group `self`. */
export const selfHandlers = (desk: GuardedDesk) => ({
  show: desk.self.show.handler(look(show)),

  setLanguage: desk.self.setLanguage.handler(
    act({
      settle: async (tables, call, { language }) => {
        const account = await ownAccount(tables, call)
        await changeAccount(tables, account, { language })
        return {
          reply: { me: await meNow(tables, call) },
          row: { detail: { 'language before': account.language, language } },
        }
      },
    }),
  ),

  sendPasswordToken: desk.self.sendPasswordToken.handler(act(sendPasswordToken)),
  changePassword: desk.self.changePassword.handler(act(changePassword)),
  ...selfOtpHandlers(desk),
  ...selfEmailHandlers(desk),
  ...selfSessionsHandlers(desk),
})
