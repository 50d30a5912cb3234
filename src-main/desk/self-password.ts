/** Changing one's own password: the current one and the factor proved again, the new one judged, everything else that was open ended. */
import type { SentToken } from '../../src-preload/contract/email'
import type { Me } from '../../src-preload/contract/session'
import { hashPassword, isSamePassword, judgeNewPassword } from '../engine/passwords'
import { asTemporaryPassword } from '../engine/temporary-password'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { EmailTokenRow } from '../store/email-tokens'
import type { Phases, ReadTables } from './act'
import { actorOf, sessionOf, type Call } from './call'
import { consumeEmailToken, judgeEmailToken, sendEmailToken, takeEmailToken } from './email-token'
import { demandNotDisabled } from './factors'
import { giveUpPasswords, writeNotice } from './letters'
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
  /** Null where none was owed. */
  readonly mailed: EmailTokenRow | null
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

/** Owed where email is the method; whoever is kept to a temporary password typed a mailed code just now, at signing in. */
const owesMailedToken = (call: Call, { state }: Pick<AccountRow, 'state'>): boolean =>
  state === 'enrolled-email' && call.confined?.to !== 'password'

/**
 * The token is counted in a commit of its own once the password was right, as that of the app is.
 * @returns the token to be used up; null where none is owed
 * @throws factor-disabled, email-token-wrong
 */
async function judgeMailed(call: Call, typed: string | undefined): Promise<EmailTokenRow | null> {
  const actor = actorOf(call)
  if (call.confined?.to !== 'password') demandNotDisabled(actor)
  if (!owesMailedToken(call, actor)) return null
  if (typed === undefined) throw fault('email-token-wrong', { problem: 'malformed' })
  const row = await call.house.store.write((tables) => takeEmailToken(tables, call, actor.id, 'password'))
  judgeEmailToken(call.house, row, typed)
  return row
}

/** The phases of `self.sendPasswordToken`. @throws mail-wait, changed-meanwhile where none is owed */
export const sendPasswordToken: Phases<unknown, SentToken, undefined, undefined> = {
  settle: async (tables, call) => {
    const account = await ownAccount(tables, call)
    if (!owesMailedToken(call, account)) throw fault('changed-meanwhile')
    const reply = await sendEmailToken(tables, call, account, 'password')
    return { reply, row: { detail: { sentTo: reply.sentTo, expiresAt: reply.expiresAt } } }
  },
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
    const mailed = await judgeMailed(call, token)
    return { proof, mailed, phc: await hashPassword(password, { gate, random, cost }) }
  },
  settle: async (tables, call, _input, { proof, mailed, phc }) => {
    const account = await ownAccount(tables, call)
    // Email may have become the method in it, too.
    if (owesMailedToken(call, account) !== (mailed !== null)) throw fault('changed-meanwhile')
    await settleProofAgain(tables, call, proof)
    if (mailed) await consumeEmailToken(tables, call, mailed)
    await tables.passwords.set({ account_id: account.id, phc, set_at: call.at, must_change: 0, expires_at: null })
    const sessionsEnded = await tables.sessions.endOf(account.id, call.at, sessionOf(call).id_hash)
    await giveUpPasswords(tables, account.id, call.at)
    await tables.challenges.endOf(account.id, call.at)
    await writeNotice(tables, call, account, 'password-changed')
    return {
      reply: { me: await meNow(tables, call) },
      row: { detail: { sessionsEnded } },
    }
  },
}
