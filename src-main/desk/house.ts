/** What the desk stands on: the store, the keys and the ports, handed in once by compose. */
import type { Language } from '../../src-preload/contract/accounts'
import type { LetterKind } from '../../src-preload/contract/outbox'
import type { MailTest } from '../../src-preload/contract/settings'
import type { Clock } from '../clock'
import type { ScryptGate } from '../engine/scrypt-gate'
import type { Keyring } from '../keys/keyring'
import type { Signer } from '../keys/signer'
import type { LetterFacts } from '../mail/letter-facts'
import type { Random } from '../random'
import type { Store } from '../store/store'
import type { Jobs } from './jobs/runner'
import type { LogWatch } from './log-watch'
import type { MadeFiles } from './made-files'
import type { MailServer } from './mail-settings'

/** Told what went wrong inside; never given a secret. */
export interface HouseLog {
  error(facts: Record<string, unknown>, message: string): void
}

/** Sends what stands in the outbox. */
export interface Postman {
  /** Something may be due: called after a commit that wrote a letter. Never waited for, never throws. */
  wake(): void
}

/** Tries mail settings with a real mail. */
export type TestMail = (settings: MailServer, to: string, facts: LetterFacts) => Promise<MailTest>

export interface House {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly random: Random
  readonly gate: ScryptGate
  /** log2 of scrypt's N: 17, less in specs. */
  readonly scryptCost: number
  readonly version: string
  readonly demo: boolean
  readonly storeId: string
  /** IANA name, for instants in files. */
  readonly timeZone: string
  readonly log: HouseLog
  readonly postman: Postman
  readonly testMail: TestMail
  readonly renderLetter: (kind: LetterKind, facts: LetterFacts, language: Language) => { subject: string; text: string }
  /** Where mail is written as files while there is no mail server. */
  readonly mailFolder: string
  /** Files on their way to one person. */
  readonly madeFiles: MadeFiles
  /** Runs what was started, whether somebody looks on or not. */
  readonly jobs: Jobs
  /** Signs anchors, cuts and evidence; its key may be made at first need, so it is asked for while things are judged. */
  readonly signer: Signer
  /** Anchors of the audit log, and what its checks found. */
  readonly logWatch: LogWatch
  /** The built page that goes into every evidence pack, with a place for its data. */
  readonly verifierPage: () => Promise<string>
  /** The recovery key between being shown and being read back; only ever in memory. */
  recoveryKeyShown: { groups: readonly string[]; askBack: readonly number[] } | null
}
