/** Writing an import: all good lines in one transaction, in slices, planned again over the accounts as they are by then. */
import type { ImportField } from '../../src-preload/contract/imports'
import type { Language } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import type { PolicySettings } from '../../src-preload/contract/settings'
import { makeImportPlanner, type FieldChange, type PlannedLine } from '../engine/account-import'
import type { ImportValues } from '../engine/account-import-line'
import { policyFields } from '../engine/policy'
import { fault } from '../fault'
import { makeId } from '../random'
import type { AccountChange, AccountChanges, AccountRow, GivenAccount } from '../store/accounts'
import type { WriteTables } from './act'
import { demandStepUp, type Call } from './call'
import { findAccounts, importRules } from './import-check'
import { followChanges } from './import-follow'
import { noCounts, type ImportJob } from './import-job'
import { beginKeeping, type Written } from './import-kept'
import { pause } from './import-reading'
import { policyOfSite } from './settings'
import { trace, type ImportTrace } from './import-trace'

/** About 10 ms of writing, with the search entries. */
const sliceLines = 100
const written = ['new', 'changed', 'same'] as const

/**
 * Writes the staged lines and empties the staging table. Runs inside the settling transaction: any throw leaves nothing.
 * Between two slices everything else has its turn, but whatever wants to write waits.
 * @param left - is told of each account made or changed
 * @returns the lines refused, those of the check and those that became so since; and the job it is kept as
 * @throws import-cancelled after a cancel, step-up-needed where staff is touched and the password was not just proved
 */
export async function writeImport(
  tables: WriteTables,
  call: Call,
  job: ImportJob,
  left: ImportTrace,
): Promise<{ refused: ImportJob['refused']; kept: { id: string; no: number } | null }> {
  if (job.touchesStaff) demandStepUp(call, 'each-time')
  const { mapping, run } = job
  if (!mapping) throw fault('import-not-ready')
  const plan = makeImportPlanner(await importRules(tables, call, mapping))
  const site = await policyOfSite(tables)
  const refused = [...job.refused]
  const keeping = await beginKeeping(tables, call)
  job.done = 0
  job.counts = { ...noCounts, refused: refused.length }
  for (let from = 0; from < job.reading.lines; from += sliceLines) {
    const { lines: staged } = await tables.importLines.slice(written, from, sliceLines)
    const lines = staged.map(({ line, place, fields }) => ({
      line,
      place,
      values: JSON.parse(fields) as ImportValues,
      refusal: null,
    }))
    const found = await findAccounts(tables, lines)
    const planned = lines.map((line) => ({ ...plan(line, found), place: line.place }))
    if (planned.some(({ touchesStaff }) => touchesStaff)) demandStepUp(call, 'each-time')
    const some = await writeLines(tables, call, site, planned, found)
    keeping.note(some)
    trace(left, some)
    for (const { result, refusal, line, place } of planned) {
      job.counts[result] += 1
      job.done += 1
      if (refusal) refused.push({ place, line, refusal })
    }
    await pause()
    if (job.run !== run) throw fault('import-cancelled')
  }
  const kept = await keeping.keep(job.fileName)
  if (job.run !== run) throw fault('import-cancelled')
  await tables.importLines.clear()
  return { refused: refused.sort((one, other) => one.line - other.line), kept }
}

type Found = Awaited<ReturnType<typeof findAccounts>>

/** @returns the accounts made and changed */
async function writeLines(
  tables: WriteTables,
  call: Call,
  site: PolicySettings,
  planned: readonly PlannedLine[],
  found: Found,
): Promise<Written[]> {
  const written: Written[] = []
  const made: GivenAccount[] = []
  const changed: { id: string; fields: AccountChanges; line: PlannedLine; before: AccountRow }[] = []
  for (const line of planned) {
    const { account, changes, result, values } = line
    if (result === 'new') {
      const fields = newAccount(call, site, values)
      made.push(fields)
      written.push({ id: fields.id, line, before: null, fields, sessionsEnded: 0 })
    }
    if (account === null || changes.length === 0) continue
    const before = found.byEmailKey.get(account.email_key) ?? found.byUserNameKey.get(account.user_name_key ?? '')
    if (before) changed.push({ id: account.id, fields: columnsOf(changes), line, before })
  }
  if (made.length > 0) await tables.accounts.insertMany(made)
  if (changed.length === 0) return written
  const follow = await followChanges(tables, call, site, changed)
  const { missed } = await tables.accounts.changeMany(changed)
  if (missed.length > 0) throw fault('changed-meanwhile')
  const ended = await follow()
  return [...written, ...changed.map((one) => ({ ...one, sessionsEnded: ended.get(one.id) ?? 0 }))]
}

/** @returns a new account nobody has enrolled yet; what the file does not say is as for an account made by hand. */
function newAccount(call: Call, site: PolicySettings, values: ImportValues): GivenAccount {
  const role = (values.role || 'user') as Role
  return {
    id: makeId(call.house.random),
    made_at: call.at,
    name: values.name ?? '',
    email: values.email ?? '',
    user_name: values['user-name'] ?? '',
    second_email: values['second-email'] ?? '',
    phone: values.phone ?? '',
    department: values.department ?? '',
    language: (values.language || null) as Language | null,
    role,
    ...policyFields(role, site, call.now, null),
    enabled: values.enabled === 'false' ? 0 : 1,
  }
}

const columns: Readonly<Record<ImportField, (to: string) => AccountChange['fields']>> = {
  'user-name': (user_name) => ({ user_name }),
  // An address nobody has verified is no place to send codes to.
  email: (email) => ({ email, email_unverified: 1 }),
  'second-email': (second_email) => ({ second_email }),
  phone: (phone) => ({ phone }),
  name: (name) => ({ name }),
  department: (department) => ({ department }),
  language: (to) => ({ language: (to || null) as Language | null }),
  role: (to) => ({ role: to as Role }),
  enabled: (to) => ({ enabled: to === 'true' ? 1 : 0 }),
}

const columnsOf = (changes: readonly FieldChange[]): AccountChange['fields'] =>
  Object.assign({}, ...changes.map(({ field, to }) => columns[field](to)))
