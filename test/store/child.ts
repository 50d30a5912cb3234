/** Starts a child process on the store as it stands in the source, and follows what it says. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

function start(args: string[]): { child: ChildProcess; lines: AsyncIterable<string> } {
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, lines: createInterface({ input: child.stdout }) }
}

const startWork = (work: string, file: string) =>
  start([
    '--experimental-transform-types',
    '--no-warnings',
    '--import',
    fileURLToPath(new URL('./resolve-typescript.ts', import.meta.url)),
    fileURLToPath(new URL('./child-work.ts', import.meta.url)),
    work,
    file,
  ])

/** Kills the child -9 as soon as it says a number of at least `number`. @returns the last number it said. */
export async function killAt(work: 'commit' | 'import' | 'moves', file: string, number: number): Promise<number> {
  const { child, lines } = startWork(work, file)
  const exit = once(child, 'exit')
  let last = 0
  for await (const line of lines) {
    last = Number(line)
    if (last >= number) child.kill('SIGKILL')
  }
  const [, signal] = (await exit) as [number | null, string | null]
  if (signal !== 'SIGKILL') throw new Error('the child ended by itself')
  return last
}

/** @returns what a process that may not write everywhere says to opening `file`: `opened` or a fault code. */
export async function openAsNobody(file: string): Promise<string> {
  const { lines } = startWork('open', file)
  for await (const line of lines) return line
  return 'nothing'
}

/** Holds the write lock of `file` in another process until `release`. */
export async function holdLock(file: string, exclusive = false): Promise<{ release: () => Promise<void> }> {
  const script = `
    const database = new (require('better-sqlite3'))(${JSON.stringify(file)})
    ${exclusive ? `database.pragma('locking_mode = exclusive')` : ''}
    database.exec('begin immediate; create table if not exists held (a); insert into held values (1)')
    console.log('held')
    process.stdin.resume().on('end', () => { database.exec('rollback'); database.close() })`
  const { child, lines } = start(['-e', script])
  const exit = once(child, 'exit')
  for await (const line of lines) if (line === 'held') break
  return {
    async release() {
      child.stdin?.end()
      await exit
    },
  }
}
