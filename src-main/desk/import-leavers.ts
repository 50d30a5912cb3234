/** Accounts that no line of a file is about: found once all lines are checked. Nothing happens to them by itself. */
import type { FoundAccounts } from '../engine/account-import'
import { emailKeyOf, userNameKeyOf } from '../engine/account-import'
import type { CheckedLine } from '../engine/account-import-line'
import type { Leaver } from '../../src-preload/contract/imports'
import type { AccountRow } from '../store/accounts'
import type { ReadTables, Settled, WriteTables } from './act'
import type { Call } from './call'
import { pause } from './import-reading'
import { keepJob } from './jobs/keep'
import type { Planned } from './jobs/plan'

/** Accounts passed between two breaths of the event loop, about 5 ms. */
const passedEach = 1000

/** Which accounts some line is about, a bit for each by the number of its row. */
export class Mentioned {
  #bits = new Uint8Array(1024)

  add(rowNo: number): void {
    const at = rowNo >> 3
    if (at >= this.#bits.length) {
      const more = new Uint8Array(Math.max(at + 1, this.#bits.length * 2))
      more.set(this.#bits)
      this.#bits = more
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (rowNo & 7))
  }

  has = (rowNo: number): boolean => ((this.#bits[rowNo >> 3] ?? 0) & (1 << (rowNo & 7))) !== 0
}

type Passed = Pick<AccountRow, 'sort_key' | 'row_no'>

/**
 * Notes whom lines are about: by address or by user name, and a refused line as any other. Who stands in the file in
 * whatever way has not left.
 */
export function noteMentioned(into: Mentioned, lines: readonly CheckedLine[], found: FoundAccounts): void {
  for (const { values } of lines) {
    const byEmail = found.byEmailKey.get(emailKeyOf(values) ?? '')
    const byUserName = found.byUserNameKey.get(userNameKeyOf(values) ?? '')
    if (byEmail) into.add(byEmail.row_no)
    if (byUserName) into.add(byUserName.row_no)
  }
}

/** @param goesOn asked between two slices. @returns ids of enabled accounts no line is about, by name */
export async function findLeavers({ house }: Call, mentioned: Mentioned, goesOn: () => boolean): Promise<string[]> {
  const leavers: string[] = []
  for (let after: Passed | null = null; goesOn();) {
    const from: Passed | null = after
    const passed: (Passed & { id: string })[] = await house.store.read((tables) =>
      tables.accounts.enabledByName(from, passedEach),
    )
    for (const { id, row_no } of passed) if (!mentioned.has(row_no)) leavers.push(id)
    if (passed.length < passedEach) break
    after = passed.at(-1) ?? null
    await pause()
  }
  return leavers
}

/** @returns those of `ids` that are still there and enabled, in that order */
export async function leaversReply(tables: ReadTables, ids: readonly string[]): Promise<Leaver[]> {
  const rows = new Map((await tables.accounts.findByIds(ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = rows.get(id)
    if (row?.enabled !== 1) return []
    const { name, email, department, role } = row
    return [{ id, name, email, department, role }]
  })
}

/** Keeps the dry run of disabling them as a job, as any other. */
export async function keepPlan(
  tables: WriteTables,
  call: Call,
  { rows, counts }: Planned,
): Promise<Settled<{ jobId: string }>> {
  const act = { kind: 'disable' } as const
  const job = await keepJob(tables, call, { act, selection: { by: 'file' }, counts, rows, phase: 'planned' })
  return { reply: { jobId: job.id }, row: { detail: { job: job.no, leavers: counts.selected } } }
}
