/** Lives of a process that runs jobs: each ends by itself when there is nothing left to do, or is killed -9 somewhere. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Breakage } from './around-store'
import { runBundled } from './run-bundled'

/** What the process is told. */
export interface Life {
  readonly folder: string
  /** Milliseconds since 1970 when it begins. */
  readonly now: number
  readonly broken: Breakage
  /** It kills itself -9 after so many statements or commits; null: it is killed from outside, or lives. */
  readonly dies: { readonly at: 'statement' | 'commit'; readonly after: number } | null
}

/** @param milliseconds after which it is killed from outside; null: not. @returns whether it came to its own end */
export async function live(life: Life, milliseconds: number | null = null): Promise<boolean> {
  const child = await runBundled('test/harness/jobs-child.ts')
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('no pipes')
  stdin.on('error', () => undefined)
  const exit = once(child, 'exit')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  stdin.write(`${JSON.stringify(life)}\n`)
  if ((await lines.next()).value !== 'open') throw new Error('it died before it was open')
  if (milliseconds !== null) {
    // A timer would be late by more than a slice takes.
    const end = performance.now() + milliseconds
    while (performance.now() < end);
    child.kill('SIGKILL')
  }
  const { value } = await lines.next()
  stdin.end()
  await exit
  return value === 'done'
}
