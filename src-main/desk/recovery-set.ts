/** Makes a new set of recovery codes inside a settling transaction; the former set is void with the same commit. */
import type { RecoverySet } from '../../src-preload/contract/recovery'
import { makeRecoverySet } from '../engine/recovery-codes'
import { recoveryFile } from '../engine/recovery-file'
import { makeId } from '../random'
import type { AccountRow } from '../store/accounts'
import type { WriteTables } from './act'
import { actorOf, type Call } from './call'
import { issuerOf } from './settings'

/** Whoever makes their own sees it on their own screen: it is handed over as it is made. */
function handedAs(owner: AccountRow, isOwn: boolean, at: string) {
  if (!isOwn) return { how: null, handed_to: '', handed_at: null, handed_by_name: '' } as const
  const name = owner.name || owner.email
  return { how: 'screen', handed_to: name, handed_at: at, handed_by_name: name } as const
}

/** @returns the reply that carries the codes out, once, and how many codes the account has now. */
export async function issueRecoverySet(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
): Promise<{ reply: RecoverySet; codesLeft: number }> {
  const { house, at } = call
  const { timeZone } = house
  const made = makeRecoverySet({ random: house.random, key: house.keyring.subKey('recovery-codes') })
  const { checksum, codes } = made
  const number = await tables.recoverySets.nextNumber(account.id)
  await tables.recoverySets.supersede(account.id, at)
  const setId = makeId(house.random)
  await tables.recoverySets.insert(
    { id: setId, account_id: account.id, number, salt: made.salt, checksum, made_at: at },
    made.hashes,
  )
  const issuer = await issuerOf(tables)
  const accountName = account.email
  const actor = actorOf(call)
  await tables.custody.insert({
    set_id: setId,
    issued_by: actor.id,
    issued_by_name: actor.name || actor.email,
    job_id: call.job?.id ?? null,
    ...{ issuer, account_name: accountName, time_zone: timeZone },
    ...handedAs(account, actor.id === account.id, at),
    ...{ acknowledged_at: null, acknowledged_by_name: '', note: '' },
  })
  const file = recoveryFile({ issuer, accountName, setNumber: number, madeAt: at, timeZone, checksum, codes })
  return {
    reply: { number, madeAt: at, issuer, accountName, codes, checksum, fileName: file.fileName, fileText: file.text },
    codesLeft: codes.length,
  }
}
