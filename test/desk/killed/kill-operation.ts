/** A writing operation killed -9 wherever it can die: around each commit, between its statements, and at any time. */
import { expect, it, vi } from 'vitest'
import { differing, dumpOf, type Dump } from '../../doubles/dump'
import type { Breakage } from '../../harness/around-store'
import { startProcess, type Answered, type DeskProcess } from '../../harness/desk-process'
import { often, patience } from '../../harness/often'
import { prepared } from './prepared'

/**
 * What is committed before an act and may be left beside nothing and all of it: tries, counted before anything is
 * judged, and when a session was last seen.
 */
const countedFirst: Readonly<Record<string, readonly string[]>> = {
  'session.signIn': ['password_tries'],
  'session.authenticate': ['challenges', 'factor_tries'],
  'session.authenticateWithRecoveryCode': ['challenges', 'factor_tries'],
  'session.stepUp': ['password_tries'],
  'email.verify': ['email_tokens'],
  'self.verifyEmailToken': ['email_tokens'],
  'self.verifyAddress': ['email_tokens'],
  'self.changePassword': ['password_tries'],
  'self.sendAddressToken': ['sessions'],
}

/** Acts that leave nothing but their row: they have no halves. */
const onlyTheRow: readonly string[] = [
  'imports.refused',
  'settings.testMail',
  'audit.cancelCheck',
  'recovery.checkFile',
]

interface Left {
  readonly before: Dump
  readonly after: Dump
  /** Null where the process died before it answered. */
  readonly answer: Answered | null
  /** How long it took from the call to the answer. */
  readonly milliseconds: number
}
type How = { readonly stepsToLive: number | null } | { readonly milliseconds: number }

/** Processes that wait for their call: they take longer to start than to die. */
function startProcesses(batch: number) {
  const ready: Promise<DeskProcess>[] = []
  const start = () => void ready.push(...Array.from({ length: batch }, startProcess))
  start()
  return {
    next: async (): Promise<DeskProcess> => {
      if (ready.length === 0) start()
      return ready.pop() as Promise<DeskProcess>
    },
    close: async () => {
      for (const process of await Promise.all(ready)) await process.close()
    },
  }
}

/** @returns what runs `name` in a process, on a copy of its own of the prepared store. */
async function runsOf(name: string) {
  const { copy, callIn } = await prepared(name)
  return async (process: DeskProcess, how: How, broken: Breakage = 'none'): Promise<Left> => {
    const folder = copy()
    await process.open({ folder, broken, seed: name })
    const asked = await callIn(process)
    const before = dumpOf(folder)
    await process.set({ ...asked, ...('stepsToLive' in how ? how : {}) })
    const began = performance.now()
    const answer = 'milliseconds' in how ? await process.goAndKill(how.milliseconds) : await process.go()
    return { before, answer, milliseconds: performance.now() - began, after: dumpOf(folder) }
  }
}

/** @returns how to name what is left, by what is there where nobody is killed. */
function judgeOf(name: string, whole: Dump) {
  const counted = countedFirst[name] ?? []
  return ({ before, after }: Left): string => {
    if (differing(after, whole).length === 0) return 'whole'
    const changed = differing(after, before)
    if (changed.length === 0) return 'nothing'
    return changed.every((table) => counted.includes(table)) ? 'counted' : `a half: ${changed.join(', ')}`
  }
}

/** @returns the answer of a call that nobody killed. */
function answered({ answer }: Left): Answered {
  if (!answer || answer.fault) throw new Error(`it was not done: ${answer?.fault?.code ?? 'it died'}`)
  return answer
}

interface Stage {
  readonly name: string
  readonly next: () => Promise<DeskProcess>
  readonly run: (process: DeskProcess, how: How, broken?: Breakage) => Promise<Left>
  /** What is left where nobody is killed. */
  readonly whole: Left
  readonly judge: (left: Left) => string
}

/** All of it is left or nothing, wherever it dies; and what was acknowledged is there. */
async function killAnywhere({ name, next, run, whole, judge }: Stage): Promise<void> {
  const { steps, commits } = answered(whole)
  const seen = new Set<string>()
  async function killAt(step: number): Promise<string> {
    const left = await run(await next(), { stepsToLive: step })
    expect(left.answer, 'it died').toBeNull()
    seen.add(judge(left))
    return judge(left)
  }
  for (const commit of commits) {
    expect(await killAt(commit - 1), 'not committed').not.toBe('whole')
    const left = await killAt(commit)
    if (commit === commits.at(-1)) expect(left, 'committed').toBe('whole')
  }
  const betweenStatements = often(1, steps)
  for (let nr = 0; nr < betweenStatements; nr++) {
    await killAt(Math.floor(((nr + Math.random()) * steps) / betweenStatements))
  }
  const atAnyTime = often(1, 70)
  for (let nr = 0; nr < atAnyTime; nr++) {
    const left = await run(await next(), { milliseconds: Math.random() * whole.milliseconds })
    seen.add(judge(left))
    if (left.answer) expect(judge(left), 'acknowledged').toBe('whole')
  }
  expect([...seen].sort()).toEqual([...(countedFirst[name] ? ['counted'] : []), 'nothing', 'whole'])
}

/** The broken way, each statement for itself: killed before its last statement, or the one before that, a half is left. */
async function killBroken({ next, run, judge }: Stage, alive: DeskProcess): Promise<void> {
  const unharmed = await run(alive, { stepsToLive: null }, 'no-transactions')
  expect(judge(unharmed), 'the same where nobody is killed').toBe('whole')
  let left = 'whole'
  for (const commit of answered(unharmed).commits.toReversed()) {
    // a statement of its own: begun, before it, after it, committed
    left = judge(await run(await next(), { stepsToLive: commit - 3 }, 'no-transactions'))
    if (left.startsWith('a half')) break
  }
  expect(left).toMatch(/^a half: /)
}

async function killOperation(name: string): Promise<void> {
  const processes = startProcesses(6)
  const run = await runsOf(name)
  const alive = await processes.next()
  const whole = await run(alive, { stepsToLive: null })
  const stage: Stage = { name, next: processes.next, run, whole, judge: judgeOf(name, whole.after) }
  const changed = differing(whole.before, whole.after)
  expect(changed).toContain('audit')
  await killAnywhere(stage)
  if (onlyTheRow.includes(name)) expect(changed).toEqual(['audit'])
  else await killBroken(stage, alive)
  await Promise.all([alive.close(), processes.close()])
}

/** One proof for each of `names`. */
export function killEach(names: readonly string[]): void {
  vi.setConfig({ testTimeout: patience })
  it.each(names)('%s leaves all of it or nothing, and the broken way a half', killOperation)
}
