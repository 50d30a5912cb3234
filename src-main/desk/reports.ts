/** Reports as files: counted first, made in slices by their one act, headed with what they are and who made them. */
import type { AccountFilter } from '../../src-preload/contract/accounts'
import type { ReportFormat, ReportWanted } from '../../src-preload/contract/reports'
import { fileNamePart } from '../engine/file-name'
import { fault } from '../fault'
import { foundMost } from '../store/account-found'
import type { ReadTables } from './act'
import type { Detail } from './audit-row'
import { actorOf, type Call } from './call'
import { changesBetween, coverageOfDay, rowOfDay, totalAt } from './enrollment'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { madeFileHandlers } from './made-file-handlers'
import type { FileWriter } from './made-files'
import { directoryTable } from './report-directory'
import { filterText } from './report-filter'
import { instantWriter } from './report-instants'
import { writeCsv, writeJsonLines, writePrintLines, type ReportTable } from './report-table'
import { accountsTable, changesTable, coverageTable, stoodTable } from './report-tables'
import { filled, reportWords } from './report-words'
import { issuerOf } from './settings'
import { dayOf } from './site-day'

type Directory = Extract<ReportWanted['what'], { list: 'directory' }>
/** What stands under a heading. */
type Headed = Pick<ReportWanted, 'language'> & { readonly what: Exclude<ReportWanted['what'], Directory> }

/** Paper for more is a CSV. */
const printMost = 5000
/** An audit row keeps what was asked for, cut to size. */
const filterMost = 300

const types: Readonly<Record<ReportFormat, string>> = {
  csv: 'text/csv',
  jsonl: 'application/jsonl',
  print: 'application/jsonl',
}
const writers = { csv: writeCsv, jsonl: writeJsonLines, print: writePrintLines } as const satisfies Record<
  ReportFormat,
  (table: ReportTable, writer: FileWriter) => Promise<number>
>

/** A directory that lacks somebody would come back with them among the leavers. @throws search-capped */
async function countDirectory(tables: ReadTables, call: Call, { filter }: Directory): Promise<number> {
  const { total, capped } = await tables.accountList.marks({ filter, at: call.at })
  if (capped) throw fault('search-capped', { most: foundMost })
  return total
}

async function countOf(tables: ReadTables, call: Call, { what }: ReportWanted): Promise<number> {
  if (what.list === 'accounts') return (await tables.accountList.marks({ filter: what.filter, at: call.at })).total
  if (what.list === 'directory') return countDirectory(tables, call, what)
  if (what.list === 'stood') return totalAt(tables, await rowOfDay(tables, call, what.day), what.filter)
  if (what.list === 'coverage') {
    const { departments, roles } = await coverageOfDay(tables, call, what.day)
    return 1 + (what.by === 'department' ? departments : what.by === 'role' ? roles : [1, 2, 3, 4, 5, 6, 7]).length
  }
  return changesBetween(tables, call, what)
}

/** @returns label and value of each line above the table. */
async function headingOf(tables: ReadTables, call: Call, { what, language }: Headed): Promise<[string, string][]> {
  const words = reportWords[language]
  const { heading: h } = words
  const { timeZone } = call.house
  const write = instantWriter(timeZone)
  const actor = actorOf(call)
  const now = filled(words.now, { day: write(call.at) })
  const asOf = (day: string | null): string => day ?? now
  const lines: [string, string][] = [
    [h.report, what.list === 'coverage' ? words.title[what.by] : words.title[what.list]],
    [h.site, await issuerOf(tables)],
  ]
  if (what.list === 'changes') lines.push([h.from, what.from], [h.to, asOf(what.to)])
  else lines.push([h.asOf, what.list === 'accounts' ? now : asOf(what.day)])
  lines.push([h.zone, timeZone])
  if (what.list === 'changes') lines.push([h.filter, `${words.filter.change}: ${words.change[what.kind]}`])
  else if (what.list !== 'coverage') lines.push([h.filter, filterText(listFilter(what), words)])
  lines.push([h.madeBy, actor.name === '' ? actor.email : `${actor.name} (${actor.email})`], [h.madeAt, write(call.at)])
  const last = what.list === 'accounts' ? null : what.list === 'changes' ? what.to : what.day
  lines.push([h.upTo, String(await rowOfDay(tables, call, last))])
  if (what.list === 'accounts' && what.filter.search !== undefined) {
    const { capped } = await tables.accountList.marks({ filter: what.filter, at: call.at })
    if (capped) lines.push([h.note, filled(words.capped, { n: foundMost })])
  }
  if (what.list === 'stood' || what.list === 'changes') lines.push([h.note, words.namesOfToday])
  return lines
}

/** A day that is past knows no grace: what it calls required holds those who were in theirs. */
function listFilter(what: Extract<Headed['what'], { filter: unknown }>): AccountFilter {
  if (what.list === 'accounts') return what.filter
  const { policy, ...rest } = what.filter
  return policy === undefined ? rest : { ...rest, policy: policy === 'required' ? 'must' : policy }
}

async function tableFor(call: Call, wanted: ReportWanted): Promise<ReportTable> {
  const { what, language } = wanted
  const words = reportWords[language]
  const write = instantWriter(call.house.timeZone)
  if (what.list === 'directory') return directoryTable(call, what, words)
  const heading = await call.house.store.read((tables) => headingOf(tables, call, { what, language }))
  if (what.list === 'accounts') return accountsTable(call, what, heading, words, write)
  if (what.list === 'stood') return stoodTable(call, what, heading, words, write)
  if (what.list === 'changes') return changesTable(call, what, heading, words)
  return coverageTable(call, what, heading, words)
}

/** @returns `mfa-enrollment-2026-03-31.csv` */
function nameOf(call: Call, { format, what }: ReportWanted): string {
  const today = dayOf(call.now, call.house.timeZone).toString()
  const stem =
    what.list === 'changes'
      ? `mfa-changes-${what.kind}-${what.from}-${what.to ?? today}`
      : what.list === 'coverage'
        ? `mfa-coverage-by-${what.by}-${what.day ?? today}`
        : what.list === 'directory'
          ? `accounts-${today}`
          : `mfa-enrollment-${what.list === 'stood' ? what.day : today}`
  return fileNamePart(`${stem}.${format === 'csv' ? 'csv' : 'jsonl'}`, 'report')
}

async function build(call: Call, wanted: ReportWanted, writer: FileWriter): Promise<Detail> {
  const table = await tableFor(call, wanted)
  const rows = await writers[wanted.format](table, writer)
  const { list: _list, ...asked } = wanted.what
  const filter = JSON.stringify(asked)
  return {
    report: table.report,
    format: wanted.format,
    rows,
    filter: filter.length > filterMost ? `${filter.slice(0, filterMost)}…` : filter,
  }
}

/** @returns the handlers of the group `reports`. */
export function reportsHandlers(desk: GuardedDesk, { madeFiles }: House) {
  const { make, progress, cancel, part } = madeFileHandlers<ReportWanted>('reports', madeFiles, build)
  return {
    prepare: desk.reports.prepare.handler(async ({ input, context: { call } }) => {
      const total = await call.house.store.read((tables) => countOf(tables, call, input))
      // An import reads no paper.
      if (input.format === 'print' && input.what.list === 'directory') throw fault('input-invalid', { field: 'format' })
      if (input.format === 'print' && total > printMost) throw fault('report-too-long', { most: printMost })
      const { id: ownerId } = actorOf(call)
      const wanted = {
        kind: 'reports',
        ownerId,
        name: nameOf(call, input),
        type: types[input.format],
        total,
        plan: input,
      }
      return { fileId: await madeFiles.prepare(wanted), total }
    }),
    make: desk.reports.make.handler(make),
    progress: desk.reports.progress.handler(progress),
    cancel: desk.reports.cancel.handler(cancel),
    part: desk.reports.part.handler(part),
  }
}
