/** What waits for a second person, for how long, and who could be one: the policy, and the people of the site. */
import type { JobActKind } from '../../src-preload/contract/jobs'
import { rightOfAct } from '../../src-preload/contract/jobs'
import { isStaff, mayDo, roles, type Right } from '../../src-preload/contract/rights'
import type { ApprovalSettings } from '../../src-preload/contract/settings'
import { hasFactor } from '../engine/mfa-state'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import type { ReadTables, Settled, WriteTables } from './act'
import { within } from './settings'

export type NamedAct = ApprovalSettings['secondPersonFor'][number]

const named = ['clear-staff', 'recovery-files', 'role-changes'] as const satisfies readonly NamedAct[]
const settingNames = {
  secondPersonFor: 'approvals.second-person-for',
  requestHours: 'approvals.request-hours',
  undoHours: 'approvals.undo-hours',
} as const satisfies Record<keyof ApprovalSettings, string>

/** @returns the policy of approvals; what is not set is: nothing named, a day for requests, three days for undoing. */
export async function approvalsOf(tables: Pick<ReadTables, 'settings'>): Promise<ApprovalSettings> {
  const set = await tables.settings.list()
  const kept = (set[settingNames.secondPersonFor] ?? '').split(',')
  return {
    secondPersonFor: named.filter((one) => kept.includes(one)),
    requestHours: within(set[settingNames.requestHours], 1, 168, 24),
    undoHours: within(set[settingNames.undoHours], 0, 168, 72),
  }
}

/** @returns the acts that wait for a second person whatever their size. */
export async function secondPersonFor(tables: Pick<ReadTables, 'settings'>): Promise<readonly NamedAct[]> {
  return (await approvalsOf(tables)).secondPersonFor
}

/** @throws second-person-needed where the policy names `act`: a single act is then asked for as a job of one account */
export async function demandAlone(tables: Pick<ReadTables, 'settings'>, act: NamedAct): Promise<void> {
  if ((await secondPersonFor(tables)).includes(act)) throw fault('second-person-needed')
}

/**
 * A factor set up at the desk in place of one that staff has voids that one, as clearing it does, and is in the hands of
 * whoever sits there: it is cleared first, by a job that somebody approves.
 * @throws second-person-needed
 */
export async function demandReplacing(
  tables: Pick<ReadTables, 'settings'>,
  { role, state }: Pick<AccountRow, 'role' | 'state'>,
): Promise<void> {
  if (isStaff(role) && hasFactor(state)) await demandAlone(tables, 'clear-staff')
}

/** Writes what differs; `secondPersonFor` in the order of the policy, each once. */
export async function changeApprovals(
  tables: WriteTables,
  _call: unknown,
  wanted: ApprovalSettings,
): Promise<Settled<Record<string, never>>> {
  const text = (of: ApprovalSettings) => ({
    secondPersonFor: named.filter((one) => of.secondPersonFor.includes(one)).join(','),
    requestHours: String(of.requestHours),
    undoHours: String(of.undoHours),
  })
  const before = text(await approvalsOf(tables))
  const after = text(wanted)
  const differ = (Object.keys(settingNames) as (keyof ApprovalSettings)[]).filter((one) => before[one] !== after[one])
  for (const one of differ) await tables.settings.set(settingNames[one], after[one])
  const detail = Object.fromEntries(
    differ.flatMap((one) => [
      [`${one} before`, before[one]],
      [one, after[one]],
    ]),
  )
  return { reply: {}, row: { detail } }
}

/** @returns every right that deciding on a job takes: jobs, the act itself, and staff where staff is in it. */
export const rightsToDecide = (kind: string, withStaff: boolean): Right[] => [
  'jobs.act',
  ...(kind in rightOfAct ? [rightOfAct[kind as JobActKind]] : []),
  ...(kind === 'import' ? (['accounts.import'] as const) : []),
  ...(withStaff ? (['staff.act'] as const) : []),
]

/** @returns whether anybody enabled but `accountId` holds all of `rights`. */
export async function anotherHolds(
  tables: Pick<ReadTables, 'accounts'>,
  accountId: string,
  rights: readonly Right[],
): Promise<boolean> {
  const holding = roles.filter((role) => rights.every((right) => mayDo(role, right)))
  if (holding.length === 0) return false
  const own = await tables.accounts.find(accountId)
  const all = await tables.accounts.count({ role: holding, enabled: [1] })
  return all > (own?.enabled === 1 && holding.includes(own.role) ? 1 : 0)
}
