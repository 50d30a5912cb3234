/** The check of an open file: every line judged in slices against itself, the file and the store, into the staging table. */
import type { FieldChange, PlannedLine } from '../engine/account-import'
import { emailKeyOf, makeImportPlanner, userNameKeyOf, type ImportRules } from '../engine/account-import'
import { checkLine, type CheckedLine } from '../engine/account-import-line'
import { addBlast } from '../engine/import-blast'
import { mayDo } from '../../src-preload/contract/rights'
import type { ReadTables } from './act'
import { secondPersonFor } from './approvals'
import { actorOf, type Call } from './call'
import { unchecked, type ImportJob, type ImportMapping } from './import-job'
import { findLeavers, Mentioned, noteMentioned } from './import-leavers'
import { pause } from './import-reading'
import { readFileRecords } from './import-records'
import { countOpenSessionsOf } from './session-of-seat'

/** @returns the rules an import follows, as the store is at this moment. */
export async function importRules(tables: ReadTables, call: Call, mapping: ImportMapping): Promise<ImportRules> {
  const actor = actorOf(call)
  return {
    matchBy: mapping.matchBy,
    update: mapping.update,
    actorId: actor.id,
    mayChangeRoles: mayDo(actor.role, 'roles.change'),
    rolesNeedSecond: (await secondPersonFor(tables)).includes('role-changes'),
    administrators: await tables.accounts.count({ role: ['administrator'], enabled: [1] }),
  }
}

/** @returns the accounts that the lines are about, refused ones too, and those they may collide with. */
export async function findAccounts(tables: ReadTables, lines: readonly CheckedLine[]) {
  const keys = (of: typeof emailKeyOf): string[] => [...new Set(lines.flatMap(({ values }) => of(values) ?? []))]
  const byEmail = await tables.accounts.findByEmailKeys(keys(emailKeyOf))
  const byUserName = await tables.accounts.findByUserNameKeys(keys(userNameKeyOf))
  return {
    byEmailKey: new Map(byEmail.map((account) => [account.email_key, account])),
    byUserNameKey: new Map(
      byUserName.flatMap((account) => (account.user_name_key ? [[account.user_name_key, account]] : [])),
    ),
  }
}

/**
 * Checks all lines. Ends early, and quietly, where a newer check or a cancel took its place; where the store or the file
 * fails the import is `failed` and can be checked again.
 */
export async function runCheck(call: Call, job: ImportJob, mapping: ImportMapping): Promise<void> {
  const { store } = call.house
  job.run += 1
  const run = job.run
  Object.assign(job, { mapping, phase: 'checking', fault: null, ...unchecked() })
  await store.write((tables) => tables.importLines.clear())
  const plan = makeImportPlanner(await store.read((tables) => importRules(tables, call, mapping)))
  const map = { ...mapping, asIs: job.reading.kind === 'json-lines' }
  const mentioned = new Mentioned()
  for await (const records of readFileRecords(job.bytes, job.reading, pause)) {
    const lines = records.map((record) => checkLine(record, map))
    const found = await store.read((tables) => findAccounts(tables, lines))
    const planned = lines.map((line) => plan(line, found))
    noteMentioned(mentioned, lines, found)
    await pause()
    // Asked inside the transaction: after a cancel nothing of this run may reach the table any more.
    const kept = await store.write(async (tables) => {
      if (job.run !== run) return false
      await tables.importLines.insertMany(planned.map((line, place) => stagedLine(line, job.done + place)))
      return true
    })
    if (!kept || job.run !== run) return
    note(job, planned)
    const ended = addBlast(job.blast, planned)
    if (ended.length > 0) {
      job.blast.sessions += await store.read((tables) => countOpenSessionsOf(tables, ended, call.at))
    }
  }
  const leavers = await findLeavers(call, mentioned, () => job.run === run)
  if (job.run !== run) return
  job.leavers = leavers
  job.phase = 'ready'
}

function note(job: ImportJob, planned: readonly PlannedLine[]): void {
  for (const { line, result, refusal, touchesStaff } of planned) {
    job.counts[result] += 1
    if (refusal) job.refused.push({ place: job.done, line, refusal })
    job.touchesStaff ||= touchesStaff
    job.done += 1
  }
}

/** What the staging table keeps of a line: enough to show it, and to plan it again when it is written. */
function stagedLine(planned: PlannedLine, place: number) {
  const { line, values, result, refusal, account, changes } = planned
  return {
    line,
    place,
    result,
    problem: refusal?.problem ?? null,
    problem_field: refusal?.field ?? null,
    problem_line: refusal?.line ?? null,
    fields: JSON.stringify(values),
    raw: '',
    match_key: null,
    email_key: null,
    user_name_key: null,
    account_id: account?.id ?? null,
    changes: changes.length === 0 ? '' : JSON.stringify(changes satisfies readonly FieldChange[]),
  }
}
