/** Says what a recovery-code file is: a set in force, a void one, one that was changed, or none of ours. Its codes stay in this call. */
import type { FileVerdict } from '../../src-preload/contract/recovery'
import { foldKey } from '../engine/fold'
import { recoveryCodeHasher } from '../engine/recovery-codes'
import { differencesFrom, readRecoveryFile, type ReadRecoveryFile } from '../engine/recovery-file-read'
import { fault } from '../fault'
import type { HashedSet } from '../store/set-search'
import type { ReadTables, Settled, WriteTables } from './act'
import type { Call } from './call'
import { custodyReply } from './custody'
import { pause } from './import-reading'
import { issuerOf } from './settings'

/** As many as a set has: where nothing else of the file is ours, each is held against every set there is. */
const triedMost = 10
/** Sets of one slice: their codes are hashed in some milliseconds. */
const walkedEach = 100

/** What a file is, before its set is read for the answer. */
export type FoundFile =
  | { readonly of: 'nothing'; readonly names: Extract<FileVerdict, { verdict: 'not-ours' }>['names'] }
  | { readonly of: 'set'; readonly file: ReadRecoveryFile; readonly set: HashedSet; readonly hashes: readonly string[] }

type Hasher = ReturnType<typeof recoveryCodeHasher>

const hashesUnder = (hashOf: Hasher, { salt }: HashedSet, codes: readonly string[]): string[] =>
  codes.map((code) => hashOf({ salt, code }))

/** Codes of that set among `hashes`, each once. */
const rightOf = (set: HashedSet, hashes: readonly string[]): number =>
  set.hashes.filter((hash) => hashes.includes(hash)).length

/** @returns the first set that holds any of these codes; null where none does. */
async function holderOf(tables: ReadTables, hashOf: Hasher, codes: readonly string[]): Promise<HashedSet | null> {
  const tried = [...new Set(codes)].slice(0, triedMost)
  if (tried.length === 0) return null
  for (let after = ''; ; await pause()) {
    const sets = await tables.setSearch.walk(after, walkedEach)
    const found = sets.find((set) => rightOf(set, hashesUnder(hashOf, set, tried)) > 0)
    if (found) return found
    const last = sets.at(-1)
    if (!last) return null
    after = last.id
  }
}

/** Whose name stands on a file that is none of ours: it may be of another service, or of a store that was here before. */
async function namesOf(tables: ReadTables, { said, codes }: ReadRecoveryFile) {
  const oneOfOurs = said.checksum !== null || said['set-number'] !== null || codes.length > 0
  if (said.issuer === null || !oneOfOurs) return 'nothing'
  return foldKey(said.issuer) === foldKey(await issuerOf(tables)) ? 'unknown-set' : 'another-issuer'
}

/** Reads the file and finds its set: by its checksum, by account and number, and last by the codes alone. */
export async function findFile(call: Call, given: File): Promise<FoundFile> {
  const { store, keyring } = call.house
  const file = readRecoveryFile(new Uint8Array(await given.arrayBuffer()))
  const hashOf = recoveryCodeHasher(keyring.subKey('recovery-codes'))
  const { said, codes } = file
  return store.read(async (tables) => {
    const alike = said.checksum === null ? [] : await tables.setSearch.byChecksum(said.checksum)
    const number = Number(said['set-number'] ?? '')
    const named =
      said.account === null || !Number.isSafeInteger(number)
        ? []
        : await tables.setSearch.byNumber(foldKey(said.account), number)
    const known = [...alike, ...named]
      .map((set) => ({ set, right: rightOf(set, hashesUnder(hashOf, set, codes)) }))
      .sort((a, b) => b.right - a.right)[0]
    // What is named and holds none of its codes is no more than a name; a checksum is only in a file of that set.
    const holder = known && known.right > 0 ? known.set : await holderOf(tables, hashOf, codes)
    const set = holder ?? alike[0]
    if (!set) return { of: 'nothing', names: await namesOf(tables, file) }
    return { of: 'set', file, set, hashes: hashesUnder(hashOf, set, codes) }
  })
}

/** The set as it stands now: it may have been voided while the file was looked at. */
export async function judgeFile(tables: WriteTables, call: Call, found: FoundFile): Promise<Settled<FileVerdict>> {
  if (found.of === 'nothing') {
    const { names } = found
    return { reply: { verdict: 'not-ours', names }, row: { detail: { verdict: 'not-ours' } } }
  }
  const { file, hashes } = found
  const row = await tables.custody.find(found.set.id)
  if (!row) throw fault('changed-meanwhile')
  // Its own words for the owner are no act on them: who finds the file of an administrator may say so.
  call.target = { id: row.account_id, name: row.name || row.email }
  const detail = { set: row.number, checksum: row.checksum }
  const set = custodyReply(row)
  const codesWhole =
    hashes.length === found.set.hashes.length && hashes.every((one, at) => one === found.set.hashes[at])
  const differs = [
    ...differencesFrom(file, {
      // Sets made before custody was kept: as the desk would write them today.
      issuer: row.time_zone === '' ? await issuerOf(tables) : row.issuer,
      accountName: row.time_zone === '' ? row.email : row.account_name,
      timeZone: row.time_zone || call.house.timeZone,
      ...{ setNumber: row.number, madeAt: row.made_at, checksum: row.checksum },
    }),
    ...(codesWhole ? [] : (['codes'] as const)),
  ]
  if (differs.length > 0) {
    const counts = { codesRight: rightOf(found.set, hashes), codesInFile: hashes.length }
    return {
      reply: { verdict: 'altered', set, differs, ...counts },
      row: { detail: { verdict: 'altered', ...detail } },
    }
  }
  const reply: FileVerdict =
    row.superseded_at === null
      ? { verdict: 'current', set, left: set.of - set.used }
      : { verdict: 'superseded', set, at: row.superseded_at }
  return { reply, row: { detail: { verdict: reply.verdict, ...detail } } }
}
