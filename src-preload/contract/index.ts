/** THE table: every operation of the desk by group. Main implements it, the window calls it; it imports neither. */
import type { ContractRouterClient } from '@orpc/contract'
import { accounts } from './accounts'
import { audit } from './audit'
import { email } from './email'
import { enrollment } from './enrollment'
import { evidence } from './evidence'
import { imports } from './imports'
import { jobFiles } from './job-files'
import { jobs } from './jobs'
import { otp } from './otp'
import { outbox } from './outbox'
import { passwords } from './passwords'
import { recovery } from './recovery'
import { reports } from './reports'
import { self } from './self'
import { session } from './session'
import { settings } from './settings'
import { welcome } from './welcome'

export const contract = {
  session,
  welcome,
  self,
  accounts,
  imports,
  otp,
  recovery,
  email,
  passwords,
  jobs,
  jobFiles,
  audit,
  outbox,
  enrollment,
  reports,
  evidence,
  settings,
}
export type Contract = typeof contract

/** What a caller holds: the contract as functions that answer with promises. */
export type Desk = ContractRouterClient<Contract>

/** `group.verb` of every operation. */
export type OperationName = {
  [G in keyof Contract & string]: `${G}.${keyof Contract[G] & string}`
}[keyof Contract & string]
