/** Starts the built Electron main entry, with the stand-in for the `electron` module, in this very process. */
import { existsSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { exported, makeStandIn } from './electron'
import type { StandIn } from './electron'

const top = resolve(import.meta.dirname, '../..')
const entry = join(top, 'out', 'main', 'electron.js')
const runs = new Map<string, StandIn>()
const shelf = Symbol.for('mfa-desk.electron-stand-in')
Object.assign(globalThis, { [shelf]: runs })

// each run imports main anew (`?run=n`), and gets an electron of its own
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    const run = new URL(context.parentURL ?? '').searchParams.get('run')
    return { url: `electron-stand-in:${run}`, format: 'module', shortCircuit: true }
  },
  load(url, context, next) {
    if (!url.startsWith('electron-stand-in:')) return next(url, context)
    const run = JSON.stringify(url.slice(url.indexOf(':') + 1))
    const source = exported
      .map(
        (name) =>
          `export const ${name} = globalThis[Symbol.for('mfa-desk.electron-stand-in')].get(${run}).module.${name}`,
      )
      .join('\n')
    return { format: 'module', source, shortCircuit: true }
  },
})

export interface ElectronDeskOptions {
  readonly dataFolder: string
  readonly keyFolder: string
  readonly demo?: boolean
  /** The Chromium its window is a page of. */
  readonly browser: Browser
  /** Told of the page before anything is loaded into it. */
  readonly onPage?: (page: Page) => void
}

export interface ElectronDesk {
  readonly page: Page
  /** What it printed up to and with the line that it is ready. */
  readonly lines: readonly string[]
  readonly standIn: StandIn
  /** Quits as from the menu. @returns the exit code */
  close(): Promise<number>
  /** Closes and starts again on the same folders. */
  restart(): Promise<ElectronDesk>
}

/** Thrown where the desk ended before it had a window; the message is what it said in error boxes. */
export class GaveUp extends Error {
  constructor(
    message: string,
    readonly code: number,
    /** What it printed of what is meant for programs. */
    readonly lines: readonly string[],
  ) {
    super(message)
  }
}

const { nativeImport } = createRequire(import.meta.url)('./native-import.cjs') as {
  nativeImport: (url: string) => Promise<unknown>
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'unhandledRejection'] as const
let count = 0

/** Starts the shell. Rejects with GaveUp where main ends before its window is ready. */
export async function startElectronDesk(options: ElectronDeskOptions): Promise<ElectronDesk> {
  if (!existsSync(entry)) throw new Error('out/main/electron.js is not there: npm run build makes it')
  const run = String(++count)
  const standIn = makeStandIn({ browser: options.browser, onPage: options.onPage ?? (() => undefined) })
  runs.set(run, standIn)

  const { argv, env } = process
  const umask = process.umask()
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal as 'SIGTERM')]))
  const lines: string[] = []
  const ready = Promise.withResolvers<undefined>()
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (text: string | Uint8Array, ...rest: []) => {
    if (!/^(demo |MFA Desk is ready)/.test(String(text))) return write(text, ...rest)
    lines.push(String(text).trimEnd())
    if (String(text).startsWith('MFA Desk is ready in')) ready.resolve(undefined)
    return true
  }
  const restore = (): void => {
    process.stdout.write = write
    process.argv = argv
  }
  /** What main hung on this process goes with it. */
  const leave = (): void => {
    runs.delete(run)
    process.umask(umask)
    for (const signal of signals)
      for (const listener of process.listeners(signal as 'SIGTERM'))
        if (!before.get(signal)?.includes(listener)) process.off(signal, listener)
  }

  const [keys, anchors] = [env['MFA_DESK_KEYS'], env['MFA_DESK_ANCHORS']]
  env['MFA_DESK_KEYS'] = options.keyFolder
  env['MFA_DESK_ANCHORS'] = `${options.keyFolder}-anchors`
  process.argv = [process.execPath, top, ...(options.demo ? ['--demo'] : ['--data', options.dataFolder])]
  try {
    const started = nativeImport(`${pathToFileURL(entry).href}?run=${run}`)
    const gaveUp = standIn.exited.then((code) => Promise.reject(new GaveUp(standIn.errors.join('\n'), code, lines)))
    gaveUp.catch(() => undefined)
    await Promise.race([started.then(() => ready.promise), gaveUp])
  } catch (error) {
    leave()
    throw error
  } finally {
    restore()
    if (keys === undefined) delete env['MFA_DESK_KEYS']
    else env['MFA_DESK_KEYS'] = keys
    if (anchors === undefined) delete env['MFA_DESK_ANCHORS']
    else env['MFA_DESK_ANCHORS'] = anchors
  }

  const close = async (): Promise<number> => {
    standIn.quit()
    const code = await standIn.exited
    leave()
    return code
  }
  const window = await standIn.firstWindow
  await window.loaded
  const page = await window.page
  return { page, lines, standIn, close, restart: () => close().then(() => startElectronDesk(options)) }
}
