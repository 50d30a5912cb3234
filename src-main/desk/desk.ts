/** The whole desk: the guard chain in front, one file of handlers per group of the contract behind. */
import { accountsHandlers } from './accounts'
import { auditHandlers } from './audit'
import { guardedDesk } from './guard'
import type { House } from './house'
import { importsHandlers } from './imports'
import { otpHandlers } from './otp'
import { recoveryHandlers } from './recovery'
import { sessionHandlers } from './session'
import { welcomeHandlers } from './welcome'

/** A router of the contract that every door serves; its context is `{ seat }`. */
export type DeskRouter = ReturnType<typeof makeDesk>

/** @returns the router over `house`. The compiler refuses it while an operation of the contract has no handler. */
export function makeDesk(house: House) {
  const desk = guardedDesk(house)
  return desk.router({
    session: sessionHandlers(desk),
    welcome: welcomeHandlers(desk),
    accounts: accountsHandlers(desk),
    imports: importsHandlers(desk, house),
    otp: otpHandlers(desk),
    recovery: recoveryHandlers(desk),
    audit: auditHandlers(desk),
  })
}
