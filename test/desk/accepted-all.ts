/** How each writing operation of the contract is accepted. */
import type { Accepted } from './accepted'
import { acceptedAccounts } from './accepted-accounts'
import { acceptedAuditProof } from './accepted-audit-proof'
import { acceptedAuditSearches } from './accepted-audit-searches'
import { acceptedEnrollment } from './accepted-enrollment'
import { acceptedEvidence } from './accepted-evidence'
import { acceptedFactors } from './accepted-factors'
import { acceptedImports } from './accepted-imports'
import { acceptedJobs } from './accepted-jobs'
import { acceptedOutbox } from './accepted-outbox'
import { acceptedPapers } from './accepted-papers'
import { acceptedSettings } from './accepted-settings'
import { acceptedSignIn } from './accepted-sign-in'

export const accepted: Record<string, Accepted> = {
  ...acceptedSignIn,
  ...acceptedAccounts,
  ...acceptedImports,
  ...acceptedFactors,
  ...acceptedJobs,
  ...acceptedOutbox,
  ...acceptedPapers,
  ...acceptedSettings,
  ...acceptedAuditProof,
  ...acceptedAuditSearches,
  ...acceptedEnrollment,
  ...acceptedEvidence,
}
