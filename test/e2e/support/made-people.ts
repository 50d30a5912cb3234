/** People of a journey, each made for one test and known to no other: as an administrator's desk and their own past left them. */
import { newAccount } from '../../../src-main/desk/account-fields'
import { pendingRow } from '../../../src-main/desk/otp-key'
import { toInstant } from '../../../src-main/clock'
import { makeOtpKey, secretText } from '../../../src-main/engine/otp'
import { hashPassword } from '../../../src-main/engine/passwords'
import { makeRecoverySet } from '../../../src-main/engine/recovery-codes'
import { makeId, systemRandom as random } from '../../../src-main/random'
import type { Role } from '../../../src-preload/contract/rights'
import type { Spoken } from '../pages/names'
import { authenticator, type Authenticator } from './authenticator'
import type { SecondHand } from './second-hand'

const password = 'nine quiet rivers under snow'

export interface MadePerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly password: string
  /** Ten, where OTP is their method. */
  readonly codes: readonly string[]
  /** Their phone. @throws where OTP is not their method */
  readonly app: Authenticator
}

export interface Wish {
  readonly method?: 'none' | 'otp' | 'email'
  readonly role?: Role
  readonly language?: Spoken
  /** They must have MFA, as the policy of the site may say. */
  readonly required?: boolean
  /** By which the people of one journey are found together. */
  readonly department?: string
}

const phcs = new WeakMap<SecondHand, Promise<string>>()

function phcOf(hand: SecondHand): Promise<string> {
  const { gate, scryptCost: cost } = hand.house
  const made = phcs.get(hand) ?? hashPassword(password, { gate, random, cost })
  phcs.set(hand, made)
  return made
}

let number = 0

/** Makes somebody with a password of their own, and with the method that is wished. */
export async function makePerson(
  hand: SecondHand,
  { method = 'none', role = 'user', language = 'en', required = false, department = '' }: Wish = {},
) {
  const phc = await phcOf(hand)
  const now = Date.now()
  const [id, at] = [makeId(random), toInstant(now)]
  const nr = `${process.pid}-${++number}`
  const name = { en: 'Robin Marlow', ja: '佐藤 春香', ko: '김서연' }[language] + ` ${nr}`
  const email = `person.${nr}@corp.example`
  return hand.write(async (tables, keyring): Promise<MadePerson> => {
    const policy = required ? 'required' : 'not-required'
    await tables.accounts.insert({ ...newAccount({ id, at, role, name, email, language, department }), policy })
    await tables.passwords.set({ account_id: id, phc, set_at: at, must_change: 0, expires_at: null })
    const noApp = (): never => {
      throw new Error(`${name} has no app`)
    }
    if (method === 'email') {
      await tables.emailFactors.set(id, at)
      await tables.accounts.change(id, { state: 'enrolled-email' })
    }
    if (method !== 'otp') {
      return {
        ...{ id, name, email, password, codes: [] },
        get app() {
          return noApp()
        },
      }
    }
    const key = makeOtpKey(random)
    const row = pendingRow({ ...hand.house, keyring }, { id: makeId(random), accountId: id, key, at })
    await tables.otpKeys.insert({ ...row, status: 'active', verified_at: at })
    const made = makeRecoverySet({ random, key: keyring.subKey('recovery-codes') })
    const { salt, checksum, codes, hashes } = made
    await tables.recoverySets.insert(
      { id: makeId(random), account_id: id, number: 1, salt, checksum, made_at: at },
      hashes,
    )
    await tables.accounts.change(id, { state: 'enrolled-otp', codes_left: codes.length })
    return { id, name, email, password, codes, app: authenticator(secretText(key.secret)) }
  })
}

/** Wrong second factors that were counted before, as the desk counts them. */
export const countFailures = (hand: SecondHand, { id }: MadePerson, many: number): Promise<void> =>
  hand.write(async (tables) => {
    for (let nr = 0; nr < many; nr++) await tables.signInTries.takeFactor(id, toInstant(Date.now()))
  })

/** One more wrong token, typed in another window; the desk judges it and draws what follows. */
export async function failAgain(hand: SecondHand, { email, app }: MadePerson): Promise<void> {
  const desk = hand.at()
  await desk.session.signIn({ email, password })
  const [refused] = await Promise.allSettled([desk.session.authenticate({ code: app.wrong() })])
  if (refused?.status !== 'rejected') throw new Error('a wrong token was taken')
}
