/** Signing in and out, proving again who one is, and the state of the desk. */
import { hostname } from 'node:os'
import type { DeskState, Me } from '../../src-preload/contract/session'
import { rightsOf } from '../../src-preload/contract/rights'
import { toInstant } from '../clock'
import { foldKey } from '../engine/fold'
import { checkOtp } from '../engine/otp'
import { checkPassword, dummyPhc } from '../engine/passwords'
import { hashSessionId, makeSessionId } from '../engine/session-id'
import { absoluteHours, idleMinutes, stepUpMinutes } from '../engine/session-life'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import { act, look, type ReadTables, type WriteTables } from './act'
import { actorOf, sessionOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import { keyOfRow } from './otp-key'
import { issuerOf, recoveryKeyConfirmed } from './settings'

const minuteMs = 60_000

/** @returns what a window may know of who sits at it. */
export function meOf(account: AccountRow, signedInAt: string): Me {
  return {
    id: account.id,
    name: account.name || account.email,
    email: account.email,
    role: account.role,
    rights: [...rightsOf[account.role]],
    signedInAt,
    endsAt: toInstant(Date.parse(signedInAt) + absoluteHours * 60 * minuteMs),
    idleMinutes,
  }
}

/**
 * Begins a session for `account` at the seat, inside the settling transaction; a former one of the seat ends.
 * @returns what sets the seat once the transaction is committed.
 */
export async function beginSession(tables: WriteTables, call: Call, account: AccountRow): Promise<() => void> {
  const { seat, house, at } = call
  if (call.session) await tables.sessions.end(call.session.id_hash, at)
  const sessionId = makeSessionId(house.random)
  await tables.sessions.insert({
    id_hash: hashSessionId(sessionId),
    account_id: account.id,
    host: seat.host,
    computer: seat.computer,
    made_at: at,
    last_seen_at: at,
    fresh_at: at,
    step_up_unused: 0,
    ended_at: null,
  })
  return () => {
    seat.session = sessionId
  }
}

async function stateOfDesk(tables: ReadTables, call: Call): Promise<DeskState> {
  const { house, seat, actor, session } = call
  return {
    welcome: await whatWelcomeOwes(tables, call),
    issuer: await issuerOf(tables),
    demo: house.demo,
    version: house.version,
    host: seat.host,
    computer: hostname(),
    timeZone: house.timeZone,
    now: call.at,
    me: actor && session ? meOf(actor, session.made_at) : null,
  }
}

/** Strangers learn only that the store is empty; that the printed key is still owed is the administrator's matter. */
async function whatWelcomeOwes(tables: ReadTables, { house, actor }: Call): Promise<DeskState['welcome']> {
  if (!(await tables.accounts.any())) return 'administrator'
  if (actor?.role !== 'administrator' || house.demo) return null
  return (await recoveryKeyConfirmed(tables)) ? null : 'recovery-key'
}

/** The wrong password and the unknown address are one fault and cost one scrypt each, so that neither answer nor time tells. */
async function judgeSignIn(call: Call, input: { email: string; password: string }): Promise<AccountRow> {
  const { house } = call
  const found = await house.store.read(async (tables) => {
    const account = await tables.accounts.findByEmailKey(foldKey(input.email))
    return { account, password: account ? await tables.passwords.find(account.id) : null }
  })
  if (found.account) call.target = { id: found.account.id, name: found.account.name || found.account.email }
  const right = await checkPassword(input.password, found.password?.phc ?? dummyPhc(house.scryptCost), house.gate)
  if (!right || !found.password || found.account?.enabled !== 1) throw fault('sign-in-wrong')
  return found.account
}

/** @throws password-wrong or token-wrong; both are judged with no transaction open. */
async function judgeStepUp(call: Call, input: { password: string; token?: string | undefined }) {
  const { house } = call
  const actor = actorOf(call)
  const { password, key } = await house.store.read(async (tables) => ({
    password: await tables.passwords.find(actor.id),
    key: actor.state === 'enrolled-otp' ? await tables.otpKeys.find(actor.id, 'active') : null,
  }))
  if (!password || !(await checkPassword(input.password, password.phc, house.gate))) throw fault('password-wrong')
  if (!key) return null
  const { key: otpKey, lastStep } = keyOfRow(house, key)
  const verdict = checkOtp({ key: otpKey, lastStep, token: input.token ?? '', now: call.now })
  if (!verdict.ok) throw fault('token-wrong', { problem: verdict.problem, offSeconds: verdict.offSeconds })
  return { keyId: key.id, step: verdict.step }
}

/** @returns the handlers of the group `session`. */
export const sessionHandlers = (desk: GuardedDesk) => ({
  state: desk.session.state.handler(look((tables, call) => stateOfDesk(tables, call))),

  // That it is called is what counts: the chain has noted the use of the session before it comes here.
  stay: desk.session.stay.handler(async ({ context: { call } }) => meOf(actorOf(call), sessionOf(call).made_at)),

  signIn: desk.session.signIn.handler(
    act({
      judge: judgeSignIn,
      settle: async (tables, call, _input, account) => {
        const afterwards = await beginSession(tables, call, account)
        call.actor = account
        return { reply: { kind: 'in' as const, me: meOf(account, call.at) }, row: { detail: {} }, afterwards }
      },
    }),
  ),

  signOut: desk.session.signOut.handler(
    act({
      settle: async (tables, call) => {
        if (call.session) await tables.sessions.end(call.session.id_hash, call.at)
        return {
          reply: {},
          row: { detail: {} },
          afterwards: () => {
            call.seat.session = null
          },
        }
      },
    }),
  ),

  stepUp: desk.session.stepUp.handler(
    act({
      judge: judgeStepUp,
      settle: async (tables, call, _input, token) => {
        const session = sessionOf(call)
        if (token && !(await tables.otpKeys.consume(token.keyId, token.step, call.at))) {
          throw fault('token-wrong', { problem: 'used', offSeconds: 0 })
        }
        // A new id at step-up: whoever copied the old one before does not gain by it.
        const sessionId = makeSessionId(call.house.random)
        const proved = { last_seen_at: call.at, fresh_at: call.at, step_up_unused: 1 }
        await tables.sessions.insert({ ...session, ...proved, id_hash: hashSessionId(sessionId) })
        await tables.sessions.end(session.id_hash, call.at)
        return {
          reply: { freshUntil: toInstant(call.now + stepUpMinutes * minuteMs) },
          row: { detail: {} },
          afterwards: () => {
            call.seat.session = sessionId
          },
        }
      },
    }),
  ),
})
