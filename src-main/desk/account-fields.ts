/** The fields of an account as they are kept: made NFC and checked. */
import type { AccountFields } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { isEmailAddress } from '../engine/email-address'
import { toNfc } from '../engine/fold'
import { fault } from '../fault'
import type { NewAccount } from '../store/accounts'

/** @returns the columns that `fields` fill. @throws input-invalid naming the field that is no address. */
export function columnsOf(fields: AccountFields) {
  const email = toNfc(fields.email)
  const secondEmail = toNfc(fields.secondEmail)
  if (!isEmailAddress(email)) throw fault('input-invalid', { field: 'email' })
  if (secondEmail !== '' && !isEmailAddress(secondEmail)) throw fault('input-invalid', { field: 'secondEmail' })
  return {
    email,
    second_email: secondEmail,
    phone: fields.phone,
    name: toNfc(fields.name),
    user_name: toNfc(fields.userName),
    department: toNfc(fields.department),
    language: fields.language,
  }
}

const blank = { userName: '', secondEmail: '', phone: '', department: '', language: null }

/** @returns the row of an account nobody has enrolled yet. */
export function newAccount(
  given: Partial<AccountFields> & { id: string; at: string; role: Role; name: string; email: string },
): NewAccount {
  const { id, at, role, ...fields } = given
  return {
    id,
    ...columnsOf({ ...blank, ...fields }),
    email_unverified: 0,
    role,
    enabled: 1,
    policy: 'not-required',
    policy_own: null,
    grace_until: null,
    state: 'not-enrolled',
    locked_until: null,
    lock_cause: null,
    factor_disabled_at: null,
    codes_left: null,
    last_used_at: null,
    made_at: at,
    rev: 1,
  }
}
