/** Mailed tokens inside an act: sent within the limits, counted before they are judged, used once. */
import type { SentToken } from '../../src-preload/contract/email'
import { toInstant } from '../clock'
import {
  checkEmailCode,
  emailTokenMinutes,
  emailTokenTries,
  hashEmailCode,
  makeEmailCode,
  maskedAddress,
  nextSendAt,
} from '../engine/email-token'
import { foldKey } from '../engine/fold'
import { fault } from '../fault'
import { makeId } from '../random'
import type { AccountRow } from '../store/accounts'
import type { EmailPurpose, EmailTokenRow } from '../store/email-tokens'
import type { ReadTables, WriteTables } from './act'
import type { Call } from './call'
import type { House } from './house'
import { writeSecret, type CodeKind } from './letters'
import { mailSettingsOf } from './mail-settings'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const letterOf: Readonly<Record<EmailPurpose, CodeKind>> = {
  'sign-in': 'sign-in-code',
  'set-up': 'set-up-code',
  desk: 'desk-code',
  address: 'address-code',
  password: 'password-code',
}

const hasRunOut = (row: EmailTokenRow, at: string): boolean => row.expires_at <= at
/** A token belongs to the address it was mailed to; whoever reads the former one must not verify the new one. */
const isFor = (row: EmailTokenRow, account: Pick<AccountRow, 'email_key'>): boolean =>
  foldKey(row.address) === account.email_key

/** The live one where it can still be judged or still holds wrong tries against the next. */
async function liveToken(
  tables: Pick<ReadTables, 'emailTokens'>,
  accountId: string,
  purpose: EmailPurpose,
  at: string,
) {
  const live = await tables.emailTokens.findLive(accountId, purpose)
  return live && !hasRunOut(live, at) ? live : null
}

/**
 * When a token may be mailed again: the limits on sending, and where the live one was tried too often its end, or
 * sending again would be a way to guess on (Vaultwarden's CVE-2026-27801).
 * @param at ISO-8601, now
 * @returns ISO-8601, not before `at`
 */
export async function mailAgainAt(
  tables: Pick<ReadTables, 'emailTokens'>,
  accountId: string,
  purpose: EmailPurpose,
  at: string,
): Promise<string> {
  const now = Date.parse(at)
  const sent = await tables.emailTokens.sentSince(accountId, purpose, toInstant(now - dayMs))
  const allowed = toInstant(nextSendAt(sent.map(Date.parse), now))
  const live = await liveToken(tables, accountId, purpose, at)
  return live && live.tries >= emailTokenTries && live.expires_at > allowed ? live.expires_at : allowed
}

/**
 * Mails a token to the address of `account`, inside the settling transaction. A former live one ends, and its wrong
 * tries go on counting until it would have run out. Where none may be mailed yet and a code is under way, a new
 * challenge takes that code over.
 * @param options `challengeHash`: the challenge a code for signing in belongs to
 * @throws mail-wait where none may be mailed yet
 */
export async function sendEmailToken(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  purpose: EmailPurpose,
  options: { readonly challengeHash?: string } = {},
): Promise<SentToken> {
  const { house, at, now } = call
  const { challengeHash = null } = options
  const live = await liveToken(tables, account.id, purpose, at)
  const until = await mailAgainAt(tables, account.id, purpose, at)
  if (until > at) {
    const isNewChallenge = challengeHash !== null && live !== null && live.challenge_hash !== challengeHash
    const isGood = isNewChallenge && isFor(live, account) && live.tries < emailTokenTries
    if (!isGood || !(await tables.emailTokens.moveTo(live.id, challengeHash))) throw fault('mail-wait', { until })
    return replyOf(tables, live, until)
  }
  await tables.emailTokens.end(account.id, purpose, at)
  const id = makeId(house.random)
  const code = makeEmailCode(house.random)
  const row: EmailTokenRow = {
    id,
    account_id: account.id,
    purpose,
    challenge_hash: challengeHash,
    address: account.email,
    hash: hashEmailCode({ key: house.keyring.subKey('email-tokens'), id, code }),
    made_at: at,
    expires_at: toInstant(now + emailTokenMinutes * minuteMs),
    tries: live?.tries ?? 0,
    used_at: null,
    ended_at: null,
  }
  await tables.emailTokens.insert(row)
  await writeSecret(tables, call, account, letterOf[purpose], {
    to: row.address,
    expiresAt: row.expires_at,
    code,
    minutes: emailTokenMinutes,
  })
  return replyOf(tables, row, await mailAgainAt(tables, account.id, purpose, at))
}

async function replyOf(
  tables: Pick<ReadTables, 'accounts' | 'settings'>,
  row: EmailTokenRow,
  sendAgainAt: string,
): Promise<SentToken> {
  const { way } = await mailSettingsOf(tables)
  const sentTo = maskedAddress(row.address)
  return { sentTo, expiresAt: row.expires_at, sendAgainAt, sentToFolder: way === 'folder' }
}

/** @returns what a reply says of a token under way; null where there is none that can still be typed. `at`: ISO-8601, now */
export async function sentTokenOf(
  tables: Pick<ReadTables, 'accounts' | 'settings' | 'emailTokens'>,
  row: EmailTokenRow | null,
  at: string,
): Promise<SentToken | null> {
  if (!row || row.used_at !== null || row.ended_at !== null) return null
  if (hasRunOut(row, at) || row.tries >= emailTokenTries) return null
  return replyOf(tables, row, await mailAgainAt(tables, row.account_id, row.purpose, at))
}

/**
 * Counts a try of the live token, in the *take* phase: whatever is judged afterwards, this guess is spent.
 * @returns the token to be judged
 * @throws email-token-wrong: `used` where the newest one was used, `expired` where it ran out, was given up or went to
 *   a former address, `too-often` after five tries, `wrong` where none was ever mailed
 */
export async function takeEmailToken(
  tables: WriteTables,
  call: Call,
  accountId: string,
  purpose: EmailPurpose,
): Promise<EmailTokenRow> {
  const row = await tables.emailTokens.findLive(accountId, purpose)
  if (!row) {
    const newest = await tables.emailTokens.findNewest(accountId, purpose)
    throw wrong(newest === null ? 'wrong' : newest.used_at === null ? 'expired' : 'used')
  }
  const account = await tables.accounts.find(accountId)
  if (hasRunOut(row, call.at) || !account || !isFor(row, account)) throw wrong('expired')
  if (!(await tables.emailTokens.takeTry(row.id, emailTokenTries, call.at))) throw wrong('too-often')
  return row
}

/** Judges what was typed, with no transaction open. @throws email-token-wrong `malformed` or `wrong` */
export function judgeEmailToken(house: House, row: EmailTokenRow, typed: string): void {
  const key = house.keyring.subKey('email-tokens')
  const verdict = checkEmailCode({ key, id: row.id, hash: row.hash, typed })
  if (verdict !== 'right') throw wrong(verdict)
}

/**
 * Uses the judged token up, in the settling transaction.
 * @throws email-token-wrong `used` where another call was first, or it ran out or was replaced meanwhile
 */
export async function consumeEmailToken(tables: WriteTables, call: Call, row: EmailTokenRow): Promise<void> {
  if (!(await tables.emailTokens.consume(row.id, call.at))) throw wrong('used')
}

const wrong = (problem: 'malformed' | 'wrong' | 'used' | 'expired' | 'too-often') =>
  fault('email-token-wrong', { problem })
