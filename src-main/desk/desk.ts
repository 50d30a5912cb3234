/** The whole desk: the guard chain in front, one file of handlers per group of the contract behind. */
import { accountsHandlers } from './accounts'
import { auditHandlers } from './audit'
import { emailHandlers } from './email'
import { enrollmentHandlers } from './enrollment'
import { evidenceHandlers } from './evidence'
import { guardedDesk } from './guard'
import type { House } from './house'
import { importsHandlers } from './imports'
import { jobFilesHandlers } from './job-files'
import { jobsHandlers } from './jobs/handlers'
import { otpHandlers } from './otp'
import { outboxHandlers } from './outbox'
import { passwordsHandlers } from './passwords'
import { recoveryHandlers } from './recovery'
import { reportsHandlers } from './reports'
import { selfHandlers } from './self'
import { sessionHandlers } from './session'
import { settingsHandlers } from './site-settings'
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
    email: emailHandlers(desk),
    self: selfHandlers(desk),
    recovery: recoveryHandlers(desk),
    passwords: passwordsHandlers(desk),
    jobs: jobsHandlers(desk),
    jobFiles: jobFilesHandlers(desk, house),
    audit: auditHandlers(desk),
    outbox: outboxHandlers(desk),
    enrollment: enrollmentHandlers(desk),
    reports: reportsHandlers(desk, house),
    evidence: evidenceHandlers(desk, house),
    settings: settingsHandlers(desk),
  })
}
