/** OTP keys of other people: re-issue, verify the first token, cancel the set-up. */
import { stateAfter } from '../engine/mfa-state'
import { checkOtp, makeOtpKey, secretText } from '../engine/otp'
import { otpauthUri } from '../engine/otpauth-uri'
import { fault } from '../fault'
import { makeId } from '../random'
import { act, type ReadTables } from './act'
import { demandEnabled, targetAccount } from './target-account'
import type { Call } from './call'
import type { GuardedDesk } from './guard'
import { keyOfRow, pendingRow } from './otp-key'
import { issueRecoverySet } from './recovery-set'
import { issuerOf } from './settings'
import { demandRecoveryKey } from './welcome'

async function pendingKey(tables: ReadTables, accountId: string, keyId: string) {
  const key = await tables.otpKeys.find(accountId, 'pending')
  if (!key || key.id !== keyId) throw fault('no-pending-key')
  return key
}

/** The token is judged with no transaction open; `rev` of the key says at the end whether it is still the one judged. */
async function judgeFirstToken(call: Call, input: { accountId: string; keyId: string; token: string }) {
  return call.house.store.read(async (tables) => {
    demandEnabled(await targetAccount(tables, call, input.accountId))
    const row = await pendingKey(tables, input.accountId, input.keyId)
    const { key, lastStep } = keyOfRow(call.house, row)
    const verdict = checkOtp({ key, lastStep, token: input.token, now: call.now })
    if (!verdict.ok) throw fault('token-wrong', { problem: verdict.problem, offSeconds: verdict.offSeconds })
    return { rev: row.rev, step: verdict.step }
  })
}

/** @returns the handlers of the group `otp`. */
export const otpHandlers = (desk: GuardedDesk) => ({
  reissue: desk.otp.reissue.handler(
    act({
      settle: async (tables, call, { accountId }) => {
        const { house, at } = call
        const account = demandEnabled(await targetAccount(tables, call, accountId))
        await demandRecoveryKey(tables, house)
        const key = makeOtpKey(house.random)
        const keyId = makeId(house.random)
        const droppedPending = await tables.otpKeys.remove(accountId, 'pending')
        await tables.otpKeys.insert(pendingRow(house, { id: keyId, accountId, key, at }))
        const state = stateAfter(account.state, 'key-made')
        if (!(await tables.accounts.changeIfRev(accountId, account.rev, { state }))) throw fault('changed-meanwhile')
        const issuer = await issuerOf(tables)
        return {
          reply: {
            keyId,
            secret: secretText(key.secret),
            uri: otpauthUri({ issuer, accountName: account.email, key }),
            issuer,
            accountName: account.email,
            algorithm: key.algorithm,
            digits: key.digits,
            periodSeconds: key.periodSeconds,
          },
          row: { detail: { stateBefore: account.state, state, droppedPending } },
        }
      },
    }),
  ),

  verify: desk.otp.verify.handler(
    act({
      judge: judgeFirstToken,
      settle: async (tables, call, { accountId, keyId }, { rev, step }) => {
        // Asked again: it may have been disabled while the token was judged.
        const account = demandEnabled(await targetAccount(tables, call, accountId))
        const replacedKey = (await tables.otpKeys.find(accountId, 'active')) !== null
        if (!(await tables.otpKeys.activate(keyId, rev, step, call.at))) throw fault('changed-meanwhile')
        const { reply, codesLeft } = await issueRecoverySet(tables, call, account)
        const change = { state: stateAfter(account.state, 'key-verified'), codes_left: codesLeft }
        if (!(await tables.accounts.changeIfRev(accountId, account.rev, change))) throw fault('changed-meanwhile')
        return {
          reply,
          row: {
            detail: { stateBefore: account.state, state: change.state, replacedKey, set: reply.number },
          },
        }
      },
    }),
  ),

  cancel: desk.otp.cancel.handler(
    act({
      settle: async (tables, call, { accountId, keyId }) => {
        const account = await targetAccount(tables, call, accountId)
        await pendingKey(tables, accountId, keyId)
        await tables.otpKeys.remove(accountId, 'pending')
        const state = stateAfter(account.state, 'key-dropped')
        if (!(await tables.accounts.changeIfRev(accountId, account.rev, { state }))) throw fault('changed-meanwhile')
        return { reply: {}, row: { detail: { stateBefore: account.state, state } } }
      },
    }),
  ),
})
