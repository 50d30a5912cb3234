/** A typed password against what is kept: one scrypt, whoever it is and whether there is anything to compare with. */
import { checkPassword, dummyPhc } from '../engine/passwords'
import { asTemporaryPassword } from '../engine/temporary-password'
import type { PasswordRow } from '../store/passwords'
import type { House } from './house'

/**
 * A password the desk made is read as it was read out: in any case, with or without its hyphens.
 * @param kept null where there is none: nothing fits it, and it takes as long to find out
 * @throws busy where too many wait for scrypt; tampered where what is kept is no hash of ours
 */
export function isPasswordOf({ gate, scryptCost }: House, typed: string, kept: PasswordRow | null): Promise<boolean> {
  if (!kept) return checkPassword(typed, dummyPhc(scryptCost), gate)
  return checkPassword(kept.must_change === 1 ? asTemporaryPassword(typed) : typed, kept.phc, gate)
}
