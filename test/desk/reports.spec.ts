/** Reports: the file holds the rows and columns of the screen, read by Python and by JSON.parse; one audit row with its SHA-256. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { languages } from '../../src-preload/contract/accounts'
import type { Desk } from '../../src-preload/contract'
import { accountColumns, type ReportHead, type ReportWanted } from '../../src-preload/contract/reports'
import { reportWords } from '../../src-main/desk/report-words'
import type { Seat } from '../../src-main/desk/seat'
import { openBehind } from '../doubles/behind-the-desk'
import { faultOf, refusalOf } from '../doubles/operations'
import { rowsOf, signedIn } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { readCsv } from '../oracles/csv'
import { hostileNames } from '../samples/hostile-names'
import { anyFields, anyFilter } from '../store/made-up-accounts'
import { account } from '../store/temp-store'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let test: TestDesk
let desk: Desk
let seat: Seat
const count = 700
/** As ids of the desk are. */
const idOf = (nr: number): string =>
  Array.from(String(nr), (digit) => 'abcdefghij'[Number(digit)])
    .join('')
    .padStart(26, 'z')

beforeAll(async () => {
  test = await openTestDesk()
  ;({ desk, seat } = await welcomed(test))
  const hand = await openBehind(test)
  const names = hostileNames.flatMap(({ kept }) => kept ?? [])
  const fields = fc.sample(anyFields, { numRuns: count, seed: 7 })
  await hand.write((tables) =>
    tables.accounts.insertMany(
      fields.map((given, nr) =>
        account(idOf(nr), { ...given, ...(nr < 2 * names.length ? { name: names[nr % names.length]! } : {}) }),
      ),
    ),
  )
  await hand.close()
})
afterAll(() => test.close())

type What = ReportWanted['what']
const columns = [...accountColumns]

async function take(wanted: ReportWanted, from: Desk = desk) {
  const { fileId, total } = await from.reports.prepare(wanted)
  await from.session.stepUp({ password })
  const made = await from.reports.make({ fileId })
  const parts: Buffer[] = []
  for (let at = 0, more = true; more; at += parts.at(-1)!.length) {
    const reply = await from.reports.part({ fileId, from: at })
    parts.push(Buffer.from(await reply.part.arrayBuffer()))
    more = reply.more
  }
  return { fileId, total, made, bytes: Buffer.concat(parts) }
}
const csv = (what: What) => take({ format: 'csv', language: 'en', what })
const jsonl = (what: What) => take({ format: 'jsonl', language: 'en', what })

function tableIn(bytes: Buffer) {
  const records = readCsv(bytes)
  const blank = records.findIndex((record) => record.length === 0)
  const [head = [], ...rows] = records.slice(blank + 1)
  return { heading: new Map(records.slice(0, blank) as [string, string][]), head, rows }
}
const linesIn = (bytes: Buffer) => {
  const [head, ...rows] = bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { head: head as unknown as ReportHead, rows }
}

/** What the screen lists, page by page. */
async function screen(filter: Parameters<Desk['accounts']['list']>[0]['filter']) {
  const rows = []
  for (let from: string | null = null, more = true; more;) {
    const page: Awaited<ReturnType<Desk['accounts']['list']>> = await desk.accounts.list({
      ...{ filter, from, limit: 200 },
      direction: 'forward',
    })
    rows.push(...page.rows)
    from = page.last
    more = page.more
  }
  return rows
}

describe('MFA enrollment by user', () => {
  it('holds the same set as the screen, its counts, CSV and JSON Lines, for any filter', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.constantFrom(undefined, '田中', 'anna'), async (given, search) => {
        const filter = search === undefined ? given : { ...given, search }
        const what = { list: 'accounts' as const, filter, columns }
        const shown = await screen(filter)
        const [inCsv, inLines] = [await csv(what), await jsonl(what)]
        const emails = shown.map(({ email }) => email)
        expect(inCsv.total).toBe(shown.length)
        expect(tableIn(inCsv.bytes).rows.map((row) => row[1])).toEqual(emails)
        expect(linesIn(inLines.bytes).rows.map(({ email }) => email)).toEqual(emails)
        expect((await desk.accounts.marks({ filter })).total).toBe(shown.length)
      }),
      { numRuns: 12 },
    )
  })

  it('holds what each row shows, hostile names disarmed in CSV and to the letter in JSON Lines', async () => {
    const what = { list: 'accounts' as const, filter: {}, columns }
    const [shown, inCsv, inLines] = [
      await screen({}),
      tableIn((await csv(what)).bytes),
      linesIn((await jsonl(what)).bytes),
    ]
    expect(inCsv.head).toEqual(['Name', 'Email', 'Department', 'Policy', 'State', 'Locked out', 'Codes', 'Last used'])
    shown.forEach((row, at) => {
      const name = row.name || row.email
      const [shownName, email, department, , state, , codes] = inCsv.rows[at]!
      expect(shownName).toBe(/^[=+\-@\t\r＝＋－＠]/.test(name) ? `'${name}` : name)
      expect([email, department, state]).toEqual([row.email, row.department, reportWords.en.state[row.state]])
      expect(codes).toBe(row.codesLeft === null ? '' : String(row.codesLeft))
      const {
        name: n,
        email: e,
        department: d,
        policy,
        graceUntil,
        state: s,
        enabled,
        lockedUntil,
        codesLeft,
        lastUsedAt,
      } = row
      expect(inLines.rows[at]).toEqual({
        ...{
          name: n,
          email: e,
          department: d,
          policy,
          graceUntil,
          state: s,
          enabled,
          lockedUntil,
          codesLeft,
          lastUsedAt,
        },
      })
    })
  })

  it('holds the columns that were asked for and no other', async () => {
    const what = { list: 'accounts' as const, filter: {}, columns: ['email', 'state'] as ('email' | 'state')[] }
    expect(tableIn((await csv(what)).bytes).head).toEqual(['Email', 'State'])
    for (const row of linesIn((await jsonl(what)).bytes).rows) expect(Object.keys(row)).toEqual(['email', 'state'])
  })

  it('is headed with what it is, when, in which zone, by which filter, by whom, up to which row', async () => {
    const filter = { states: ['pending' as const], departments: ['Sales'], enabled: true }
    const { heading } = tableIn((await csv({ list: 'accounts', filter, columns })).bytes)
    expect(heading.get('Report')).toBe('MFA enrollment by user')
    expect(heading.get('Filter')).toBe('State: Pending enrollment; Department: Sales; Account enabled')
    expect(heading.get('Made by')).toBe('Keiko Ito (keiko.ito@corp.example)')
    expect(heading.get('Time zone')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect(heading.get('As of')).toMatch(/^2026-03-31 .*, now$/)
    expect(Number(heading.get('Counted from events up to'))).toBeGreaterThan(0)
  })

  it.each(languages)('is written in the words of %s', async (language) => {
    const { bytes } = await take({ format: 'csv', language, what: { list: 'accounts', filter: {}, columns } })
    expect(tableIn(bytes).head).toEqual(columns.map((column) => reportWords[language].column[column]))
  })
})

describe('the other reports', () => {
  it('the coverage table holds the numbers of the page', async () => {
    const { departments, all } = await desk.enrollment.show({ day: null })
    const { rows } = tableIn((await csv({ list: 'coverage', day: null, by: 'department' })).bytes)
    expect(rows).toHaveLength(departments.length + 1)
    departments.forEach(({ key, required }, at) => {
      expect(rows[at]!.slice(0, 5)).toEqual([
        key || '(no department)',
        String(Object.values(required).reduce((sum, one) => sum + one, 0)),
        ...[required['enrolled-otp'], required['enrolled-email'], required.pending].map(String),
      ])
    })
    expect(rows.at(-1)?.[2]).toBe(String(all.required['enrolled-otp']))
    for (const by of ['role', 'method'] as const)
      expect(linesIn((await jsonl({ list: 'coverage', day: null, by })).bytes).rows.length).toBeGreaterThan(1)
  })

  it('print takes 5,000 rows at most, as the texts of the screen', async () => {
    const what = { list: 'accounts' as const, filter: {}, columns: ['email' as const, 'state' as const] }
    const { bytes } = await take({ format: 'print', language: 'en', what })
    const [, first] = bytes.toString('utf8').split('\n')
    expect(JSON.parse(first!)).toEqual([
      (await screen({}))[0]!.email,
      reportWords.en.state[(await screen({}))[0]!.state],
    ])
  })
})

describe('a report is an act', () => {
  const wanted: ReportWanted = { format: 'csv', language: 'en', what: { list: 'accounts', filter: {}, columns } }

  it('with one row that holds name, size, rows, filter and SHA-256 of the very bytes', async () => {
    const before = rowsOf(test).length
    const { made, bytes } = await take(wanted)
    const rows = rowsOf(test)
      .slice(before)
      .filter(({ act }) => act === 'reports.make')
    expect(rows).toMatchObject([{ act: 'reports.make', result: 'done' }])
    const detail = JSON.parse(rows[0]!.detail) as Record<string, unknown>
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(detail).toMatchObject({
      fileName: 'mfa-enrollment-2026-03-31.csv',
      bytes: bytes.length,
      sha256,
      rows: count + 1,
    })
    expect(made).toMatchObject({ phase: 'made', sha256, bytes: bytes.length })
  })

  it('asks for the password each time, and gives nothing to anybody else', async () => {
    const { fileId } = await take(wanted)
    const next = await desk.reports.prepare(wanted)
    expect(await faultOf(desk.reports.make({ fileId: next.fileId }))).toBe('step-up-needed')
    expect(await faultOf(desk.reports.part({ fileId: next.fileId, from: 0 }))).toBe('file-not-ready')
    // The one before gave way.
    expect(await faultOf(desk.reports.part({ fileId, from: 0 }))).toBe('not-found')
    const { fileId: mine } = await take(wanted)
    const auditor = await makeAccount(desk, 'Ann Auditor', 'ann@corp.example', 'auditor')
    const { desk: theirs } = await signedIn(test, auditor)
    for (const call of [theirs.reports.part({ fileId: mine, from: 0 }), theirs.reports.progress({ fileId: mine })])
      expect(await faultOf(call)).toBe('not-found')
    expect(await faultOf(desk.reports.part({ fileId: mine, from: 0 }))).not.toBe('not-found')
    void seat
  })

  it('cancelled while it is made it leaves a refused row and no file', async () => {
    const { fileId } = await desk.reports.prepare(wanted)
    await desk.session.stepUp({ password })
    const before = rowsOf(test).length
    const making = refusalOf(desk.reports.make({ fileId }))
    for (let phase = ''; phase !== 'making';) {
      await setImmediate()
      ;({ phase } = await desk.reports.progress({ fileId }))
    }
    await desk.reports.cancel({ fileId })
    expect(await making).toMatchObject({ code: 'file-cancelled' })
    expect(rowsOf(test).slice(before)).toMatchObject([
      { act: 'reports.make', result: 'refused', code: 'file-cancelled' },
    ])
    expect(await faultOf(desk.reports.progress({ fileId }))).toBe('not-found')
  })
})

describe('later', () => {
  it('a past day and what changed since hold what their lists hold', async () => {
    test.time = Date.parse('2026-04-03T09:00:00.000Z')
    await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
    await makeAccount(desk, 'Late Comer', 'late@corp.example')
    const day = '2026-03-31'
    const what = { list: 'stood' as const, day, filter: { states: ['pending' as const] }, columns: ['email' as const] }
    const listed = await desk.enrollment.list({ day, filter: what.filter, under: null, limit: 200 })
    const file = linesIn((await jsonl(what)).bytes)
    const emails = (rows: readonly { email?: unknown }[]) => rows.map(({ email }) => email)
    expect(emails(file.rows)).toEqual(emails(listed.rows))
    expect(file.rows).toHaveLength(listed.total)
    expect(listed.total).toBeGreaterThan(20)
    const span = { from: day, to: null }
    expect((await desk.enrollment.compare(span)).counts.joined).toBe(1)
    const kind = 'joined' as const
    const changed = await csv({ list: 'changes', ...span, kind, columns: ['email', 'before', 'after'] })
    expect(tableIn(changed.bytes).rows).toEqual([['late@corp.example', 'Not there', 'Not enrolled · Not required']])
    expect(changed.made.name).toBe('mfa-changes-joined-2026-03-31-2026-04-03.csv')
  })
})
