/** The start of the built Electron shell where it does not come to a window: a desk elsewhere, a wish to end, a fault. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startHost } from './host-process'

// real processes on a busy machine
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: string
let undo: (() => unknown)[]
const places = () => ({ dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys') })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  for (const name of ['bin', 'tmp']) mkdirSync(join(folder, name))
  undo = []
})
afterEach(async () => {
  for (const step of undo) await step()
  rmSync(folder, { recursive: true })
})

/** Starts the shell. @returns its process, and how it ended. */
function startShell({ demo = false, env = {} }: { demo?: boolean; env?: Record<string, string> } = {}) {
  const script = (name: string) => join(import.meta.dirname, name)
  const child = spawn(
    process.execPath,
    [
      ...['--experimental-transform-types', '--no-warnings', '--import', script('../store/resolve-typescript.ts')],
      ...[script('electron-child.ts'), places().dataFolder, places().keyFolder, ...(demo ? ['demo'] : [])],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: join(folder, 'tmp'), ...env } },
  )
  undo.push(() => child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => (out += String(text)))
  child.stderr.on('data', (text) => (err += String(text)))
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as unknown,
    signal: signal as unknown,
    out,
    err,
  }))
  return { child, ended }
}

const demoFolders = () => readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('mfa-desk-demo-'))

/** Waits, turn by turn, until a demo has its store and is being filled. */
async function fillingDemo(): Promise<void> {
  const isThere = () =>
    demoFolders().some((name) => existsSync(join(folder, 'tmp', name, 'data', 'mfa-desk.sqlite-wal')))
  while (!isThere()) await setImmediate()
}

it.runIf(process.platform === 'linux')(
  'opens a desk that is open in a browser there again, with a fresh code',
  async () => {
    const desk = startHost(places())
    undo.push(() => desk.child.kill('SIGKILL') && desk.ended)
    const first = new URL((await desk.address) ?? '')
    const opener = join(folder, 'bin', 'xdg-open')
    writeFileSync(opener, `#!/bin/sh\ncp "$1" "${folder}/page.part" && mv "${folder}/page.part" "${folder}/page"\n`)
    chmodSync(opener, 0o700)
    const env = { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`, DISPLAY: ':0' }
    const { code, out, err } = await startShell({ env }).ended
    expect([code, err]).toEqual([0, expect.stringMatching(/already open on .*\n.*in a browser at/)])
    const { errors, lines } = JSON.parse(out) as { errors: string; lines: string[] }
    expect([errors, lines.length]).toEqual(['', 1])
    while (!existsSync(join(folder, 'page'))) await setImmediate()
    const url = /location\.replace\("([^"]+)"\)/.exec(readFileSync(join(folder, 'page'), 'utf8'))?.[1] ?? ''
    expect(lines[0]).toBe(`MFA Desk is ready at ${url}`)
    expect(new URL(url).origin).toBe(first.origin)
    expect(new URL(url).hash).not.toBe(first.hash)
    const { origin } = first
    const headers = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
    const body = JSON.stringify({ code: new URL(url).hash.slice('#start='.length) })
    expect((await fetch(`${origin}/start`, { method: 'POST', headers, body })).status).toBe(200)
  },
)

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s while a demo is filled takes the demo away', async (signal) => {
  const { child, ended } = startShell({ demo: true })
  await fillingDemo()
  child.kill(signal)
  expect(await ended).toMatchObject({ code: 0, signal: null, out: '{"errors":"","lines":[]}' })
  expect(demoFolders()).toEqual([])
})

it('closes the desk where it cannot be shown', async () => {
  const { dataFolder } = places()
  // a folder where the door would be: nobody can listen there
  mkdirSync(join(dataFolder, 'door'), { recursive: true })
  const { code, out } = await startShell().ended
  expect([code, (JSON.parse(out) as { errors: string }).errors]).toEqual([
    1,
    expect.stringMatching(/^MFA Desk cannot open/),
  ])
  expect(readFileSync(join(dataFolder, 'desk.log'), 'utf8')).toContain('the desk closes')
  expect(readdirSync(dataFolder)).not.toContain('desk-open.json')
})
