/** The tables as they are handed out: reading ones for a read, writing ones for the length of a transaction. */
import { accountListReads } from './account-list'
import { accountsReads, accountsWrites } from './accounts'
import { auditReads, auditWrites } from './audit'
import { auditProofReads, auditProofWrites } from './audit-proof'
import { coverageReads } from './coverage'
import { custodyReads, custodyWrites } from './custody'
import type { ReadDb, WriteDb } from './db'
import { challengesReads, challengesWrites } from './challenges'
import { signInTriesReads, signInTriesWrites } from './sign-in-tries'
import { emailFactorsReads, emailFactorsWrites } from './email-factors'
import { emailTokensReads, emailTokensWrites } from './email-tokens'
import { outboxReads, outboxWrites } from './outbox'
import { evidenceReads } from './evidence'
import { importLinesReads, importLinesWrites } from './import-lines'
import { importMappingsReads, importMappingsWrites } from './import-mappings'
import { jobFactsReads } from './job-facts'
import { jobRowsReads, jobRowsWrites } from './job-rows'
import { jobsReads, jobsWrites } from './jobs'
import { keySlotsReads, keySlotsWrites } from './key-slots'
import { metaReads, metaWrites } from './meta'
import { otpKeysReads, otpKeysWrites } from './otp-keys'
import { passwordsReads, passwordsWrites } from './passwords'
import { recoverySetsReads, recoverySetsWrites } from './recovery-sets'
import { savedSearchesReads, savedSearchesWrites } from './saved-searches'
import { savepointsOf } from './savepoint'
import { sessionsReads, sessionsWrites } from './sessions'
import { setSearchReads } from './set-search'
import { settingsReads, settingsWrites } from './settings'
import { signingKeysReads, signingKeysWrites } from './signing-keys'

export const readTables = (db: ReadDb) => ({
  meta: metaReads(db),
  keySlots: keySlotsReads(db),
  signingKeys: signingKeysReads(db),
  settings: settingsReads(db),
  accounts: accountsReads(db),
  accountList: accountListReads(db),
  passwords: passwordsReads(db),
  otpKeys: otpKeysReads(db),
  recoverySets: recoverySetsReads(db),
  sessions: sessionsReads(db),
  outbox: outboxReads(db),
  emailTokens: emailTokensReads(db),
  emailFactors: emailFactorsReads(db),
  signInTries: signInTriesReads(db),
  challenges: challengesReads(db),
  audit: auditReads(db),
  savedSearches: savedSearchesReads(db),
  auditProof: auditProofReads(db),
  coverage: coverageReads(db),
  evidence: evidenceReads(db),
  importLines: importLinesReads(db),
  importMappings: importMappingsReads(db),
  custody: custodyReads(db),
  setSearch: setSearchReads(db),
  jobs: jobsReads(db),
  jobRows: jobRowsReads(db),
  jobFacts: jobFactsReads(db),
})
export type ReadTables = ReturnType<typeof readTables>

export const writeTables = (db: WriteDb) => ({
  meta: metaWrites(db),
  keySlots: keySlotsWrites(db),
  signingKeys: signingKeysWrites(db),
  settings: settingsWrites(db),
  accounts: accountsWrites(db),
  accountList: accountListReads(db),
  passwords: passwordsWrites(db),
  otpKeys: otpKeysWrites(db),
  recoverySets: recoverySetsWrites(db),
  sessions: sessionsWrites(db),
  outbox: outboxWrites(db),
  emailTokens: emailTokensWrites(db),
  emailFactors: emailFactorsWrites(db),
  signInTries: signInTriesWrites(db),
  challenges: challengesWrites(db),
  audit: auditWrites(db),
  savedSearches: savedSearchesWrites(db),
  auditProof: auditProofWrites(db),
  evidence: evidenceReads(db),
  coverage: coverageReads(db),
  importLines: importLinesWrites(db),
  importMappings: importMappingsWrites(db),
  custody: custodyWrites(db),
  setSearch: setSearchReads(db),
  jobs: jobsWrites(db),
  jobRows: jobRowsWrites(db),
  jobFacts: jobFactsReads(db),
  savepoints: savepointsOf(db),
})
export type WriteTables = ReturnType<typeof writeTables>
