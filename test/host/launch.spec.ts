/** `npm start` itself: what it answers before it builds anything, and its end under npm. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findElectron } from '../../src-main/host/electron-runtime'

// it may have to build first
vi.setConfig({ testTimeout: 180_000 })

const top = resolve(import.meta.dirname, '../..')
const node = (args: string[]) => spawnSync(process.execPath, args, { cwd: top, encoding: 'utf8' })
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('launch', () => {
  it('an unknown flag: a sentence, code 2', () => {
    const { status, stdout, stderr } = node(['src-main/launch.ts', '--colour'])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toBe('--colour is not a flag of MFA Desk. --help lists them.\n')
  })

  it('--help names every flag, code 0', () => {
    const { status, stdout } = node(['src-main/launch.ts', '--help'])
    expect(status).toBe(0)
    for (const flag of ['--host', '--data', '--port', '--no-open', '--demo', '--recover-administrator', '--help'])
      expect(stdout).toContain(flag)
  })

  it('an older Node is told so in a sentence', () => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '20.1.0' })"
    const { status, stderr } = node([
      '--import',
      `data:text/javascript,${encodeURIComponent(old)}`,
      '--import',
      './src-main/need-node.mjs',
      'src-main/launch.ts',
    ])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^MFA Desk runs on Node 24 or newer/)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

describe('Electron', () => {
  const ask = (env: Record<string, string>, platform: NodeJS.Platform = 'linux', isRoot = false) =>
    findElectron(folder, { platform, env, isRoot })

  it('is found in a folder that is named, and where npm puts it', () => {
    const named = join(folder, 'copied')
    const usual = join(folder, 'node_modules', 'electron', 'dist')
    for (const made of [named, usual]) {
      mkdirSync(made, { recursive: true })
      writeFileSync(join(made, 'electron'), '')
    }
    expect(ask({ DISPLAY: ':0' })).toEqual({ program: join(usual, 'electron') })
    expect(ask({ WAYLAND_DISPLAY: 'w', ELECTRON_OVERRIDE_DIST_PATH: named })).toEqual({
      program: join(named, 'electron'),
    })
    expect(ask({})).toEqual({ lacking: expect.stringContaining('no display') as string })
    expect(ask({ DISPLAY: ':0' }, 'linux', true)).toEqual({ lacking: expect.stringContaining('root') as string })
  })

  it('is missed by name where it is not', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(ask({ DISPLAY: ':0' }, platform)).toEqual({
        lacking: expect.stringContaining('npx install-electron') as string,
      })
  })
})

describe.runIf(process.platform !== 'win32')('under npm', () => {
  it('SIGTERM to npm closes the desk in order, whatever the shell between them does', async () => {
    const data = join(folder, 'data')
    const npm = spawn('npm', ['start', '--silent', '--', '--host', 'loopback', '--no-open', '--data', data], {
      cwd: top,
      env: { ...process.env, MFA_DESK_KEYS: join(folder, 'keys') },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let err = ''
    npm.stderr.on('data', (text) => (err += String(text)))
    const lines = createInterface({ input: npm.stdout })
    await new Promise<void>((ready) =>
      lines.on('line', (line) => {
        if (line.startsWith('MFA Desk is ready at ')) ready()
      }),
    )
    err = ''
    const log = join(data, 'desk.log')
    const closed = new Promise<void>((done) => {
      const look = (): void => {
        if (!readFileSync(log, 'utf8').includes('the desk closes')) return
        watcher.close()
        done()
      }
      const watcher = watch(log, look)
    })
    // the pipes close once the last process that holds them has ended: the desk itself. Its exit code is not to be seen from
    // here (npm ends by the signal it passed on): launch-loopback.spec.ts asks for it
    const ended = new Promise<void>((done) => npm.stdout.once('close', () => done()))
    npm.kill('SIGTERM')
    await Promise.all([closed, ended])
    expect(err).not.toMatch(/\n\s+at /)
  })
})
