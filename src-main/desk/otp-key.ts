/** From the sealed row of an OTP key to what the engine checks, and back. */
import type { OtpKey } from '../engine/otp'
import type { OtpKeyRow } from '../store/otp-keys'
import type { House } from './house'

const place = (row: string) => ({ table: 'otp_keys', column: 'sealed', row })

/** @returns key and last accepted step. @throws tampered where the row does not open. */
export function keyOfRow({ keyring }: House, row: OtpKeyRow): { key: OtpKey; lastStep: number | null } {
  return {
    key: {
      secret: keyring.unseal(place(row.id), row.sealed),
      algorithm: row.algorithm,
      digits: row.digits,
      periodSeconds: row.period_seconds,
    },
    lastStep: row.last_step,
  }
}

/** @returns the row of a new pending key; the secret in it is sealed and bound to `id`. */
export function pendingRow(
  { keyring }: House,
  { id, accountId, key, at }: { id: string; accountId: string; key: OtpKey; at: string },
): OtpKeyRow {
  return {
    id,
    account_id: accountId,
    status: 'pending',
    sealed: keyring.seal(place(id), key.secret),
    algorithm: key.algorithm,
    digits: key.digits,
    period_seconds: key.periodSeconds,
    last_step: null,
    made_at: at,
    verified_at: null,
    last_used_at: null,
    rev: 1,
  }
}
