/** The dry run: every account of a job judged in slices over what is committed, nothing changed, and what follows counted. */
import {
  jobAccountsMost,
  type JobAct,
  type JobChoice,
  type JobCounts,
  type JobPart,
  type JobProblem,
} from '../../../src-preload/contract/jobs'
import type { AccountFilter } from '../../../src-preload/contract/accounts'
import { isStaff } from '../../../src-preload/contract/rights'
import { judgeAct, type JobRules, type JobVerdict } from '../../engine/job-judge'
import { judgeUndo } from '../../engine/job-undo'
import { foldKey } from '../../engine/fold'
import { fault } from '../../fault'
import { foundMost } from '../../store/account-found'
import { byListOrder, type AccountFacts } from '../../store/job-facts'
import type { JobOfStore } from '../../store/jobs'
import type { ReadTables } from '../act'
import type { Call } from '../call'
import { pause } from '../import-reading'
import { demandRecoveryKey } from '../welcome'
import { afterVerdict, factsOf, rulesOf } from './facts'
import type { UndoCopy } from './undo'
import { undoSince, type DoneTo } from './undo-since'

/** One account as it was judged; its place is the order they are run in. */
export interface PlannedRow {
  readonly accountId: string
  readonly part: JobPart
  readonly problem: JobProblem | null
  readonly staff: 0 | 1
  readonly mails: number
  readonly papers: number
  readonly sessions: number
}

export interface Planned {
  readonly rows: readonly PlannedRow[]
  readonly counts: JobCounts
}

/** Accounts judged between two breaths of the event loop: about 15 ms. */
const sliceRows = 250

const noSide = { accounts: 0, staff: 0, mails: 0, papers: 0, sessions: 0 }
const withRow = (side: typeof noSide, row: PlannedRow): typeof noSide => ({
  accounts: side.accounts + 1,
  staff: side.staff + row.staff,
  mails: side.mails + row.mails,
  papers: side.papers + row.papers,
  sessions: side.sessions + row.sessions,
})

/** @returns what the rows come to, part by part; problems in the order they are first met */
export function countRows(rows: readonly PlannedRow[]): JobCounts {
  let change = noSide
  let noWayIn = noSide
  let same = 0
  const leftOut = new Map<JobProblem, number>()
  for (const row of rows) {
    if (row.part === 'change') change = withRow(change, row)
    else if (row.part === 'no-way-in') noWayIn = withRow(noWayIn, row)
    else if (row.part === 'same') same += 1
    else if (row.problem !== null) leftOut.set(row.problem, (leftOut.get(row.problem) ?? 0) + 1)
  }
  const problems = [...leftOut].map(([problem, accounts]) => ({ problem, accounts }))
  return { selected: rows.length, change, noWayIn, same, leftOut: problems }
}

function rowOf(facts: AccountFacts, { part, problem, mails, papers, sessions }: JobVerdict): PlannedRow {
  const { id: accountId, role } = facts.account
  return { accountId, part, problem, staff: isStaff(role) ? 1 : 0, mails, papers, sessions }
}

const notThere = (accountId: string): PlannedRow => ({
  ...{ accountId, part: 'left-out', problem: 'not-found', staff: 0 },
  ...{ mails: 0, papers: 0, sessions: 0 },
})

const changedMeanwhile: JobVerdict = {
  ...{ part: 'left-out', problem: 'changed-meanwhile', losesAdministrator: false },
  ...{ mails: 0, papers: 0, sessions: 0 },
}
const isActedOn = (row: PlannedRow | undefined): boolean => row?.part === 'change' || row?.part === 'no-way-in'

/** Judges one account after another, an administrator fewer each time one would go. */
class Judging {
  readonly rows: PlannedRow[] = []
  #rules: JobRules
  constructor(rules: JobRules) {
    this.#rules = rules
  }

  add(facts: AccountFacts, judge: (facts: AccountFacts, rules: JobRules) => JobVerdict): void {
    const verdict = judge(facts, this.#rules)
    this.#rules = afterVerdict(this.#rules, verdict)
    this.rows.push(rowOf(facts, verdict))
  }
}

const begin = (call: Call): Promise<Judging> =>
  call.house.store.read(async (tables) => new Judging(await rulesOf(tables, call)))

/** Keys and codes are made for nobody before the printed key was read back. @throws recovery-key-first */
async function demandPossible({ house }: Call, act: JobAct): Promise<void> {
  if (act.kind === 'reissue' || act.kind === 'renew-codes') {
    await house.store.read((tables) => demandRecoveryKey(tables, house))
  }
}

const ended = ({ rows }: Judging): Planned => ({ rows, counts: countRows(rows) })

async function planFilter(call: Call, act: JobAct, filter: AccountFilter): Promise<Planned> {
  const { store } = call.house
  const { total, capped } = await store.read(({ accountList }) => accountList.marks({ filter, at: call.at }))
  if (capped) throw fault('search-capped', { most: foundMost })
  if (total > jobAccountsMost) throw fault('too-many-accounts', { most: jobAccountsMost })
  const judging = await begin(call)
  // Somebody may be given another name meanwhile, and so come by a second time.
  const met = new Set<string>()
  for (let from: string | null = null, more = true; more;) {
    const at: string | null = from
    await store.read(async ({ accountList, jobFacts }) => {
      const page = await accountList.page({ filter, from: at, direction: 'forward', limit: sliceRows, at: call.at })
      const unmet = page.rows.filter(({ id }) => !met.has(id))
      for (const { id } of unmet) met.add(id)
      for (const facts of await jobFacts.of(unmet, call.at)) {
        judging.add(facts, (one, rules) => judgeAct(act, one, rules))
      }
      from = page.last
      more = page.more && page.last !== null
    })
    if (met.size > jobAccountsMost) throw fault('too-many-accounts', { most: jobAccountsMost })
    await pause()
  }
  return ended(judging)
}

/**
 * The dry run over accounts named by id, each once; in the order of the list, and what is not there at the end.
 * @throws too-many-accounts, recovery-key-first
 */
export async function planIds(call: Call, act: JobAct, ids: readonly string[]): Promise<Planned> {
  await demandPossible(call, act)
  const wanted = [...new Set(ids)]
  if (wanted.length > jobAccountsMost) throw fault('too-many-accounts', { most: jobAccountsMost })
  const found: AccountFacts[] = []
  for (let at = 0; at < wanted.length; at += sliceRows) {
    const slice = wanted.slice(at, at + sliceRows)
    found.push(...(await call.house.store.read((tables) => factsOf(tables, call, slice))).values())
    await pause()
  }
  const judging = await begin(call)
  for (const facts of found.sort(byListOrder)) judging.add(facts, (one, rules) => judgeAct(act, one, rules))
  const there = new Set(found.map(({ account }) => account.id))
  judging.rows.push(...wanted.filter((id) => !there.has(id)).map(notThere))
  return ended(judging)
}

/**
 * The dry run of an act. No transaction: what changes meanwhile is met again when the job runs.
 * @throws too-many-accounts, search-capped where a search found more than is ordered, recovery-key-first
 */
export async function planRows(call: Call, act: JobAct, choice: JobChoice): Promise<Planned> {
  if (choice.by === 'rows') return planIds(call, act, choice.ids)
  await demandPossible(call, act)
  return planFilter(call, act, choice.filter)
}

/** A row of the job that is undone, its copy opened. */
export interface RowToUndo extends DoneTo {
  readonly copy: UndoCopy
}

/** The names an account would have again: unique, so that somebody else may have them by now. */
const namesBack = ({ copy }: RowToUndo) => {
  const { email, user_name } = copy.kind === 'columns' ? copy.before : {}
  return { email: email && foldKey(email), userName: user_name && foldKey(user_name) }
}

/** Who has the names that some accounts would have again. */
async function holdersOf(tables: Pick<ReadTables, 'accounts'>, slice: readonly RowToUndo[]) {
  const names = slice.map(namesBack)
  const byEmail = await tables.accounts.findByEmailKeys(names.flatMap(({ email }) => email || []))
  const byUserName = await tables.accounts.findByUserNameKeys(names.flatMap(({ userName }) => userName || []))
  const emails = new Map(byEmail.map(({ email_key, id }) => [email_key, id]))
  const userNames = new Map(byUserName.map(({ user_name_key, id }) => [user_name_key, id]))
  return (row: RowToUndo): readonly string[] => {
    const { email, userName } = namesBack(row)
    const found = [email && emails.get(email), userName && userNames.get(userName)]
    return found.flatMap((id) => (id && id !== row.accountId ? id : []))
  }
}

/**
 * The dry run of undoing: last done, first undone, so that a name that one account took from another is free again by the
 * other's turn.
 * @param slices the done rows that have a copy, in the order of the job
 */
export async function planUndoRows(
  call: Call,
  original: JobOfStore,
  slices: Iterable<readonly RowToUndo[]> | AsyncIterable<readonly RowToUndo[]>,
): Promise<Planned> {
  const all: RowToUndo[] = []
  for await (const slice of slices) all.push(...slice)
  all.reverse()
  const judging = await begin(call)
  const renamed = new Set<string>()
  for (let at = 0; at < all.length; at += sliceRows) {
    const slice = all.slice(at, at + sliceRows)
    const ids = slice.map(({ accountId }) => accountId)
    const { found, holders, since } = await call.house.store.read(async (tables) => ({
      found: await factsOf(tables, call, ids),
      holders: await holdersOf(tables, slice),
      since: await undoSince(tables, original, slice),
    }))
    for (const row of slice) {
      const { accountId, copy } = row
      const facts = found.get(accountId)
      if (!facts) {
        judging.rows.push(notThere(accountId))
        continue
      }
      const isTaken = holders(row).some((id) => !renamed.has(id))
      judging.add(facts, (one, rules) => (isTaken ? changedMeanwhile : judgeUndo(copy, one, rules, since(accountId))))
      if (isActedOn(judging.rows.at(-1))) renamed.add(accountId)
    }
    await pause()
  }
  return ended(judging)
}
