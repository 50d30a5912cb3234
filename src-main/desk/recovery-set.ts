/** Makes a new set of recovery codes inside a settling transaction; the former set is void with the same commit. */
import type { RecoverySet } from '../../src-preload/contract/recovery'
import { makeRecoverySet } from '../engine/recovery-codes'
import { recoveryFile } from '../engine/recovery-file'
import { makeId } from '../random'
import type { AccountRow } from '../store/accounts'
import type { WriteTables } from './act'
import type { Call } from './call'
import { issuerOf } from './settings'

/** @returns the reply that carries the codes out, once, and how many codes the account has now. */
export async function issueRecoverySet(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
): Promise<{ reply: RecoverySet; codesLeft: number }> {
  const { house, at } = call
  const made = makeRecoverySet({ random: house.random, key: house.keyring.subKey('recovery-codes') })
  const number = await tables.recoverySets.nextNumber(account.id)
  await tables.recoverySets.supersede(account.id, at)
  await tables.recoverySets.insert(
    {
      id: makeId(house.random),
      account_id: account.id,
      number,
      salt: made.salt,
      checksum: made.checksum,
      made_at: at,
    },
    made.hashes,
  )
  const issuer = await issuerOf(tables)
  const { checksum, codes } = made
  const accountName = account.email
  const file = recoveryFile({
    issuer,
    accountName,
    setNumber: number,
    madeAt: at,
    timeZone: house.timeZone,
    checksum,
    codes,
  })
  return {
    reply: { number, madeAt: at, issuer, accountName, codes, checksum, fileName: file.fileName, fileText: file.text },
    codesLeft: codes.length,
  }
}
