/** Addresses of an account that changed: old and new ones are told, whoever changed them and in whatever way. */
import { addressesOf, isSameAddress } from '../engine/email-address'
import type { AccountRow } from '../store/accounts'
import type { WriteTables } from './act'
import type { Call } from './call'
import { writeNotice } from './letters'

type Addresses = Pick<AccountRow, 'email' | 'second_email'>

/** @returns whether the address differs by more than its spelling. */
export const moves = (before: Addresses, after: Addresses, which: keyof Addresses): boolean =>
  !isSameAddress(before[which], after[which])

/** Tells every former and every new address, where one moved. The new one is named, the first before the second. */
export async function tellAddressChange(
  tables: WriteTables,
  call: Call,
  before: AccountRow,
  after: Addresses,
): Promise<void> {
  const emailMoves = moves(before, after, 'email')
  if (!emailMoves && !moves(before, after, 'second_email')) return
  const newAddress = emailMoves ? after.email : after.second_email
  // A second address that was taken away leaves none to name.
  const named = newAddress === '' ? {} : { newAddress }
  await writeNotice(tables, call, before, 'email-changed', named, addressesOf(after))
}
