/** `npm start`: builds where needed, then opens Electron, or the loopback host or a recovery in this very process. */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
// run as it stands, by type stripping: what is imported here has an extension and imports nothing of ours
import { isBuilt } from './host/build-stamp.ts'
import { findElectron } from './host/electron-runtime.ts'
import { helpText, readFlags } from './host/flags.ts'
import type { Flags } from './host/flags.ts'
import { takeFolderLock } from './store/folder-lock.ts'

const root = join(import.meta.dirname, '..')
const tell = (line: string): boolean => process.stderr.write(`${line}\n`)
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Runs a program to its end and hands our own signals on to it. @returns its exit code, 1 where it had none */
function run(program: string, args: string[], { stdout, env }: { stdout: 'inherit' | 2; env: NodeJS.ProcessEnv }) {
  return new Promise<number>((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', stdout, 2] })
    const passOn = (signal: NodeJS.Signals): boolean => child.kill(signal)
    for (const signal of signals) process.on(signal, passOn)
    const done = (code: number): void => {
      for (const signal of signals) process.off(signal, passOn)
      resolve(code)
    }
    child.on('error', (error) => {
      tell(`${program} cannot be started: ${error.message}`)
      done(1)
    })
    child.on('exit', (code) => done(code ?? 1))
  })
}

/** Two starts at once must not build over each other. */
async function takeBuildLock(): Promise<() => void> {
  mkdirSync(join(root, 'out'), { recursive: true })
  for (;;) {
    const release = takeFolderLock(join(root, 'out', 'build.lock'))
    if (release) return release
    await wait(200)
  }
}

/** @returns whether out/ fits the sources now. */
async function build(): Promise<boolean> {
  if (isBuilt(root)) return true
  const release = await takeBuildLock()
  try {
    if (isBuilt(root)) return true
    tell('Building MFA Desk …')
    const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
    const env = { ...process.env, NODE_ENV: 'production' }
    // stdout is for the ready line: whatever the build says goes beside it
    const code = await run(process.execPath, [builder, 'build', '--logLevel', 'warn'], { stdout: 2, env })
    // what is changed while it builds is built at the next start
    if (code === 0) return true
    tell('MFA Desk could not be built; the reason stands above. `npm ci` brings back what it is built from.')
    return false
  } finally {
    release()
  }
}

/** The window gets the flags as they were given: it reads them by the same rules. */
function openElectron(program: string, argv: readonly string[]): Promise<number> {
  const env = { ...process.env }
  // with it the runtime would be a plain Node
  delete env['ELECTRON_RUN_AS_NODE']
  return run(program, [root, ...argv], { stdout: 'inherit', env })
}

type Run = (flags: Flags) => Promise<number>

/** What runs in this very process, where the terminal is. */
async function runHere(what: 'openLoopback' | 'recoverAdministrator', flags: Flags): Promise<number> {
  const entry = pathToFileURL(join(root, 'out', 'main', 'loopback.js')).href
  const built = (await import(entry)) as { openLoopback: Run; recoverAdministrator: Run }
  return built[what](flags)
}

async function launch(argv: readonly string[]): Promise<number> {
  const read = readFlags(argv)
  if ('problem' in read) {
    tell(read.problem)
    return 2
  }
  const { flags } = read
  if (flags.help) {
    process.stdout.write(helpText)
    return 0
  }
  if (flags.recover) return (await build()) ? runHere('recoverAdministrator', flags) : 1
  const { platform, env } = process
  const electron =
    flags.host === 'loopback' ? null : findElectron(root, { platform, env, isRoot: process.getuid?.() === 0 })
  if (flags.host === 'electron' && electron && 'lacking' in electron) {
    tell(electron.lacking)
    return 1
  }
  if (!(await build())) return 1
  return electron && 'program' in electron ? openElectron(electron.program, argv) : runHere('openLoopback', flags)
}

/**
 * npm hands SIGTERM to the shell that stands between us, and many a shell (dash) just ends and leaves us behind.
 * That shell's end is the same wish. Only under npm: elsewhere a parent may go its way.
 */
function endWithShell(): void {
  if (process.platform === 'win32' || process.env['npm_lifecycle_event'] === undefined) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  watch.unref()
}

// whoever read our lines may be gone before us
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)
endWithShell()
process.exit(await launch(process.argv.slice(2)))
