/** The ways into the log for a filter: numbers in order from the index of each wish, and what only the row itself can tell. */
import { sql, type RawBuilder } from 'kysely'
import { foldKey } from '../engine/fold'
import type { AuditTable } from './schema-of-history'
import { auditBy } from './sqlite'

/** What is asked of a row; several wishes are all to be met. */
export interface AuditFilter {
  /** ISO-8601; first instant, included. */
  readonly from?: string | undefined
  /** ISO-8601; end, not included. */
  readonly until?: string | undefined
  readonly result?: AuditTable['result'] | undefined
  readonly act?: string | undefined
  /** Part of the actor's name, in any spelling. */
  readonly actor?: string | undefined
  readonly actorId?: string | undefined
  /** Part of the name of the account it is about, in any spelling. */
  readonly account?: string | undefined
  /** Also rows about it that name it not: of imports. */
  readonly accountId?: string | undefined
  readonly computer?: string | undefined
  readonly host?: string | undefined
}

/** An index whose numbers stand in order under one key. */
export interface Arm {
  readonly table: RawBuilder<unknown>
  readonly where: RawBuilder<unknown>
}
/** Rows that meet one wish: those of all its arms. */
export type AuditLane = readonly Arm[]

const results = ['done', 'refused', 'failed'] as const

/** @returns one lane for each wish that has an index; none where no wish has. */
export function lanesOf(filter: AuditFilter): AuditLane[] {
  const { act, result, accountId, actorId, computer } = filter
  const lanes: AuditLane[] = []
  if (accountId !== undefined) {
    lanes.push([
      { table: auditBy('audit_by_account'), where: sql`account_id = ${accountId}` },
      { table: sql`audit_about`, where: sql`account_id = ${accountId}` },
    ])
  }
  if (actorId !== undefined) lanes.push([{ table: auditBy('audit_by_actor'), where: sql`actor_id = ${actorId}` }])
  if (act !== undefined) {
    // Named one by one: within one act the index is sorted by result first.
    const arms = (result === undefined ? results : [result]).map((one) => ({
      table: auditBy('audit_by_act'),
      where: sql`act = ${act} and result = ${one}`,
    }))
    lanes.push(arms)
  } else if (result !== undefined) {
    lanes.push([{ table: auditBy('audit_by_result'), where: sql`result = ${result}` }])
  }
  if (computer !== undefined) lanes.push([{ table: auditBy('audit_by_computer'), where: sql`computer = ${computer}` }])
  return lanes
}

/** What no index holds in the order of the numbers. */
export type AskedRow = Pick<AuditTable, 'no' | 'at' | 'actor_name' | 'account_name' | 'host'>

/** Spellings that were folded a moment ago: a log says the same names again and again. */
const foldedMost = 5000

/**
 * @param timeIsKept - every number that is looked at lies in the time asked for
 * @returns whether a row meets what only itself can tell; null where there is nothing to ask
 */
export function askOf(filter: AuditFilter, timeIsKept: boolean): ((row: AskedRow) => boolean) | null {
  const { from, until, host } = filter
  const kept = new Map<string, string>()
  const folded = (name: string): string => {
    const known = kept.get(name)
    if (known !== undefined) return known
    if (kept.size >= foldedMost) kept.clear()
    const made = foldKey(name)
    kept.set(name, made)
    return made
  }
  const asks: ((row: AskedRow) => boolean)[] = []
  if (host !== undefined) asks.push((row) => row.host === host)
  if (from !== undefined && !timeIsKept) asks.push((row) => row.at >= from)
  if (until !== undefined && !timeIsKept) asks.push((row) => row.at < until)
  const actor = foldKey(filter.actor ?? '')
  if (actor !== '') asks.push((row) => folded(row.actor_name).includes(actor))
  const account = foldKey(filter.account ?? '')
  if (account !== '') asks.push((row) => folded(row.account_name).includes(account))
  return asks.length === 0 ? null : (row) => asks.every((ask) => ask(row))
}
