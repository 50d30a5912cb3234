/** The second step of signing in: a token of the app, the mailed code, or a recovery code; each counted, judged, used once. */
import type { Me } from '../../src-preload/contract/session'
import { toInstant } from '../clock'
import { emailTokenTries } from '../engine/email-token'
import { challengeTriesMost, factorWait } from '../engine/lockout'
import { canonicalRecoveryCode, hashRecoveryCode } from '../engine/recovery-codes'
import { Fault, fault } from '../fault'
import type { AccountChanges } from '../store/accounts'
import type { ChallengeRow } from '../store/challenges'
import type { EmailTokenRow } from '../store/email-tokens'
import type { OtpKeyRow } from '../store/otp-keys'
import type { SessionRow } from '../store/sessions'
import type { Phases, WriteTables } from './act'
import { beginSession } from './begin-session'
import type { Call } from './call'
import { aboutChallenge, openChallenge, type OpenChallenge } from './challenge'
import { consumeEmailToken, judgeEmailToken, takeEmailToken } from './email-token'
import { demandUnlocked, settleRightFactor, takeFactorTry, type FactorTry } from './factor-tries'
import { writeNotice } from './letters'
import { consumeOtp, judgeOtp, type OtpProof } from './otp-proof'

interface Typed {
  readonly code: string
}
interface SignedIn {
  readonly kind: 'in'
  readonly me: Me
}
interface Taken {
  readonly challenge: ChallengeRow
  readonly accountId: string
  readonly try: FactorTry
}
interface TakenFactor extends Taken {
  /** What is judged; for a mailed code that cannot be judged, why not. */
  readonly against: { kind: 'otp'; key: OtpKeyRow } | { kind: 'email'; token: EmailTokenRow | Fault }
}
type Proof = { kind: 'otp'; otp: OtpProof } | { kind: 'email'; token: EmailTokenRow }

/**
 * Counts the try in the challenge and in the account, with the waits and locks that go with the numbers. The fifth is
 * the challenge's last, whatever is said to it.
 * @throws challenge-over, factor-disabled, locked, factor-wait: none of these is a try
 */
async function takeTry(tables: WriteTables, call: Call, { row, account }: OpenChallenge): Promise<Taken> {
  demandUnlocked(account, call.at)
  if (row.wait_until !== null && row.wait_until > call.at) throw fault('factor-wait', { until: row.wait_until })
  const tries = row.tries + 1
  const wait = factorWait(tries)
  const waitUntil = wait === 0 ? null : toInstant(call.now + wait)
  if (!(await tables.challenges.takeTry(row.id_hash, { tries: row.tries, at: call.at }, waitUntil))) {
    throw fault('challenge-over')
  }
  const counted = await takeFactorTry(tables, call, account)
  return { challenge: { ...row, tries }, accountId: account.id, try: counted }
}

async function openAndNamed(tables: WriteTables, call: Call): Promise<OpenChallenge> {
  const open = await openChallenge(tables, call)
  aboutChallenge(call, open.account)
  return open
}

/**
 * The token of this challenge, counted. A fault is handed on instead of thrown: what was counted before it must be
 * committed all the same. A code another challenge took over is none of this one's, and costs that one no try.
 */
async function takeTokenOf(tables: WriteTables, call: Call, { id_hash, account_id }: ChallengeRow) {
  const live = await tables.emailTokens.findLive(account_id, 'sign-in')
  if (live && live.challenge_hash !== id_hash) {
    const problem = live.tries < emailTokenTries ? 'expired' : 'too-often'
    return fault('email-token-wrong', { problem })
  }
  try {
    return await takeEmailToken(tables, call, account_id, 'sign-in')
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

async function takeFactor(tables: WriteTables, call: Call): Promise<TakenFactor> {
  const open = await openAndNamed(tables, call)
  const taken = await takeTry(tables, call, open)
  if (open.row.method === 'email') {
    return { ...taken, against: { kind: 'email', token: await takeTokenOf(tables, call, open.row) } }
  }
  const key = await tables.otpKeys.find(taken.accountId, 'active')
  if (!key) throw fault('tampered')
  return { ...taken, against: { kind: 'otp', key } }
}

/** Judges, and where the answer is no ends the challenge that had its last try and lets the letters of a lock go out. */
async function judgeTaken<J>(call: Call, taken: Taken, judge: () => Promise<J>): Promise<J> {
  try {
    return await judge()
  } catch (error) {
    const { challenge } = taken
    if (challenge.tries >= challengeTriesMost) {
      await call.house.store.write((tables) => tables.challenges.end(challenge.id_hash, call.at))
    }
    if (call.wroteLetters) call.house.postman.wake()
    throw error
  }
}

async function proofOf(call: Call, { code }: Typed, { against }: TakenFactor): Promise<Proof> {
  if (against.kind === 'otp') return { kind: 'otp', otp: judgeOtp(call, against.key, code) }
  if (against.token instanceof Fault) throw against.token
  judgeEmailToken(call.house, against.token, code)
  return { kind: 'email', token: against.token }
}

/** Uses up the challenge, notes the right factor and begins the session; the factor itself is used up by the caller. */
async function settleIn(
  tables: WriteTables,
  call: Call,
  taken: Taken,
  enteredBy: SessionRow['entered_by'],
  changes: AccountChanges = {},
): Promise<{ reply: SignedIn; afterwards: () => void }> {
  if (!(await tables.challenges.consume(taken.challenge.id_hash, call.at))) throw fault('challenge-over')
  const used = { last_used_at: call.at, ...changes }
  const account = await settleRightFactor(tables, call, taken.accountId, taken.try, used)
  call.actor = account
  const { me, seated } = await beginSession(tables, call, account, enteredBy)
  if (enteredBy === 'recovery-code') {
    await writeNotice(tables, call, account, 'recovery-code-used', { codesLeft: changes.codes_left ?? 0 })
  }
  return { reply: { kind: 'in', me }, afterwards: seated }
}

/** The phases of `session.authenticate`. */
export const authenticate: Phases<Typed, SignedIn, TakenFactor, TakenFactor & { proof: Proof }> = {
  take: takeFactor,
  judge: async (call, input, taken) => ({
    ...taken,
    proof: await judgeTaken(call, taken, () => proofOf(call, input, taken)),
  }),
  settle: async (tables, call, _input, { proof, ...taken }) => {
    const settled = await settleIn(tables, call, taken, proof.kind)
    if (proof.kind === 'otp') await consumeOtp(tables, call, proof.otp)
    else {
      await consumeEmailToken(tables, call, proof.token)
      await tables.emailFactors.touch(taken.accountId, call.at)
    }
    return { ...settled, row: { detail: { step: 'second-factor', method: proof.kind } } }
  },
}

interface CodeProof {
  readonly setId: string
  readonly hash: string
}

/** Made canonical once, and the same text everywhere after (CVE-2025-6014). */
async function judgeRecoveryCode(call: Call, { code }: Typed, { accountId }: Taken): Promise<CodeProof> {
  const { store, keyring } = call.house
  const canonical = canonicalRecoveryCode(code)
  if (canonical === null) throw fault('recovery-code-wrong', { problem: 'malformed' })
  return store.read(async (tables) => {
    const set = await tables.recoverySets.findInForce(accountId)
    if (!set) throw fault('recovery-code-wrong', { problem: 'wrong' })
    const hash = hashRecoveryCode({ key: keyring.subKey('recovery-codes'), salt: set.salt, code: canonical })
    const found = await tables.recoverySets.findCode(set.id, hash)
    if (found !== 'unused') throw fault('recovery-code-wrong', { problem: found === 'used' ? 'used' : 'wrong' })
    return { setId: set.id, hash }
  })
}

/** The phases of `session.authenticateWithRecoveryCode`. */
export const authenticateWithRecoveryCode: Phases<Typed, SignedIn, Taken, Taken & { proof: CodeProof }> = {
  take: async (tables, call) => {
    const open = await openAndNamed(tables, call)
    if (open.row.method !== 'otp') throw fault('not-enrolled')
    return takeTry(tables, call, open)
  },
  judge: async (call, input, taken) => ({
    ...taken,
    proof: await judgeTaken(call, taken, () => judgeRecoveryCode(call, input, taken)),
  }),
  settle: async (tables, call, _input, { proof, ...taken }) => {
    if (!(await tables.recoverySets.consume(proof.setId, proof.hash, call.at))) {
      throw fault('recovery-code-wrong', { problem: 'used' })
    }
    const left = (await tables.recoverySets.findInForce(taken.accountId))?.left ?? 0
    const settled = await settleIn(tables, call, taken, 'recovery-code', { codes_left: left })
    return { ...settled, row: { detail: { step: 'second-factor', method: 'recovery-code', codesLeft: left } } }
  },
}
