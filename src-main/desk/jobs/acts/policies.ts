/** Acts of a job on the columns of an account: policy set by name, and department. */
import type { JobAct } from '../../../../src-preload/contract/jobs'
import { toNfc } from '../../../engine/fold'
import { isToldOfPolicy } from '../../../engine/job-judge'
import type { UndoneColumns } from '../../../engine/job-undo'
import { policyByName, policyRequiredByName, type PolicyColumns } from '../../../engine/policy'
import type { AccountRow } from '../../../store/accounts'
import type { WriteTables } from '../../act'
import type { Detail } from '../../audit-row'
import type { Call } from '../../call'
import { changeAccount } from '../../factors'
import { writeNotice } from '../../letters'
import { policyOfSite } from '../../settings'
import type { ColumnsCopy } from '../undo'

type Act<K extends JobAct['kind']> = Extract<JobAct, { kind: K }>

/** What a column is called in the log, where it is not called as it is. */
const names: Partial<Record<keyof UndoneColumns, string>> = {
  policy_own: 'policyOwn',
  grace_until: 'graceUntil',
  email_unverified: 'emailUnverified',
}
const flags: readonly (keyof UndoneColumns)[] = ['enabled', 'email_unverified']

/** @returns old and new of the columns that differ, as `name before` and `name` of the audit row */
export function differencesOf(account: AccountRow, after: UndoneColumns): Detail {
  const columns = (Object.keys(after) as (keyof UndoneColumns)[]).filter((one) => account[one] !== after[one])
  const shown = (column: keyof UndoneColumns, value: Detail[string]) => (flags.includes(column) ? value === 1 : value)
  return Object.fromEntries(
    columns.flatMap((column) => {
      const name = names[column] ?? column
      return [
        [`${name} before`, shown(column, account[column])],
        [name, shown(column, after[column] ?? null)],
      ]
    }),
  )
}

/** @returns the columns as they are and as they will be, for undoing */
export function columnsCopy(account: AccountRow, after: UndoneColumns): ColumnsCopy {
  const columns = Object.keys(after) as (keyof UndoneColumns)[]
  const before = Object.fromEntries(columns.map((column) => [column, account[column]])) as UndoneColumns
  return { kind: 'columns', before, after }
}

/** Tells the owner what is asked of them from now on, with the day it is asked by. */
export async function tellPolicy(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  { policy, grace_until }: Pick<PolicyColumns, 'policy' | 'grace_until'>,
): Promise<void> {
  if (policy === 'not-required') return writeNotice(tables, call, account, 'enrolment-not-required')
  const runs = grace_until !== null && grace_until > call.at
  await writeNotice(tables, call, account, 'enrolment-required', runs ? { until: grace_until } : {})
}

async function setColumns(tables: WriteTables, account: AccountRow, after: UndoneColumns) {
  await changeAccount(tables, account, after)
  return { detail: differencesOf(account, after), undo: columnsCopy(account, after) }
}

export async function requireEnrolment(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  { graceDays }: Act<'require-enrolment'>,
) {
  const after = policyRequiredByName(account, graceDays, call.now)
  const done = await setColumns(tables, account, { ...after })
  if (isToldOfPolicy(account)) await tellPolicy(tables, call, account, after)
  return done
}

export async function setPolicy(tables: WriteTables, call: Call, account: AccountRow, { policy }: Act<'set-policy'>) {
  const after = policyByName(account, policy, await policyOfSite(tables), call.now)
  const done = await setColumns(tables, account, { ...after })
  if (after.policy !== account.policy && isToldOfPolicy(account)) await tellPolicy(tables, call, account, after)
  return done
}

export const setDepartment = (tables: WriteTables, account: AccountRow, { department }: Act<'set-department'>) =>
  setColumns(tables, account, { department: toNfc(department) })
