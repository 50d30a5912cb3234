/** Proving again who one is: the password, and the token of the app where the session owes one; both counted. */
import { fault } from '../fault'
import type { WriteTables } from './act'
import { actorOf, stepUpWantsToken, type Call } from './call'
import { isPasswordOf } from './check-password'
import { settleRightFactor, takeFactorTry, type FactorTry } from './factor-tries'
import { consumeOtp, judgeOtp, type OtpProof } from './otp-proof'
import type { PasswordTry } from './password-tries'
import { orGiveBack, takePasswordTry } from './password-tries'

export interface ProofAgain {
  /** The hash of the password that was proved. */
  readonly phc: string
  /** Null where no token was owed. */
  readonly otp: (OtpProof & { readonly try: FactorTry }) | null
}

/** The *take* phase. @throws password-wait */
export const takeProofAgain = (tables: WriteTables, call: Call): Promise<PasswordTry> =>
  takePasswordTry(tables, call, actorOf(call).email)

/**
 * The *judge* phase. The token is counted in a commit of its own once the password was right: whoever does not know the
 * password cannot lock the factor.
 * @throws busy, password-wrong, token-wrong, locked, factor-disabled
 */
export async function judgeProofAgain(
  call: Call,
  typed: { readonly password: string; readonly token?: string | undefined },
  taken: PasswordTry,
): Promise<ProofAgain> {
  const { store } = call.house
  const actor = actorOf(call)
  const password = await store.read((tables) => tables.passwords.find(actor.id))
  const right = await orGiveBack(call, taken, () => isPasswordOf(call.house, typed.password, password))
  if (!password || !right) throw fault('password-wrong')
  // At once, whatever comes of the token: the count is one of wrong passwords.
  await store.write((tables) => tables.signInTries.forgetAddress(taken.addressHash))
  const proof = { phc: password.phc }
  // A factor that was guessed at until it was disabled is not proved by leaving it out.
  if (actor.state === 'disabled-otp') throw fault('factor-disabled')
  if (!stepUpWantsToken(call)) return { ...proof, otp: null }
  const { token } = typed
  if (token === undefined) throw fault('token-wrong', { problem: 'malformed', offSeconds: 0 })
  const counted = await store.write(async (tables) => {
    const account = await tables.accounts.find(actor.id)
    const key = await tables.otpKeys.find(actor.id, 'active')
    if (!account || !key || account.state !== 'enrolled-otp') throw fault('changed-meanwhile')
    return { key, try: await takeFactorTry(tables, call, account) }
  })
  try {
    return { ...proof, otp: { ...judgeOtp(call, counted.key, token), try: counted.try } }
  } catch (error) {
    if (call.wroteLetters) call.house.postman.wake()
    throw error
  }
}

/**
 * The *settle* phase: the token is used up, the count of factors begins anew.
 * @throws changed-meanwhile where the password is another by now, or a token is owed that was not; token-wrong, locked,
 *   factor-disabled, challenge-over
 */
export async function settleProofAgain(tables: WriteTables, call: Call, proof: ProofAgain): Promise<void> {
  // scrypt takes its time: the desk may have given out a temporary one in it.
  if ((await tables.passwords.find(actorOf(call).id))?.phc !== proof.phc) throw fault('changed-meanwhile')
  if (!proof.otp && stepUpWantsToken(call)) throw fault('changed-meanwhile')
  if (!proof.otp) return
  await consumeOtp(tables, call, proof.otp)
  await settleRightFactor(tables, call, actorOf(call).id, proof.otp.try, { last_used_at: call.at })
}
