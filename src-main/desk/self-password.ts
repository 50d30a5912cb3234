/** Changing one's own password: the current one proved again, the new one judged, everything else that was open ended. */
import type { Me } from '../../src-preload/contract/session'
import { hashPassword, isSamePassword, judgeNewPassword } from '../engine/passwords'
import { asTemporaryPassword } from '../engine/temporary-password'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { Phases, ReadTables } from './act'
import { sessionOf } from './call'
import { writeNotice } from './letters'
import { meNow } from './me'
import type { PasswordTry } from './password-tries'
import { judgeProofAgain, settleProofAgain, takeProofAgain, type ProofAgain } from './prove-again'
import { ownAccount } from './self-account'
import { issuerOf } from './settings'

interface Typed {
  readonly current: string
  readonly token?: string | undefined
  readonly password: string
}
interface Judged {
  readonly proof: ProofAgain
  readonly phc: string
}

/** What a new password of this account is judged by. */
export async function passwordRule(tables: Pick<ReadTables, 'settings'>, account: AccountRow) {
  const words = [account.name, account.email, account.user_name, await issuerOf(tables)].filter((word) => word !== '')
  return { mfaRequired: account.policy === 'required', words }
}

/**
 * Judged before anything is counted: whoever looks for a good new password must not run into the count of wrong ones.
 * @throws password-weak, same-password
 */
async function demandGood(tables: Pick<ReadTables, 'settings'>, account: AccountRow, { current, password }: Typed) {
  const weak = judgeNewPassword(password, await passwordRule(tables, account))
  if (weak) throw fault('password-weak', weak)
  if (isSamePassword(asTemporaryPassword(password), asTemporaryPassword(current))) throw fault('same-password')
}

/** The phases of `self.changePassword`. MFA stays as it is: a new password walks past nothing. */
export const changePassword: Phases<Typed, { me: Me }, PasswordTry, Judged> = {
  take: async (tables, call, typed) => {
    await demandGood(tables, await ownAccount(tables, call), typed)
    return takeProofAgain(tables, call)
  },
  judge: async (call, { current, token, password }, taken) => {
    const { gate, random, scryptCost: cost } = call.house
    const proof = await judgeProofAgain(call, { password: current, token }, taken)
    return { proof, phc: await hashPassword(password, { gate, random, cost }) }
  },
  settle: async (tables, call, _input, { proof, phc }) => {
    const account = await ownAccount(tables, call)
    await settleProofAgain(tables, call, proof)
    await tables.passwords.set({ account_id: account.id, phc, set_at: call.at, must_change: 0, expires_at: null })
    const sessionsEnded = await tables.sessions.endOf(account.id, call.at, sessionOf(call).id_hash)
    await tables.challenges.endOf(account.id, call.at)
    await writeNotice(tables, call, account, 'password-changed')
    return {
      reply: { me: await meNow(tables, call) },
      row: { detail: { sessionsEnded } },
    }
  },
}
