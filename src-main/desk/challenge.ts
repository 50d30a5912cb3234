/** The open second step: begun by a right password, found again by the seat, shown without its id, mailed to, given up. */
import type { Challenge } from '../../src-preload/contract/session'
import { toInstant } from '../clock'
import { emailTokenDigits, maskedAddress } from '../engine/email-token'
import { challengeTriesMost } from '../engine/lockout'
import { hashSessionId, makeSessionId } from '../engine/session-id'
import { challengeMinutes, stepAfterPassword } from '../engine/sign-in'
import { Fault, fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { ChallengeRow } from '../store/challenges'
import type { ReadTables, Settled, WriteTables } from './act'
import { endAtSeat } from './begin-session'
import type { Call } from './call'
import { mailAgainAt, sendEmailToken } from './email-token'
import { demandUnlocked } from './factor-tries'
import { standingOf } from './factors'
import { mailSettingsOf } from './mail-settings'

const minuteMs = 60_000
const emailPeriodSeconds = 30

type ChallengeTables = Pick<ReadTables, 'accounts' | 'challenges' | 'otpKeys' | 'settings' | 'emailTokens'>

/** @returns the step after the password, as the account stands. */
export const stepOf = (account: AccountRow) => stepAfterPassword({ state: account.state, ...standingOf(account) })

export interface OpenChallenge {
  readonly row: ChallengeRow
  readonly account: AccountRow
}

/**
 * @returns the challenge of the seat, where it can still be answered
 * @throws challenge-over where there is none, it was used, ended or ran out, took its last try, or the account signs in
 *   another way by now; factor-disabled where the factor was disabled meanwhile
 */
export async function openChallenge(
  tables: Pick<ReadTables, 'accounts' | 'challenges'>,
  { seat, at }: Pick<Call, 'seat' | 'at'>,
): Promise<OpenChallenge> {
  const row = seat.challenge ? await tables.challenges.find(hashSessionId(seat.challenge)) : null
  if (!row || row.used_at !== null || row.ended_at !== null || row.ends_at <= at) throw fault('challenge-over')
  const account = await tables.accounts.find(row.account_id)
  if (row.tries >= challengeTriesMost || account?.enabled !== 1) throw fault('challenge-over')
  const step = stepOf(account)
  if (step === 'factor-disabled') throw fault('factor-disabled')
  if (step !== row.method) throw fault('challenge-over')
  return { row, account }
}

/** Names the account in the audit row; the actor stays nobody until the second step is done. */
export function aboutChallenge(call: Call, { id, name, email }: AccountRow): void {
  call.target = { id, name: name || email }
}

/** @returns what the window may know of it. `at`: ISO-8601, now */
async function replyOf(tables: ChallengeTables, { row, account }: OpenChallenge, at: string): Promise<Challenge> {
  const shared = { accountName: account.email, endsAt: row.ends_at }
  if (row.method === 'email') {
    return {
      ...shared,
      method: 'email',
      digits: emailTokenDigits,
      periodSeconds: emailPeriodSeconds,
      recoveryCodes: false,
      sentTo: maskedAddress(account.email),
      sentToFolder: (await mailSettingsOf(tables)).way === 'folder',
      sendAgainAt: await mailAgainAt(tables, account.id, 'sign-in', at),
    }
  }
  const key = await tables.otpKeys.find(account.id, 'active')
  if (!key) throw fault('tampered')
  return {
    ...shared,
    method: 'otp',
    digits: key.digits,
    periodSeconds: key.period_seconds,
    recoveryCodes: (account.codes_left ?? 0) > 0,
    sentTo: null,
    sentToFolder: false,
    sendAgainAt: null,
  }
}

/** @returns the open challenge of the seat, so that a reload shows it again; null where none can be answered or shown. */
export async function challengeAtSeat(tables: ChallengeTables, call: Call): Promise<Challenge | null> {
  try {
    return await replyOf(tables, await openChallenge(tables, call), call.at)
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

/** Mails the code, or takes over the one under way; where neither may be, the challenge is open all the same. */
async function mailCode(tables: WriteTables, call: Call, { row, account }: OpenChallenge): Promise<void> {
  try {
    await sendEmailToken(tables, call, account, 'sign-in', { challengeHash: row.id_hash })
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'mail-wait')) throw error
  }
}

/**
 * Begins the second step, inside the settling transaction of the right password; session and challenge that were open
 * at the seat end.
 */
export async function beginChallenge(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  method: ChallengeRow['method'],
): Promise<{ readonly challenge: Challenge; readonly seated: () => void }> {
  const { seat, house, at, now } = call
  await endAtSeat(tables, call)
  const id = makeSessionId(house.random)
  const row: ChallengeRow = {
    id_hash: hashSessionId(id),
    account_id: account.id,
    method,
    host: seat.host,
    computer: seat.computer,
    made_at: at,
    ends_at: toInstant(now + challengeMinutes * minuteMs),
    tries: 0,
    wait_until: null,
    used_at: null,
    ended_at: null,
  }
  await tables.challenges.insert(row)
  if (method === 'email') await mailCode(tables, call, { row, account })
  return {
    challenge: await replyOf(tables, { row, account }, at),
    seated: () => {
      seat.session = null
      seat.challenge = id
    },
  }
}

/** Mails the code of the open challenge again. @throws challenge-over, locked, mail-wait; not-enrolled beside OTP */
export async function settleSendAgain(tables: WriteTables, call: Call): Promise<Settled<{ challenge: Challenge }>> {
  const open = await openChallenge(tables, call)
  aboutChallenge(call, open.account)
  demandUnlocked(open.account, call.at)
  if (open.row.method !== 'email') throw fault('not-enrolled')
  await sendEmailToken(tables, call, open.account, 'sign-in', { challengeHash: open.row.id_hash })
  return { reply: { challenge: await replyOf(tables, open, call.at) }, row: { detail: { method: 'email' } } }
}

/** Gives the open challenge up. @throws challenge-over where there is none */
export async function settleLeaveChallenge(tables: WriteTables, call: Call): Promise<Settled<Record<string, never>>> {
  const { row, account } = await openChallenge(tables, call)
  aboutChallenge(call, account)
  await tables.challenges.end(row.id_hash, call.at)
  return {
    reply: {},
    row: { detail: { method: row.method } },
    afterwards: () => {
      call.seat.challenge = null
    },
  }
}
