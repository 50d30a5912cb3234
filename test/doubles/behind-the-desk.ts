/** What a spec does to the store behind the desk's back, with a store and keys of its own on the same file. */
import { join } from 'node:path'
import { pendingRow } from '../../src-main/desk/otp-key'
import type { House } from '../../src-main/desk/house'
import { makeOtpKey, secretText, type OtpKey } from '../../src-main/engine/otp'
import { hashPassword } from '../../src-main/engine/passwords'
import { makeRecoverySet } from '../../src-main/engine/recovery-codes'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { hashSessionId, makeSessionId } from '../../src-main/engine/session-id'
import { openKeys } from '../../src-main/keys/open-keyring'
import type { Keyring } from '../../src-main/keys/keyring'
import { makeId, systemRandom as random } from '../../src-main/random'
import { openStore, type WriteTables } from '../../src-main/store/store'
import { password, testCost, type TestDesk } from './test-desk'

type Place = Pick<TestDesk, 'folder' | 'file'>

/** A second hand on the store: opened once where a spec has much to do. */
export interface Behind {
  /** Runs `work` in one transaction, with the keys of the store. */
  write<T>(work: (tables: WriteTables, keyring: Keyring) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function openBehind({ folder, file }: Place): Promise<Behind> {
  const store = await openStore({ file })
  const { keyring } = await store.read((tables) => openKeys({ tables, keyFolder: join(folder, 'keys'), random }))
  return { write: (work) => store.write((tables) => work(tables, keyring)), close: () => store.close() }
}

/** The same for one transaction. */
export async function behind<T>(place: Place, work: (tables: WriteTables, keyring: Keyring) => Promise<T>): Promise<T> {
  const hand = await openBehind(place)
  try {
    return await hand.write(work)
  } finally {
    await hand.close()
  }
}

const gate = makeScryptGate({ atOnce: 2, waiting: 1000 })
let hashed: Promise<string> | undefined

/** @returns the hash of `password`, made once: what is behind it is no matter of these specs. */
export const phcOfPassword = (): Promise<string> =>
  (hashed ??= hashPassword(password, { gate, random, cost: testCost }))

/** Gives accounts `password` as a password of their own. */
export async function givePassword(test: TestDesk, ...accountIds: string[]): Promise<void> {
  const phc = await phcOfPassword()
  const set_at = new Date(test.time).toISOString()
  await behind(test, async (tables) => {
    for (const account_id of accountIds) {
      await tables.passwords.set({ account_id, phc, set_at, must_change: 0, expires_at: null })
    }
  })
}

export interface Enrolled {
  readonly keyId: string
  /** Base32, as the app has it. */
  readonly secret: string
  readonly codes: string[]
}

/** Makes OTP the method of an account, with a set of recovery codes, as of now; no token was used yet. */
export async function enrolOtp(test: TestDesk, accountId: string): Promise<Enrolled> {
  return behind(test, (tables, keyring) => enrolOtpIn(tables, keyring, accountId, new Date(test.time).toISOString()))
}

/** The same inside a transaction of the caller's. `at`: ISO-8601 */
export async function enrolOtpIn(
  tables: WriteTables,
  keyring: Keyring,
  accountId: string,
  at: string,
): Promise<Enrolled> {
  const key: OtpKey = makeOtpKey(random)
  const keyId = makeId(random)
  const row = pendingRow({ keyring } as House, { id: keyId, accountId, key, at })
  await tables.otpKeys.remove(accountId, 'active')
  await tables.otpKeys.insert({ ...row, status: 'active', verified_at: at })
  const codes = await newCodesIn(tables, keyring, accountId, at)
  await tables.accounts.change(accountId, { state: 'enrolled-otp', codes_left: codes.length })
  return { keyId, secret: secretText(key.secret), codes }
}

/** Puts a new set of ten recovery codes in force. @returns the codes as they stand in the file */
export async function newCodesIn(
  tables: WriteTables,
  keyring: Keyring,
  accountId: string,
  at: string,
): Promise<string[]> {
  const { salt, codes, hashes, checksum } = makeRecoverySet({ random, key: keyring.subKey('recovery-codes') })
  const number = await tables.recoverySets.nextNumber(accountId)
  await tables.recoverySets.supersede(accountId, at)
  const set = { id: makeId(random), account_id: accountId, number, salt, checksum, made_at: at }
  await tables.recoverySets.insert(set, hashes)
  return codes
}

/** Opens a second step of an account, as a right password would. @returns what the seat holds of it */
export async function openChallengeIn(
  tables: WriteTables,
  accountId: string,
  method: 'otp' | 'email',
  now: number,
): Promise<{ session: null; challenge: string }> {
  const challenge = makeSessionId(random)
  await tables.challenges.insert({
    id_hash: hashSessionId(challenge),
    account_id: accountId,
    method,
    host: 'in-process',
    computer: 'TEST-01',
    made_at: new Date(now).toISOString(),
    ends_at: new Date(now + 600_000).toISOString(),
    tries: 0,
    wait_until: null,
    used_at: null,
    ended_at: null,
  })
  return { session: null, challenge }
}

/** Makes email the method of an account. */
export async function enrolEmail(test: TestDesk, accountId: string): Promise<void> {
  await behind(test, async (tables) => {
    await tables.emailFactors.set(accountId, new Date(test.time).toISOString())
    await tables.accounts.change(accountId, { state: 'enrolled-email' })
  })
}
