/** A pending OTP key, made at the desk or by its owner: handed over once, judged by its first token, or dropped. */
import type { NewOtpKey } from '../../src-preload/contract/otp'
import { toInstant } from '../clock'
import { stateAfter } from '../engine/mfa-state'
import { checkOtp, makeOtpKey, secretText } from '../engine/otp'
import { otpauthUri } from '../engine/otpauth-uri'
import { temporaryPasswordHours } from '../engine/temporary-password'
import { fault } from '../fault'
import { makeId } from '../random'
import type { AccountRow } from '../store/accounts'
import type { ReadTables, WriteTables } from './act'
import type { Detail } from './audit-row'
import type { Call } from './call'
import { changeAccount } from './factors'
import { giveUpKeys, writeNotice, writeSecret } from './letters'
import { keyOfRow, pendingRow } from './otp-key'
import { issuerOf } from './settings'
import { demandRecoveryKey } from './welcome'

/**
 * Makes a key that changes nothing about signing in until it is verified (M5, M9); a former pending one is dropped.
 * @returns the reply that carries the key out, once, and what the audit row says
 * @throws recovery-key-first
 */
export async function makePendingKey(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
): Promise<{ reply: NewOtpKey; detail: Detail }> {
  const { house, at } = call
  await demandRecoveryKey(tables, house)
  const key = makeOtpKey(house.random)
  const keyId = makeId(house.random)
  const droppedPending = await tables.otpKeys.remove(account.id, 'pending')
  if (droppedPending) await giveUpKeys(tables, account.id, at)
  await tables.otpKeys.insert(pendingRow(house, { id: keyId, accountId: account.id, key, at }))
  const state = stateAfter(account.state, 'key-made')
  await changeAccount(tables, account, { state })
  const issuer = await issuerOf(tables)
  const accountName = account.email
  const { algorithm, digits, periodSeconds } = key
  const secret = secretText(key.secret)
  return {
    reply: {
      keyId,
      secret,
      uri: otpauthUri({ issuer, accountName, key }),
      issuer,
      accountName,
      algorithm,
      digits,
      periodSeconds,
    },
    detail: { stateBefore: account.state, state, droppedPending },
  }
}

async function findPending(tables: Pick<ReadTables, 'otpKeys'>, accountId: string, keyId: string) {
  const key = await tables.otpKeys.find(accountId, 'pending')
  if (!key || key.id !== keyId) throw fault('no-pending-key')
  return key
}

/**
 * Judges the first token with no transaction open. Nothing is counted: the key is known to whoever types it, and a wrong
 * token leaves it as it is (M6).
 * @returns `rev` of the key, which says at the end whether it is still the one judged, and the step of the token
 * @throws no-pending-key, token-wrong
 */
export async function judgeFirstToken(
  tables: Pick<ReadTables, 'otpKeys'>,
  { house, now }: Call,
  { accountId, keyId, token }: { accountId: string; keyId: string; token: string },
): Promise<{ keyId: string; rev: number; step: number }> {
  const row = await findPending(tables, accountId, keyId)
  const { key, lastStep } = keyOfRow(house, row)
  const verdict = checkOtp({ key, lastStep, token, now })
  if (!verdict.ok) throw fault('token-wrong', { problem: verdict.problem, offSeconds: verdict.offSeconds })
  return { keyId, rev: row.rev, step: verdict.step }
}

/** Drops the pending key `keyId`: Cancel set-up. @returns what the audit row says. @throws no-pending-key */
export async function dropPendingKey(
  tables: WriteTables,
  { at }: Pick<Call, 'at'>,
  account: AccountRow,
  keyId: string,
): Promise<Detail> {
  await findPending(tables, account.id, keyId)
  await tables.otpKeys.remove(account.id, 'pending')
  await giveUpKeys(tables, account.id, at)
  const state = stateAfter(account.state, 'key-dropped')
  await changeAccount(tables, account, { state })
  return { stateBefore: account.state, state }
}

/** Hours a mailed key waits to be sent, as long as a mailed password. */
const mailedKeyHours = temporaryPasswordHours

/**
 * A pending key made at the desk for somebody else: its owner is told.
 * @param way `desk`: whoever asked hands it over; `mail`: it goes to the address of the account
 */
export async function reissueKey(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  way: 'desk' | 'mail' = 'desk',
): Promise<{ reply: NewOtpKey; detail: Detail }> {
  const made = await makePendingKey(tables, call, account)
  if (way === 'mail') {
    const expiresAt = toInstant(call.now + mailedKeyHours * 60 * 60_000)
    await writeSecret(tables, call, account, 'enrolment-key', { to: account.email, expiresAt, key: made.reply.secret })
  }
  await writeNotice(tables, call, account, 'otp-key-made-for-you')
  return made
}

/** Cancel set-up at the desk for somebody else: its owner is told. @returns what the audit row says. @throws no-pending-key */
export async function cancelSetUp(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  keyId: string,
): Promise<Detail> {
  const detail = await dropPendingKey(tables, call, account, keyId)
  await writeNotice(tables, call, account, 'set-up-cancelled-for-you')
  return detail
}
