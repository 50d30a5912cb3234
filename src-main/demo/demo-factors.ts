/** The factors behind the states of the demo: real keys and real recovery sets, so that every act works on them. */
import { toInstant } from '../clock'
import { makeOtpKey } from '../engine/otp'
import { defaultPolicy } from '../engine/policy'
import { makeRecoverySet } from '../engine/recovery-codes'
import { pendingRow } from '../desk/otp-key'
import type { WriteTables } from '../desk/act'
import type { House } from '../desk/house'
import { makeId } from '../random'
import type { NewAccount } from '../store/accounts'
import { inSlices } from './give-way'

async function insertKey(tables: WriteTables, house: House, person: NewAccount, status: 'pending' | 'active') {
  const at = person.made_at
  const row = pendingRow(house, { id: makeId(house.random), accountId: person.id, key: makeOtpKey(house.random), at })
  const active = { status, last_step: 0, verified_at: at, last_used_at: person.last_used_at } as const
  await tables.otpKeys.insert(status === 'active' ? { ...row, ...active } : row)
}

const dayMs = 24 * 60 * 60_000
const nobody = { how: null, handed_to: '', handed_at: null, handed_by_name: '' } as const
const unknown = { acknowledged_at: null, acknowledged_by_name: '', note: '' } as const

/** Who has the file: half saved it on their own screen, the others had it from the operator, and not all of them yet. */
function custodyOf(house: House, { id, name, email, made_at }: NewAccount, setId: string, chance: number) {
  const own = name || email
  const since = (days: number): string => toInstant(Date.parse(made_at) + days * dayMs)
  const file = {
    set_id: setId,
    job_id: null,
    issuer: defaultPolicy.issuer,
    account_name: email,
    time_zone: house.timeZone,
  }
  if (chance % 2 === 0) {
    const seen = { how: 'screen', handed_to: own, handed_at: made_at, handed_by_name: own } as const
    return { ...file, issued_by: id, issued_by_name: own, ...seen, ...unknown }
  }
  const desk = 'Demo operator'
  const issued = { ...file, issued_by: '', issued_by_name: desk }
  if (chance % 3 === 0) return { ...issued, ...nobody, ...unknown }
  const how = chance % 5 === 0 ? 'in-person' : 'envelope'
  const handed = { ...issued, how, handed_to: own, handed_at: since(2), handed_by_name: desk } as const
  const known = { acknowledged_at: since(3), acknowledged_by_name: desk, note: '' }
  return { ...handed, ...(chance % 7 === 0 ? unknown : known) }
}

async function insertSet(tables: WriteTables, house: House, person: NewAccount, key: Uint8Array) {
  const { salt, checksum, hashes } = makeRecoverySet({ random: house.random, key })
  const set = { id: makeId(house.random), account_id: person.id, number: 1, salt, checksum, made_at: person.made_at }
  await tables.recoverySets.insert(set, hashes)
  await tables.custody.insert(custodyOf(house, person, set.id, Number.parseInt(checksum.slice(0, 2), 16)))
  for (const hash of hashes.slice(person.codes_left ?? 0)) {
    await tables.recoverySets.consume(set.id, hash, person.last_used_at ?? person.made_at)
  }
}

/** What led to a lock of half an hour: fifteen wrong ones in a row. */
const wrongInRow = 15

async function insertEmail(tables: WriteTables, { id, made_at, last_used_at }: NewAccount) {
  await tables.emailFactors.set(id, made_at)
  if (last_used_at !== null) await tables.emailFactors.touch(id, last_used_at)
}

/** @param key the sub-key for recovery codes */
async function factorsOf(tables: WriteTables, house: House, person: NewAccount, key: Uint8Array): Promise<void> {
  if (person.state === 'pending') await insertKey(tables, house, person, 'pending')
  if (person.state.endsWith('-email')) await insertEmail(tables, person)
  for (let tries = 0; person.locked_until !== null && tries < wrongInRow; tries += 1) {
    await tables.signInTries.takeFactor(person.id, toInstant(house.clock()))
  }
  if (!person.state.endsWith('-otp')) return
  await insertKey(tables, house, person, 'active')
  await insertSet(tables, house, person, key)
}

/**
 * Writes keys, recovery sets, email as a method and counted tries for all `people` whose rows say they have them.
 * @throws the reason of `wish` once it is aborted
 */
export async function demoFactors(
  tables: WriteTables,
  house: House,
  people: readonly NewAccount[],
  wish?: AbortSignal,
): Promise<void> {
  const codesKey = house.keyring.subKey('recovery-codes')
  for await (const some of inSlices(people, wish)) {
    for (const person of some) await factorsOf(tables, house, person, codesKey)
  }
}
