/** What is kept of an account so that a job can be undone, sealed in its row until the hours of undoing are over. */
import type { MfaState } from '../../../src-preload/contract/accounts'
import type { UndoCopyJudged } from '../../engine/job-undo'
import type { Keyring } from '../../keys/keyring'
import type { AccountChanges } from '../../store/accounts'
import type { EmailFactorRow } from '../../store/email-factors'
import type { OtpKeyRow } from '../../store/otp-keys'
import { openFromRow, sealInRow } from './sealed'

/** Columns of an account and the columns as a job left them; the same columns in both. */
export type ColumnsCopy = Extract<UndoCopyJudged, { kind: 'columns' }>
/** An account that an import made. */
export type MadeCopy = Extract<UndoCopyJudged, { kind: 'made' }>
export type PendingKeyCopy = Extract<UndoCopyJudged, { kind: 'pending-key' }>
/** Factors that were cleared. The secrets in the keys are sealed a second time, as in their own table. */
export interface FactorsCopy extends Extract<UndoCopyJudged, { kind: 'factors' }> {
  readonly before: {
    readonly state: MfaState
    readonly codes_left: number | null
  } & Pick<AccountChanges, 'locked_until' | 'lock_cause' | 'factor_disabled_at'>
  readonly keys: readonly OtpKeyRow[]
  readonly emailFactor: EmailFactorRow | null
  /** The recovery-code set that was in force. */
  readonly setId: string | null
}
export type UndoCopy = ColumnsCopy | FactorsCopy | PendingKeyCopy | MadeCopy

/** @returns the copy sealed and bound to its row: column `undo` of `job_rows` */
export const sealUndo = (keyring: Keyring, jobId: string, place: number, copy: UndoCopy): string =>
  sealInRow(keyring, jobId, place, 'undo', copy)

/**
 * In place of the sealed copy of an account that an import made: it says nothing that the row does not say, and a hundred
 * thousand seals would make an import half as slow again.
 */
export const madeMark = 'made'

/** @throws tampered where it was changed or stands in another row */
export const openUndo = (keyring: Keyring, jobId: string, place: number, sealed: string): UndoCopy =>
  sealed === madeMark ? { kind: 'made', rev: 1 } : (openFromRow(keyring, jobId, place, 'undo', sealed) as UndoCopy)
