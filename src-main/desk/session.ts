/** The state of the desk as a seat sees it, and the handlers of signing in and out. */
import { hostname } from 'node:os'
import type { DeskState } from '../../src-preload/contract/session'
import { act, look, type ReadTables } from './act'
import type { Call } from './call'
import { challengeAtSeat, settleLeaveChallenge, settleSendAgain } from './challenge'
import type { GuardedDesk } from './guard'
import { meNow, meOf } from './me'
import { authenticate, authenticateWithRecoveryCode } from './second-factor'
import { policyOfSite, recoveryKeyConfirmed } from './settings'
import { signIn } from './sign-in'
import { stepUp } from './step-up'

async function stateOfDesk(tables: ReadTables, call: Call): Promise<DeskState> {
  const { house, seat, actor: account, session, confined } = call
  const policy = await policyOfSite(tables)
  return {
    welcome: await whatWelcomeOwes(tables, call),
    issuer: policy.issuer,
    demo: house.demo,
    version: house.version,
    host: seat.host,
    computer: hostname(),
    timeZone: house.timeZone,
    now: call.at,
    me: account && session ? meOf({ account, session, confined, policy }) : null,
    challenge: await challengeAtSeat(tables, call),
  }
}

/** Strangers learn only that the store is empty; that the printed key is still owed is the administrator's matter. */
async function whatWelcomeOwes(tables: ReadTables, { house, actor }: Call): Promise<DeskState['welcome']> {
  if (!(await tables.accounts.any())) return 'administrator'
  if (actor?.role !== 'administrator' || house.demo) return null
  return (await recoveryKeyConfirmed(tables)) ? null : 'recovery-key'
}

/** @returns the handlers of the group `session`. */
export const sessionHandlers = (desk: GuardedDesk) => ({
  state: desk.session.state.handler(look((tables, call) => stateOfDesk(tables, call))),
  signIn: desk.session.signIn.handler(act(signIn)),
  authenticate: desk.session.authenticate.handler(act(authenticate)),
  authenticateWithRecoveryCode: desk.session.authenticateWithRecoveryCode.handler(act(authenticateWithRecoveryCode)),
  sendAgain: desk.session.sendAgain.handler(act({ settle: settleSendAgain })),
  leaveChallenge: desk.session.leaveChallenge.handler(act({ settle: settleLeaveChallenge })),
  // The chain has noted that somebody is there; all that is left is to say so.
  stay: desk.session.stay.handler(look((tables, call) => meNow(tables, call))),
  stepUp: desk.session.stepUp.handler(act(stepUp)),

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
})
