/** The tables of a job as files: what the dry run said of each account, and what became of it. */
import type { JobTableOf } from '../../src-preload/contract/job-files'
import type { JobProblem, JobRow, ListedKind } from '../../src-preload/contract/jobs'
import type { JobOfStore } from '../store/jobs'
import { actorOf, type Call } from './call'
import { rowsReply } from './jobs/reply'
import { tableOf, type ReportColumn } from './report-table'
import { filled, reportWords } from './report-words'
import { jobWords } from './report-words/job-words'
import { instantWriter } from './report-instants'
import { issuerOf } from './settings'

const rowsEach = 200

type Column = ReportColumn<JobRow>

/** Of an account that is no more, its row says nothing but that it was there. */
const ofAccount = (key: 'name' | 'email' | 'department', label: string): Column => ({
  ...{ key, label },
  text: ({ account }) => account?.[key] ?? '',
  facts: ({ account }) => ({ [key]: account?.[key] ?? null }),
})

/** @returns the table of `job`; its rows are read a page at a time. */
export async function jobTable(call: Call, job: JobOfStore, what: JobTableOf) {
  const { store, timeZone } = call.house
  const [words, shared] = [jobWords[what.language], reportWords[what.language]]
  const { column: c, heading: h } = words
  const write = instantWriter(timeZone)
  const writeOr = (at: string | null): string => (at === null ? '' : write(at))
  // A code that is no problem of a dry run is one of the desk itself, as the desk's own log has it.
  const problemText = (code: string | null): string =>
    code === null ? '' : (words.problem[code as JobProblem] ?? code)

  const ofPart: Column = {
    key: 'part',
    label: c.part,
    text: ({ part }) => words.part[part],
    facts: ({ part }) => ({ part }),
  }
  const person: Column[] = [
    { ...ofAccount('name', c.name), facts: ({ accountId, account }) => ({ accountId, name: account?.name ?? null }) },
    ofAccount('email', c.email),
    ofAccount('department', c.department),
    {
      ...{ key: 'role', label: c.role },
      text: ({ account }) => (account ? shared.role[account.role] : ''),
      facts: ({ account }) => ({ role: account?.role ?? null }),
    },
  ]
  const ofDryRun: Column[] = [
    ofPart,
    {
      key: 'problem',
      label: c.problem,
      text: ({ problem }) => problemText(problem),
      facts: ({ problem }) => ({ problem }),
    },
    { key: 'staff', label: c.staff, text: ({ staff }) => (staff ? words.yes : ''), facts: ({ staff }) => ({ staff }) },
  ]
  const ofResults: Column[] = [
    ofPart,
    {
      ...{ key: 'result', label: c.result },
      // Who was not to change has no result, and none to come.
      text: ({ result, part }) => (result !== null ? words.result[result] : part === 'change' ? words.result.open : ''),
      facts: ({ result }) => ({ result }),
    },
    {
      ...{ key: 'problem', label: c.problem },
      text: ({ code, problem }) => problemText(code ?? problem),
      facts: ({ code, problem }) => ({ problem: code ?? problem }),
    },
    { key: 'at', label: c.at, text: ({ at }) => writeOr(at), facts: ({ at }) => ({ at }) },
    {
      ...{ key: 'auditNo', label: c.auditNo },
      text: ({ auditNo }) => (auditNo === null ? '' : String(auditNo)),
      facts: ({ auditNo }) => ({ auditNo }),
    },
  ]

  async function* pages() {
    for (let after = -1, more = true; more;) {
      const page = await store.read(async (tables) => {
        const found = await tables.jobRows.list(job.id, 'all', after, rowsEach)
        return { rows: await rowsReply(tables, found.rows), more: found.more }
      })
      after = page.rows.at(-1)?.place ?? after
      more = page.more
      yield page.rows
    }
  }

  const actor = actorOf(call)
  const heading: [string, string][] = [
    [shared.heading.report, filled(words.title[what.of], { no: job.no })],
    [shared.heading.site, await store.read((tables) => issuerOf(tables))],
    [h.act, filled(words.act[job.kind as ListedKind], { no: job.no })],
    ...(job.reason === '' ? [] : ([[h.reason, job.reason]] as [string, string][])),
    [h.by, job.made_by_name],
    [h.at, write(job.made_at)],
    ...(what.of === 'results' && job.ended_at !== null ? ([[h.ended, write(job.ended_at)]] as [string, string][]) : []),
    [shared.heading.zone, timeZone],
    [shared.heading.madeBy, actor.name === '' ? actor.email : `${actor.name} (${actor.email})`],
    [shared.heading.madeAt, write(call.at)],
  ]
  const columns = [...person, ...(what.of === 'dry-run' ? ofDryRun : ofResults)]
  return tableOf<JobRow>({ report: `${what.of} of job ${job.no}`, what, heading, columns, pages })
}
