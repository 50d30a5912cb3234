/** The built loopback host as a process of its own, without the build in front of it. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const entry = resolve(import.meta.dirname, '../../out/main/loopback.js')
const script = `
  const { openLoopback } = await import(${JSON.stringify(pathToFileURL(entry).href)})
  process.exit(await openLoopback(JSON.parse(process.env.FLAGS)))`

export interface HostProcess {
  readonly child: ChildProcess
  /** The address of its ready line; null where it ended without one. */
  readonly address: Promise<string | null>
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; out: string; err: string }>
}

interface Told {
  readonly dataFolder?: string
  readonly keyFolder: string
  readonly demo?: boolean
  readonly open?: boolean
  readonly port?: number
  readonly env?: Record<string, string>
}

export function startHost({
  dataFolder,
  keyFolder,
  demo = false,
  open = false,
  port = 0,
  env = {},
}: Told): HostProcess {
  if (!existsSync(entry)) throw new Error('out/main/loopback.js is not there: npm run build makes it')
  const flags = JSON.stringify({ data: dataFolder, demo, open, port })
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, MFA_DESK_KEYS: keyFolder, MFA_DESK_ANCHORS: `${keyFolder}-anchors`, FLAGS: flags, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stderr.on('data', (text) => (err += String(text)))
  const address = new Promise<string | null>((found) => {
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      out += `${line}\n`
      const said = /^MFA Desk is ready at (http:\/\/127\.0\.0\.1:\d+\/#start=[\w-]{43})$/.exec(line)?.[1]
      if (said) found(said)
    })
    lines.on('close', () => found(null))
  })
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    out,
    err,
  }))
  return { child, address, ended }
}
