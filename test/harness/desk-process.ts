/** A desk in a process of its own, as a spec holds it: one call after another, in a race, or killed in the middle. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Breakage } from './around-store'
import { runBundled } from './run-bundled'

export type HeldSeat = { readonly session: string | null; readonly challenge: string | null }
export interface NamedCall {
  readonly operation: string
  readonly input?: unknown
  /** Text of a CSV file, handed in as `file` of the input. */
  readonly file?: string
}
/** What goes in: a call, and at which seat and time. */
export interface Asked {
  readonly call: NamedCall
  readonly seat: HeldSeat
  /** Milliseconds since 1970: the clock of the desk. */
  readonly now: number
  /** It kills itself -9 after so many steps between statements; null: never. */
  readonly stepsToLive: number | null
}
/** What comes out: an answer or a fault, and what the seat holds then. */
export interface Answered {
  readonly reply: unknown
  readonly fault: { readonly code: string; readonly data: unknown } | null
  readonly seat: HeldSeat
  /** Between statements: at each of them, and after the last, the process could have died. */
  readonly steps: number
  /** Those of the steps that come right after a commit. */
  readonly commits: readonly number[]
}
/** What the process is to open. */
export interface Opened {
  /** Of a desk that was made before and that no host holds. */
  readonly folder: string
  readonly broken: Breakage
  /** The same chance with the same seed, so that one call leaves the same bytes each time; null: the system's. */
  readonly seed: string | null
}
/** A line to the process. */
export type Said =
  | { readonly say: 'open'; readonly given: Opened }
  | { readonly say: 'set'; readonly given: Asked }
  | { readonly say: 'go' }

export interface DeskProcess {
  /** Opens a desk, in the place of the one before. */
  open(opened: Opened): Promise<void>
  /** Hands a call over; it waits for `go`. */
  set(asked: Omit<Asked, 'stepsToLive'> & Partial<Asked>): Promise<void>
  /** Lets the call go. @returns null where the process died of it */
  go(): Promise<Answered | null>
  /** Lets the call go and kills the process -9 after so many milliseconds of real time. @returns as `go` */
  goAndKill(milliseconds: number): Promise<Answered | null>
  /** Ends it in peace. */
  close(): Promise<void>
}

/** @returns a process that has no desk open yet */
export async function startProcess(): Promise<DeskProcess> {
  const child = await runBundled('test/harness/desk-child.ts')
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('no pipes')
  // Writing to a process that has just died is what the kill specs are about.
  stdin.on('error', () => undefined)
  const exit = once(child, 'exit')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const { done, value } = await lines.next()
    return done ? null : (JSON.parse(value) as unknown)
  }
  const expected = async (word: string) => {
    const said = await next()
    if (said !== word) throw new Error(`the desk said ${JSON.stringify(said)}, not ${word}`)
  }
  const say = (said: Said): boolean => stdin.write(`${JSON.stringify(said)}\n`)
  return {
    async open(given) {
      say({ say: 'open', given })
      await expected('open')
    },
    async set(asked) {
      say({ say: 'set', given: { stepsToLive: null, ...asked } })
      await expected('set')
    },
    async go() {
      say({ say: 'go' })
      return (await next()) as Answered | null
    },
    async goAndKill(milliseconds) {
      say({ say: 'go' })
      // A timer would be late by more than a whole call takes; the pipe and the other process need no turn of this one.
      const end = performance.now() + milliseconds
      while (performance.now() < end);
      child.kill('SIGKILL')
      return (await next()) as Answered | null
    },
    async close() {
      stdin.end()
      await exit
    },
  }
}

/** @param folder as in `Opened` */
export async function startDesk(folder: string, broken: Breakage = 'none'): Promise<DeskProcess> {
  const desk = await startProcess()
  await desk.open({ folder, broken, seed: null })
  return desk
}

/** Hands one call to each process and lets all of them go at once. @returns their answers, in order */
export async function race(
  desks: readonly DeskProcess[],
  asked: readonly { call: NamedCall; seat: HeldSeat; now: number }[],
): Promise<Answered[]> {
  await Promise.all(desks.map((desk, nr) => desk.set(asked[nr]!)))
  const answers = await Promise.all(desks.map((desk) => desk.go()))
  return answers.map((answer) => {
    if (!answer) throw new Error('a desk died in the race')
    return answer
  })
}
