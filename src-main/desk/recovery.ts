/** Recovery codes: new ones for an account with OTP, custody of their files, and what a file is. */
import type { RecoverySet } from '../../src-preload/contract/recovery'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import { act, look, type Settled, type WriteTables } from './act'
import type { Call } from './call'
import { findFile, judgeFile } from './check-file'
import { acknowledge, handOver, listSets } from './custody'
import { changeAccount } from './factors'
import type { GuardedDesk } from './guard'
import { writeNotice } from './letters'
import { issueRecoverySet } from './recovery-set'
import { demandEnabled, otherAccount } from './target-account'
import { demandRecoveryKey } from './welcome'

/** A new set for an account whose method is OTP; the former one is void at once. @throws not-enrolled, recovery-key-first */
export async function renewCodes(tables: WriteTables, call: Call, account: AccountRow): Promise<Settled<RecoverySet>> {
  await demandRecoveryKey(tables, call.house)
  if (!(await tables.otpKeys.find(account.id, 'active'))) throw fault('not-enrolled')
  const { reply, codesLeft } = await issueRecoverySet(tables, call, account)
  await changeAccount(tables, account, { codes_left: codesLeft })
  await writeNotice(tables, call, account, 'recovery-codes-renewed')
  return { reply, row: { detail: { set: reply.number, codesLeftBefore: account.codes_left } } }
}

/** @returns the handlers of the group `recovery`. */
export const recoveryHandlers = (desk: GuardedDesk) => ({
  sets: desk.recovery.sets.handler(look(listSets)),
  handOver: desk.recovery.handOver.handler(act({ settle: handOver })),
  acknowledge: desk.recovery.acknowledge.handler(act({ settle: acknowledge })),
  checkFile: desk.recovery.checkFile.handler(
    act({
      judge: (call, { file }) => findFile(call, file),
      settle: (tables, call, _input, found) => judgeFile(tables, call, found),
    }),
  ),
  renew: desk.recovery.renew.handler(
    act({
      settle: async (tables, call, { accountId }) => {
        return renewCodes(tables, call, demandEnabled(await otherAccount(tables, call, accountId)))
      },
    }),
  ),
})
