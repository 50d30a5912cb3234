/** The four reports: accounts as listed, accounts as they stood, what changed, and the coverage table. */
import type { AccountRow } from '../../src-preload/contract/accounts'
import type { ReportOf } from '../../src-preload/contract/reports'
import { enrolledOf, totalOf, type CoverageSums, type StateCounts } from '../engine/coverage'
import type { AccountListRequest, AccountPage } from '../store/account-list'
import type { MovedAccount, StoodAccount } from '../store/coverage'
import type { Standing } from '../store/standings'
import { rowReply } from './account-reply'
import type { Call } from './call'
import { changesOf, coverageOfDay, rowOfDay } from './enrollment'
import { tableOf, type ReportColumn, type ReportTable } from './report-table'
import { filled, type ReportWords } from './report-words'

type Of<L extends ReportOf['list']> = Extract<ReportOf, { list: L }>
type Columns<R> = Record<string, Omit<ReportColumn<R>, 'key' | 'label'>>
type Heading = [string, string][]
/** Writes an instant in the zone of the site: `2026-03-31 14:10:05`. */
export type WriteInstant = (at: string) => string

const rowsEach = 500

/** The chosen columns, in the order chosen. */
const chosen = <R>(
  all: Columns<R>,
  keys: readonly string[],
  labels: Readonly<Record<string, string>>,
): ReportColumn<R>[] =>
  keys.flatMap((key) => {
    const column = all[key]
    return column ? [{ key, label: labels[key] ?? key, ...column }] : []
  })

const policyText = ({ policy, graceUntil }: AccountRow, words: ReportWords, write: WriteInstant): string =>
  graceUntil === null ? words.policy[policy] : filled(words.policy.grace, { date: write(graceUntil).slice(0, 10) })

function lockText({ enabled, lockedUntil }: AccountRow, words: ReportWords, write: WriteInstant): string {
  if (!enabled) return words.accountDisabled
  return lockedUntil === null ? '' : filled(words.lockedUntil, { time: write(lockedUntil) })
}

const accountColumns = (words: ReportWords, write: WriteInstant): Columns<AccountRow> => ({
  name: { text: ({ name, email }) => name || email, facts: ({ name }) => ({ name }) },
  email: { text: ({ email }) => email, facts: ({ email }) => ({ email }) },
  department: { text: ({ department }) => department, facts: ({ department }) => ({ department }) },
  policy: {
    text: (row) => policyText(row, words, write),
    facts: ({ policy, graceUntil }) => ({ policy, graceUntil }),
  },
  state: { text: ({ state }) => words.state[state], facts: ({ state }) => ({ state }) },
  locked: {
    text: (row) => lockText(row, words, write),
    facts: ({ enabled, lockedUntil }) => ({ enabled, lockedUntil }),
  },
  codes: {
    text: ({ codesLeft }) => (codesLeft === null ? '' : String(codesLeft)),
    facts: ({ codesLeft }) => ({ codesLeft }),
  },
  lastUsed: {
    text: ({ lastUsedAt }) => (lastUsedAt === null ? '' : write(lastUsedAt)),
    facts: ({ lastUsedAt }) => ({ lastUsedAt }),
  },
})

/** MFA enrollment by user, as the list of accounts has it at the call. */
export function accountsTable(
  call: Call,
  what: Of<'accounts'>,
  heading: Heading,
  words: ReportWords,
  write: WriteInstant,
) {
  const { store } = call.house
  async function* pages() {
    for (let from: string | null = null, more = true; more;) {
      const request: AccountListRequest = {
        filter: what.filter,
        from,
        direction: 'forward',
        limit: rowsEach,
        at: call.at,
      }
      const page: AccountPage = await store.read((tables) => tables.accountList.page(request))
      yield page.rows.map((row) => rowReply(row, call.at))
      ;({ last: from, more } = page)
    }
  }
  const columns = chosen(accountColumns(words, write), what.columns, words.column)
  return tableOf<AccountRow>({ report: 'accounts', what, heading, columns, pages })
}

const standingFacts = ({ department, role, policy, state, enabled }: Standing) => ({
  ...{ department, role, policy, state },
  enabled: enabled === 1,
})

const stoodColumns = (words: ReportWords, write: WriteInstant): Columns<StoodAccount> => ({
  name: { text: ({ name, email }) => name || email, facts: ({ name }) => ({ name }) },
  email: { text: ({ email }) => email, facts: ({ email }) => ({ email }) },
  department: { text: ({ department }) => department, facts: ({ department }) => ({ department }) },
  role: { text: ({ role }) => words.role[role], facts: ({ role }) => ({ role }) },
  policy: { text: ({ policy }) => words.policy[policy], facts: ({ policy }) => ({ policy }) },
  state: { text: (row) => stateText(row, words), facts: ({ state, enabled }) => ({ state, enabled: enabled === 1 }) },
  since: { text: ({ since }) => (since === null ? '' : write(since)), facts: ({ since }) => ({ since }) },
})

/** Of a disabled account that first: its factor signs nobody in. */
const stateText = ({ state, enabled }: Pick<Standing, 'state' | 'enabled'>, words: ReportWords): string =>
  enabled === 1 ? words.state[state] : `${words.accountDisabled}, ${words.state[state]}`

/** MFA enrollment by user at the end of a day. */
export function stoodTable(call: Call, what: Of<'stood'>, heading: Heading, words: ReportWords, write: WriteInstant) {
  const { store } = call.house
  async function* pages() {
    const no = await store.read((tables) => rowOfDay(tables, call, what.day))
    for (let under: number | null = null, more = true; more;) {
      const page: { rows: StoodAccount[]; more: boolean } = await store.read((tables) =>
        tables.coverage.listAt(no, what.filter, under, rowsEach),
      )
      yield page.rows
      under = page.rows.at(-1)?.seq ?? null
      more = page.more
    }
  }
  const columns = chosen(stoodColumns(words, write), what.columns, words.column)
  return tableOf<StoodAccount>({ report: 'accounts on a day', what, heading, columns, pages })
}

const sideText = (side: Standing | null, words: ReportWords): string =>
  side === null
    ? words.absent
    : [stateText(side, words), words.policy[side.policy], side.department].filter(Boolean).join(' · ')

const changeColumns = (words: ReportWords): Columns<MovedAccount> => ({
  name: { text: ({ name, email }) => name || email, facts: ({ name }) => ({ name }) },
  email: { text: ({ email }) => email, facts: ({ email }) => ({ email }) },
  before: {
    text: ({ before }) => sideText(before, words),
    facts: ({ before }) => ({ before: before && standingFacts(before) }),
  },
  after: {
    text: ({ after }) => sideText(after, words),
    facts: ({ after }) => ({ after: after && standingFacts(after) }),
  },
})

/** Accounts that changed so between two days. */
export function changesTable(call: Call, what: Of<'changes'>, heading: Heading, words: ReportWords) {
  const { store } = call.house
  async function* pages() {
    // The second connection reads what is committed: a generator may be walked while others write.
    const rows = await store.read(async (tables) => changesOf(tables, call, { ...what, above: null }))
    let page: MovedAccount[] = []
    for await (const row of rows) {
      page.push(row)
      if (page.length < rowsEach) continue
      yield page
      page = []
    }
    yield page
  }
  const columns = chosen(changeColumns(words), what.columns, words.column)
  return tableOf<MovedAccount>({ report: `changes: ${what.kind}`, what, heading, columns, pages })
}

const disabledOf = (counts: StateCounts): number => counts['disabled-otp'] + counts['disabled-email']

/** One decimal, as on the screen; nothing where nobody is required. */
const share = (counts: StateCounts): number | null => {
  const total = totalOf(counts)
  return total === 0 ? null : Math.round((enrolledOf(counts) / total) * 1000) / 10
}

/** The table of the Enrollment page: one row a department, role or state, and all of them. */
export function coverageTable(call: Call, what: Of<'coverage'>, heading: Heading, words: ReportWords): ReportTable {
  const count = (key: string, label: string, of: (sums: Row) => number): ReportColumn<Row> => ({
    ...{ key, label },
    text: (row) => String(of(row)),
    facts: (row) => ({ [key]: of(row) }),
  })
  interface Row extends CoverageSums {
    readonly key: string
    readonly label: string
  }
  const read = () => call.house.store.read((tables) => coverageOfDay(tables, call, what.day))
  const c = words.coverage
  const first: ReportColumn<Row> = {
    ...{ key: what.by, label: c[what.by] },
    text: ({ label }) => label,
    facts: ({ key }) => ({ [what.by]: key }),
  }
  const report = `coverage by ${what.by}`
  if (what.by === 'method') {
    interface MethodRow {
      readonly key: string
      readonly label: string
      readonly required: number
      readonly notRequired: number
    }
    const pages = async function* () {
      const { all } = await read()
      const rows = Object.keys(words.state).map((key) => {
        const state = key as keyof StateCounts
        return { key, label: words.state[state], required: all.required[state], notRequired: all.notRequired[state] }
      })
      const sums = { required: totalOf(all.required), notRequired: totalOf(all.notRequired) }
      yield [...rows, { key: 'all', label: c.all, ...sums }]
    }
    const of = (key: string, label: string, number: (row: MethodRow) => number): ReportColumn<MethodRow> => ({
      ...{ key, label },
      text: (row) => String(number(row)),
      facts: (row) => ({ [key]: number(row) }),
    })
    const columns: ReportColumn<MethodRow>[] = [
      { key: 'method', label: c.method, text: ({ label }) => label, facts: ({ key }) => ({ state: key }) },
      of('required', c.required, ({ required }) => required),
      of('notRequired', c.notRequired, ({ notRequired }) => notRequired),
      of('all', c.all, ({ required, notRequired }) => required + notRequired),
    ]
    return tableOf<MethodRow>({ report, what, heading, columns, pages })
  }
  const columns = [
    first,
    count('required', c.required, ({ required }) => totalOf(required)),
    count('otp', c.otp, ({ required }) => required['enrolled-otp']),
    count('email', c.email, ({ required }) => required['enrolled-email']),
    count('pending', c.pending, ({ required }) => required.pending),
    count('mustReEnrol', c.mustReEnrol, ({ required }) => required['must-re-enrol']),
    count('disabled', c.disabled, ({ required }) => disabledOf(required)),
    count('none', c.none, ({ required }) => required['not-enrolled']),
    {
      ...{ key: 'enrolledPercent', label: `${c.enrolled} %` },
      text: ({ required }: Row) => share(required)?.toFixed(1) ?? '',
      facts: ({ required }: Row) => ({ enrolledPercent: share(required) }),
    },
  ]
  const pages = async function* () {
    const { all, departments, roles } = await read()
    const rows =
      what.by === 'role'
        ? roles.map((row) => ({ ...row, label: words.role[row.key] }))
        : departments.map((row) => ({ ...row, label: row.key || words.filter.noDepartment }))
    yield [...rows, { ...all, key: 'all', label: c.all }]
  }
  return tableOf<Row>({ report, what, heading, columns, pages })
}
