/** What is measured: the auditor's desk over a big history, and an import; medians, on this machine and in this hour. */
import { statSync } from 'node:fs'
import { openTestDesk, password, welcomed } from '../doubles/test-desk'
import { openStore, type ReadTables } from '../../src-main/store/store'
import { fillBigHistory } from './big-history'
import { importLines } from './import-lines'
import { measurePapers } from './papers'
import { watched, type Watched } from './stalls'

export interface Sizes {
  readonly only: string
  readonly accounts: number
  readonly rows: number
  readonly lines: number
  /** Accounts of the job whose papers are taken. */
  readonly papers: number
}

const rounds = 5
const round = (value: number): number => Math.round(value * 10) / 10
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

function say(measure: string, runs: readonly Watched<unknown>[], more: object = {}): void {
  const ms = median(runs.map((run) => run.ms))
  const cpuMs = median(runs.map((run) => run.cpuMs))
  const stallMs = Math.max(...runs.map((run) => run.stallMs))
  const first = runs[0]?.ms ?? 0
  const line = { measure, ms: round(ms), firstMs: round(first), cpuMs: round(cpuMs), stallMs: round(stallMs), ...more }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

export async function measureAll(sizes: Sizes): Promise<void> {
  const wanted = (name: string): boolean => name.includes(sizes.only)
  if (wanted('import')) {
    const { made, moved } = await importLines(sizes.lines)
    say('import: new accounts', [made], { lines: sizes.lines })
    say('import: a quarter of them moved', [moved], { lines: sizes.lines })
  }
  if (wanted('papers')) await measurePapers(sizes.papers, say)
  if (!wanted('history')) return
  const test = await openTestDesk()
  try {
    await welcomed(test)
    await test.composed.close()
    const until = test.time
    const filled = await watched(async () =>
      fillBigHistory(test.file, { ...sizes, from: until - 365 * 86_400_000, until }),
    )
    say('history: filled', [filled], { accounts: sizes.accounts, rows: sizes.rows, bytes: statSync(test.file).size })
    const opened = await watched(() => test.restart())
    say('history: the desk opened', [opened])
    const seat = test.seat()
    const desk = test.at(seat)
    await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
    const measure = async (name: string, work: () => Promise<unknown>, more: object = {}): Promise<void> => {
      const runs: Watched<unknown>[] = []
      for (let nr = 0; nr < rounds; nr += 1) runs.push(await watched(work))
      say(`history: ${name}`, runs, more)
    }
    const dayOf = (ago: number) => new Date(until - ago * 86_400_000).toISOString().slice(0, 10)
    await measure('enrollment today', () => desk.enrollment.show({ day: null }))
    await measure('enrollment a past day', () => desk.enrollment.show({ day: dayOf(100) }))
    await measure('enrollment months', () => desk.enrollment.months())
    for (const [name, from, to] of [
      ['a week', 107, 100],
      ['half a year', 200, 20],
      ['the year', 360, 1],
    ] as const) {
      const span = { from: dayOf(from), to: dayOf(to) }
      await measure(`changes of ${name}, counted`, () => desk.enrollment.compare(span))
      await measure(`changes of ${name}, first rows`, () =>
        desk.enrollment.changes({ ...span, kind: 'lost', above: null, limit: 50 }),
      )
    }
    const listed = { day: dayOf(100), under: null, limit: 50 }
    await measure('list of a past day, all', () => desk.enrollment.list({ ...listed, filter: {} }))
    const rare = { roles: ['administrator' as const], states: ['disabled-otp' as const] }
    await measure('list of a past day, a rare kind', () => desk.enrollment.list({ ...listed, filter: rare }))
    const oneDepartment = { departments: ['Department 07'], states: ['not-enrolled' as const] }
    await measure('list of a past day, a department', () => desk.enrollment.list({ ...listed, filter: oneDepartment }))
    const page = { from: null, direction: 'forward', limit: 50 } as const
    for (const filter of [
      { requiredNone: true, enabled: true },
      { roles: ['administrator' as const], enrolled: false, enabled: true },
      { fewCodes: true },
      { unusedFor: 30 },
      { pendingOver: 7 },
    ]) {
      const name = JSON.stringify(filter)
      await measure(`list of today ${name}`, () => desk.accounts.list({ ...page, filter: filter as never }))
      await measure(`marks of today ${name}`, () => desk.accounts.marks({ filter: filter as never }))
    }
    const store = await openStore({ file: test.file })
    try {
      const ask = (work: (tables: ReadTables) => Promise<unknown>) => () => store.read(work)
      for (const [name, filter] of Object.entries({
        everything: {},
        'one act': { act: 'accounts.clearMfa' },
        'act and result': { act: 'session.signIn', result: 'refused' as const },
        'an actor by name': { actor: 'actor 17' },
        'an actor nobody is': { actor: 'nobody' },
        'a time': { from: new Date(until - 90 * 86_400_000).toISOString() },
      })) {
        await measure(
          `audit log, ${name}`,
          ask((tables) => tables.audit.list(filter, null, 100)),
        )
      }
    } finally {
      await store.close()
    }
    say('history: memory', [], { rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20) })
  } finally {
    await test.close()
  }
}
