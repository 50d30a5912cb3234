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
import type { AccountChange, GivenAccount } from '../store/accounts'
import type { WriteTables } from './act'
import { demandStepUp, type Call } from './call'
import { findAccounts, importRules } from './import-check'
import { noCounts, type ImportJob } from './import-job'
import { followChanges } from './import-follow'
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
 * @returns the lines refused, those of the check and those that became so since
 * @throws import-cancelled after a cancel, step-up-needed where staff is touched and the password was not just proved
 */
export async function writeImport(
  tables: WriteTables,
  call: Call,
  job: ImportJob,
  left: ImportTrace,
): Promise<ImportJob['refused']> {
  if (job.touchesStaff) demandStepUp(call, 'each-time')
  const { mapping, run } = job
  if (!mapping) throw fault('import-not-ready')
  const plan = makeImportPlanner(await importRules(tables, call, mapping))
  const site = await policyOfSite(tables)
  const refused = [...job.refused]
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
    trace(left, await writeLines(tables, call, site, planned))
    for (const { result, refusal, line, place } of planned) {
      job.counts[result] += 1
      job.done += 1
      if (refusal) refused.push({ place, line, refusal })
    }
    await pause()
    if (job.run !== run) throw fault('import-cancelled')
  }
  await tables.importLines.clear()
  return refused.sort((one, other) => one.line - other.line)
}

/** @returns the accounts made and changed */
async function writeLines(tables: WriteTables, call: Call, site: PolicySettings, planned: readonly PlannedLine[]) {
  const made = planned.flatMap(({ result, values }) => (result === 'new' ? [newAccount(call, site, values)] : []))
  if (made.length > 0) await tables.accounts.insertMany(made)
  const changed = planned.flatMap(({ account, changes }) =>
    account && changes.length > 0 ? [{ id: account.id, fields: columnsOf(changes), changes }] : [],
  )
  if (changed.length === 0) return made
  const follow = await followChanges(tables, call, site, changed)
  const { missed } = await tables.accounts.changeMany(changed)
  if (missed.length > 0) throw fault('changed-meanwhile')
  await follow()
  return [...made, ...changed]
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
