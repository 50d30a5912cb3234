/** Custody of recovery-code files: who has the file of each set, as a list and said anew. */
import type { CustodySet, CustodyState, HandedHow } from '../../src-preload/contract/recovery'
import { fault } from '../fault'
import type { CustodySetRow } from '../store/custody'
import type { ReadTables, Settled, WriteTables } from './act'
import { actorOf, type Call } from './call'
import { pause } from './import-reading'
import { otherAccount } from './target-account'
import { timeCursor, timePlace } from './time-cursor'

/** As it crosses to the window; never a code, nor anything that one could be found by. */
export const custodyReply = (row: CustodySetRow): CustodySet => ({
  setId: row.id,
  accountId: row.account_id,
  accountName: row.email,
  personName: row.name || row.email,
  department: row.department,
  number: row.number,
  checksum: row.checksum,
  state: row.state,
  issuedAt: row.made_at,
  issuedBy: row.issued_by_name,
  jobNo: row.job_no,
  of: row.codes,
  used: row.used,
  handedTo: row.handed_to,
  how: row.how,
  handedAt: row.handed_at,
  handedBy: row.handed_by_name,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_by_name,
  supersededAt: row.superseded_at,
  note: row.note,
})

interface Asked {
  readonly accountId?: string | undefined
  readonly states?: readonly CustodyState[] | undefined
  readonly fewLeft?: true | undefined
  readonly search?: string | undefined
  readonly before: string | null
  readonly limit: number
}

/** As it stands on paper, hyphen or not. */
function checksumIn(search: string): string | null {
  const found = /^([0-9a-f]{4})-?([0-9a-f]{4})$/i.exec(search.trim())
  return found ? `${found[1]}-${found[2]}`.toUpperCase() : null
}

/** @returns whose sets are asked for; null: everybody's. A search is that of the accounts, so 500 of them at most. */
async function accountsOf(tables: ReadTables, call: Call, { accountId, search = '' }: Asked): Promise<string[] | null> {
  if (accountId !== undefined) return [accountId]
  if (search.trim() === '') return null
  const found = { filter: { search }, from: null, direction: 'forward', limit: 500, at: call.at } as const
  return (await tables.accountList.page(found)).rows.map(({ id }) => id)
}

/** Newest first. Beside names and addresses, a search finds a checksum. */
export async function listSets(tables: ReadTables, call: Call, asked: Asked) {
  const { states, fewLeft, search = '', before, limit } = asked
  const checksum = checksumIn(search)
  const found = await tables.custody.list(
    {
      accountIds: checksum !== null && asked.accountId === undefined ? null : await accountsOf(tables, call, asked),
      checksum,
      states: states === undefined || states.length === 0 ? null : states,
      fewLeft: fewLeft === true,
      before: before === null ? null : timePlace(before),
      limit: limit + 1,
    },
    pause,
  )
  const sets = found.slice(0, limit)
  const last = sets.at(-1)
  const next = found.length > limit && last ? timeCursor({ madeAt: last.made_at, id: last.id }) : null
  return { sets: sets.map(custodyReply), before: next }
}

/** A set somebody else's that is in force. @throws not-found; own-account; staff-account; set-superseded */
async function openSet(tables: WriteTables, call: Call, setId: string): Promise<CustodySetRow> {
  const set = await tables.custody.find(setId)
  if (!set) throw fault('not-found', { what: 'set' })
  await otherAccount(tables, call, set.account_id)
  if (set.superseded_at !== null) throw fault('set-superseded', { at: set.superseded_at })
  return set
}

async function settled(tables: WriteTables, set: CustodySetRow, detail: Settled<unknown>['row']['detail']) {
  const changed = await tables.custody.find(set.id)
  if (!changed) throw fault('changed-meanwhile')
  return { reply: custodyReply(changed), row: { detail: { set: set.number, checksum: set.checksum, ...detail } } }
}

interface HandOver {
  readonly setId: string
  readonly to: string
  readonly how: Exclude<HandedHow, 'screen'>
  readonly note: string
}

/** The file of a set in force went to somebody; whoever had it before, and what they said, is replaced. */
export async function handOver(
  tables: WriteTables,
  call: Call,
  { setId, to, how, note }: HandOver,
): Promise<Settled<CustodySet>> {
  const set = await openSet(tables, call, setId)
  const { name, email } = actorOf(call)
  const handed = { how, handed_to: to, handed_at: call.at, handed_by_name: name || email, note }
  await tables.custody.handOver(setId, handed)
  const before = set.handed_to === '' ? {} : { 'handedTo before': set.handed_to }
  return settled(tables, set, { ...before, handedTo: to, how, ...(note === '' ? {} : { note }) })
}

/** Whoever the file went to said that they have it. @throws not-handed-over */
export async function acknowledge(
  tables: WriteTables,
  call: Call,
  { setId }: { readonly setId: string },
): Promise<Settled<CustodySet>> {
  const set = await openSet(tables, call, setId)
  const { name, email } = actorOf(call)
  if (!(await tables.custody.acknowledge(setId, call.at, name || email))) throw fault('not-handed-over')
  return settled(tables, set, { handedTo: set.handed_to })
}
