/** The browser is opened by a page in a private folder; no code stands in an argument, and nothing of it stays. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startHost } from './host-process'
import type { HostProcess } from './host-process'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let desk: HostProcess
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  for (const name of ['bin', 'tmp', 'told']) mkdirSync(join(folder, name))
})
afterEach(async () => {
  desk.child.kill('SIGKILL')
  await desk.ended
  rmSync(folder, { recursive: true })
})

/** A browser opener that notes what it was given, and what lies there. */
function fakeOpener(script: string): Record<string, string> {
  const file = join(folder, 'bin', 'xdg-open')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o700)
  return {
    PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    DISPLAY: ':0',
    TMPDIR: join(folder, 'tmp'),
  }
}

function lies(name: string): Promise<string> {
  const file = join(folder, 'told', name)
  return new Promise((found) => {
    const look = (): void => {
      if (!existsSync(file)) return
      watcher.close()
      found(readFileSync(file, 'utf8'))
    }
    const watcher = watch(join(folder, 'told'), look)
    look()
  })
}

const places = () => ({ dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys') })

it.runIf(process.platform === 'linux')('by a page for this person alone, gone when the desk closes', async () => {
  const told = join(folder, 'told')
  const env = fakeOpener(
    `echo "$*" > ${told}/args; stat -c %a "$1" "$(dirname "$1")" > ${told}/modes; cat "$1" > ${told}/page.tmp; mv ${told}/page.tmp ${told}/page`,
  )
  desk = startHost({ ...places(), open: true, env })
  const address = (await desk.address) ?? ''
  const page = await lies('page')
  const args = (await lies('args')).trim()
  expect(page).toContain(JSON.stringify(address))
  expect(args).toMatch(/\.html$/)
  expect(args).not.toContain('start=')
  expect((await lies('modes')).split('\n').slice(0, 2)).toEqual(['600', '700'])
  desk.child.kill('SIGTERM')
  expect(await desk.ended).toMatchObject({ code: 0, err: '' })
  expect(existsSync(dirname(args))).toBe(false)
})

it.runIf(process.platform === 'linux')(
  'where it cannot be opened, a sentence says so and the desk is there',
  async () => {
    desk = startHost({ ...places(), open: true, env: fakeOpener(`touch ${join(folder, 'told', 'asked')}; exit 3`) })
    expect(await desk.address).not.toBeNull()
    const said = new Promise((resolve) => desk.child.stderr?.once('data', (text) => resolve(String(text))))
    await lies('asked')
    expect(await said).toBe('No browser could be opened. Open the address above.\n')
  },
)

it('a demo leaves nothing behind, and sweeps up after one that was killed', async () => {
  const tmp = join(folder, 'tmp')
  const demo = () => startHost({ keyFolder: join(folder, 'keys'), demo: true, env: { TMPDIR: tmp } })
  const left = () => readdirSync(tmp).filter((name) => name.startsWith('mfa-desk-demo-'))
  desk = demo()
  await desk.address
  expect(left()).toHaveLength(1)
  desk.child.kill('SIGKILL')
  await desk.ended
  const [killed] = left()
  expect(killed).toBeDefined()
  desk = demo()
  await desk.address
  expect(left()).toHaveLength(1)
  expect(left()).not.toContain(killed)
  desk.child.kill('SIGTERM')
  const { code, out } = await desk.ended
  expect(code).toBe(0)
  expect(left()).toEqual([])
  const lines = out.trim().split('\n')
  expect(lines.slice(0, 5).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(
    ['administrator', 'helpdesk', 'auditor', 'operator', 'user'].map((role) => `demo ${role}`),
  )
  expect(lines).toHaveLength(6)
})
