/** Starts a TypeScript file of the source in a Node process of its own, that dies with the test that started it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Compiled once for all processes: killing is quick, and starting takes most of the time of a race or a kill. */
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/node-compile')

/** @param script absolute path; what it says on stderr stands in the output of the run */
export function runTypescript(script: string, args: readonly string[]): ChildProcess {
  const hooks = join(import.meta.dirname, '../store/resolve-typescript.ts')
  const child = spawn(
    process.execPath,
    ['--experimental-transform-types', '--no-warnings', '--import', hooks, script, ...args],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: compileCache } },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
