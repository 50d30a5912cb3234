/** A desk in a process of its own, as a spec holds it: one call after another, in a race, or killed in the middle. */
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Breakage } from './around-store'
import { runTypescript } from './run-typescript'

export type HeldSeat = { readonly session: string | null; readonly challenge: string | null }
export interface NamedCall {
  readonly operation: string
  readonly input?: unknown
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
}

export interface DeskProcess {
  /** Hands a call over; it waits for `go`. */
  set(asked: Omit<Asked, 'stepsToLive'> & Partial<Asked>): Promise<void>
  /** Lets the call go. @returns null where the process died of it */
  go(): Promise<Answered | null>
  /** Lets the call go and kills the process -9 after so many milliseconds of real time. @returns as `go` */
  goAndKill(milliseconds: number): Promise<Answered | null>
  /** Ends it in peace. */
  close(): Promise<void>
}

/** @param folder of a desk that was made before and that no host holds */
export async function startDesk(folder: string, broken: Breakage = 'none'): Promise<DeskProcess> {
  const child = runTypescript(join(import.meta.dirname, 'desk-child.ts'), [folder, broken])
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
  await expected('ready')
  return {
    async set(asked) {
      stdin.write(`${JSON.stringify({ stepsToLive: null, ...asked })}\n`)
      await expected('set')
    },
    async go() {
      stdin.write('go\n')
      return (await next()) as Answered | null
    },
    async goAndKill(milliseconds) {
      stdin.write('go\n')
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
