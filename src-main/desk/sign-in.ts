/** The first step of signing in: the password, counted before it is looked at, and what it leads to. */
import type { Challenge, Me } from '../../src-preload/contract/session'
import { foldKey } from '../engine/fold'
import { refusalAfterPassword } from '../engine/sign-in'
import { fault, type Fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { PasswordRow } from '../store/passwords'
import type { Phases, ReadTables } from './act'
import { beginSession } from './begin-session'
import { beginChallenge, stepOf } from './challenge'
import type { Call } from './call'
import { isPasswordOf } from './check-password'
import { forgetOld } from './forget-old'
import { takePasswordTry, type PasswordTry } from './password-tries'

interface SignIn {
  readonly email: string
  readonly password: string
}
type SignedIn = { readonly kind: 'in'; readonly me: Me } | { readonly kind: 'challenge'; readonly challenge: Challenge }
interface Judged extends PasswordTry {
  readonly accountId: string
  /** The hash that was judged: another one by now means another password. */
  readonly phc: string
}

const wrong = ({ waitUntil }: PasswordTry): Fault => fault('sign-in-wrong', { waitUntil })

/** The reads are as many for an unknown address as for a known one. */
async function findByAddress(tables: Pick<ReadTables, 'accounts' | 'passwords'>, email: string) {
  const account = await tables.accounts.findByEmailKey(foldKey(email))
  return { account, password: await tables.passwords.find(account?.id ?? '') }
}

/** @returns what only whoever knows the password is told, or null where signing in goes on. */
function refusalOf(account: AccountRow, password: PasswordRow, at: string): Fault | null {
  const { locked_until: lockedUntil } = account
  const facts = { lockedUntil, passwordExpiresAt: password.expires_at, next: stepOf(account), at }
  const code = refusalAfterPassword(facts)
  if (code === 'locked') return fault('locked', { until: lockedUntil ?? at })
  return code === null ? null : fault(code)
}

/**
 * The wrong password, the unknown address and the disabled account are one fault and cost one scrypt each, so that
 * neither answer nor time tells (Authelia #949).
 */
async function judge(call: Call, input: SignIn, taken: PasswordTry): Promise<Judged> {
  const { house } = call
  const { account, password } = await house.store.read((tables) => findByAddress(tables, input.email))
  if (account) call.target = { id: account.id, name: account.name || account.email }
  const right = await isPasswordOf(house, input.password, password)
  if (!right || !password || account?.enabled !== 1) throw wrong(taken)
  const refusal = refusalOf(account, password, call.at)
  if (refusal) {
    // Nothing is settled, and yet the password was right: whoever waits for a lock to end must not run into this count.
    await house.store.write((tables) => tables.signInTries.forgetAddress(taken.addressHash))
    throw refusal
  }
  return { ...taken, accountId: account.id, phc: password.phc }
}

/** The phases of `session.signIn`. */
export const signIn: Phases<SignIn, SignedIn, PasswordTry, Judged> = {
  take: (tables, call, { email }) => takePasswordTry(tables, call, email),
  judge,
  settle: async (tables, call, _input, judged) => {
    const account = await tables.accounts.find(judged.accountId)
    const password = await tables.passwords.find(judged.accountId)
    // Asked again: scrypt takes its time, and the account may have been disabled or locked in it.
    if (account?.enabled !== 1 || password?.phc !== judged.phc) throw wrong(judged)
    const refusal = refusalOf(account, password, call.at)
    if (refusal) throw refusal
    await tables.signInTries.forgetAddress(judged.addressHash)
    const forgotten = await forgetOld(tables, call)
    // Whoever sat here before has left; until the last step is done it is nobody.
    call.actor = null
    const next = stepOf(account)
    if (next === 'otp' || next === 'email') {
      const { challenge, seated } = await beginChallenge(tables, call, account, next)
      return {
        reply: { kind: 'challenge', challenge },
        row: { detail: { step: 'password', next } },
        afterwards: () => {
          seated()
          forgotten()
        },
      }
    }
    const { me, seated } = await beginSession(tables, call, account)
    call.actor = account
    return {
      reply: { kind: 'in', me },
      row: { detail: { step: 'password', next: 'in' } },
      afterwards: () => {
        seated()
        forgotten()
      },
    }
  },
}
