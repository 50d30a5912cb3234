/** A token of the app against the active key: judged with no transaction open, its time step used up in the settling one. */
import { checkOtp } from '../engine/otp'
import { fault } from '../fault'
import type { OtpKeyRow } from '../store/otp-keys'
import type { WriteTables } from './act'
import type { Call } from './call'
import { keyOfRow } from './otp-key'

export interface OtpProof {
  readonly keyId: string
  readonly step: number
}

/**
 * A token of the past is worth nothing any more, and whose phone is slow is told so. One of the future is told apart from
 * a wrong one to nobody: it will be right in some minutes.
 * @throws token-wrong; tampered where the key does not open
 */
export function judgeOtp(call: Call, row: OtpKeyRow, typed: string): OtpProof {
  const { key, lastStep } = keyOfRow(call.house, row)
  const verdict = checkOtp({ key, lastStep, token: typed, now: call.now })
  if (!verdict.ok && verdict.offSeconds > 0) throw fault('token-wrong', { problem: 'wrong', offSeconds: 0 })
  if (!verdict.ok) throw fault('token-wrong', { problem: verdict.problem, offSeconds: verdict.offSeconds })
  return { keyId: row.id, step: verdict.step }
}

/** @throws token-wrong `used` where another call was first, or the key is another by now */
export async function consumeOtp(tables: WriteTables, call: Call, { keyId, step }: OtpProof): Promise<void> {
  if (await tables.otpKeys.consume(keyId, step, call.at)) return
  throw fault('token-wrong', { problem: 'used', offSeconds: 0 })
}
