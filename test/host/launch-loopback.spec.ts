/** `npm start` where it comes to the loopback host: by itself without a runtime, at a port, and again on a demo. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

// it may have to build first
vi.setConfig({ testTimeout: 180_000 })

const top = resolve(import.meta.dirname, '../..')
let folder: string
let undo: (() => unknown)[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  undo = []
})
afterEach(async () => {
  for (const step of undo) await step()
  rmSync(folder, { recursive: true })
})

/** Starts launch.ts with no display and no Electron runtime. @returns the address of its ready line, and its end. */
function launch(...args: string[]) {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    MFA_DESK_KEYS: join(folder, 'keys'),
    TMPDIR: folder,
    ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'no-runtime'),
    DISPLAY: undefined,
    WAYLAND_DISPLAY: undefined,
    // it would take us for the shell of npm
    npm_lifecycle_event: undefined,
  }
  const child = spawn(process.execPath, ['src-main/launch.ts', ...args], {
    cwd: top,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (text) => (err += String(text)))
  const lines = createInterface({ input: child.stdout })
  const address = new Promise<URL | null>((found) => {
    lines.on('line', (line) => {
      const said = /^MFA Desk is ready at (\S+)$/.exec(line)?.[1]
      if (said) found(new URL(said))
    })
    lines.on('close', () => found(null))
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as unknown, err }))
  undo.push(() => child.kill('SIGKILL') && ended)
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { address, ended, stop, told: () => err }
}

it.runIf(process.platform === 'linux')('auto, where no runtime is installed: the loopback host', async () => {
  const desk = launch('--data', join(folder, 'data'))
  expect((await desk.address)?.hostname).toBe('127.0.0.1')
  expect(await desk.stop()).toEqual({ code: 0, err: expect.stringMatching(/No browser could be opened/) as string })
})

it('--host electron, where no runtime is installed: a sentence, code 1', async () => {
  const { code, err } = await launch('--host', 'electron', '--data', join(folder, 'data')).ended
  expect([code, err]).toEqual([1, expect.stringMatching(/^The Electron runtime is not installed\..*\n$/)])
})

it('--port: that very port', async () => {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  await new Promise((closed) => free.close(closed))
  const desk = launch('--no-open', '--port', String(port), '--data', join(folder, 'data'))
  expect((await desk.address)?.port).toBe(String(port))
  expect(await desk.stop()).toEqual({ code: 0, err: '' })
})

it('--demo: says how it is opened again, and so it is', async () => {
  const demo = launch('--demo', '--no-open')
  const first = await demo.address
  const args = /npm start -- (--host loopback --data \S+)\n/.exec(demo.told())?.[1]?.split(' ') ?? []
  expect(args).toHaveLength(4)
  const again = launch(...args, '--no-open')
  const second = await again.address
  expect((await again.ended).code).toBe(0)
  expect(second?.origin).toBe(first?.origin)
  expect(second?.hash).not.toBe(first?.hash)
  expect(await demo.stop()).toMatchObject({ code: 0 })
})
