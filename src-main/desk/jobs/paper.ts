/** Papers of a job: what one account's act leaves to be handed over, sealed in its row until it is taken, once. */
import type { EnrolmentSheet } from '../../../src-preload/contract/job-files'
import type { PasswordSlip } from '../../../src-preload/contract/passwords'
import type { RecoverySet } from '../../../src-preload/contract/recovery'
import type { Keyring } from '../../keys/keyring'
import { openFromRow, sealInRow } from './sealed'

/** What the file of a recovery-code set is written from: a third of its size, and of many there are many. */
export interface RecoveryFilePaper {
  readonly kind: 'recovery-file'
  readonly accountId: string
  readonly setId: string
  readonly personName: string
  readonly set: Omit<RecoverySet, 'fileName' | 'fileText'>
  /** IANA name, of the date in the file. */
  readonly timeZone: string
}
export type SheetPaper = EnrolmentSheet & { readonly accountId: string }
export interface SlipPaper extends PasswordSlip {
  readonly kind: 'password-slip'
  readonly accountId: string
}
export type Paper = RecoveryFilePaper | SheetPaper | SlipPaper

/** @returns the paper sealed and bound to its row: column `secret` of `job_rows` */
export const sealPaper = (keyring: Keyring, jobId: string, place: number, paper: Paper): string =>
  sealInRow(keyring, jobId, place, 'secret', paper)

/** @throws tampered where it was changed or stands in another row */
export const openPaper = (keyring: Keyring, jobId: string, place: number, sealed: string): Paper =>
  openFromRow(keyring, jobId, place, 'secret', sealed) as Paper
