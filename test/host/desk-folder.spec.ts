/** One desk per folder, with real processes: second starts, races, kills, and an end in order. */
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHost } from './host-process'
import type { HostProcess } from './host-process'

// real processes on a busy machine
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: string
let started: HostProcess[]
const places = () => ({ dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys') })
function start(more: Partial<Parameters<typeof startHost>[0]> = {}): HostProcess {
  const host = startHost({ ...places(), ...more })
  started.push(host)
  return host
}
const stack = /\n\s+at /

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  started = []
})
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all(started.map(({ ended }) => ended))
  rmSync(folder, { recursive: true })
})

function post(address: string, code: string): Promise<Response> {
  const { origin } = new URL(address)
  const headers = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  return fetch(`${origin}/start`, { method: 'POST', headers, body: JSON.stringify({ code }) })
}
const codeOf = (address: string) => new URL(address).hash.slice('#start='.length)

describe('an end in order', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s: exit code 0, nothing on stderr, only data left',
    async (signal) => {
      const desk = start()
      expect(await desk.address).not.toBeNull()
      desk.child.kill(signal)
      expect(await desk.ended).toMatchObject({ code: 0, signal: null, err: '' })
      expect(readdirSync(places().dataFolder).sort()).toEqual(['desk.lock', 'desk.log', 'mfa-desk.sqlite'])
    },
  )

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s while a demo is filled takes the demo away', async (signal) => {
    const demos = () => readdirSync(folder).filter((name) => name.startsWith('mfa-desk-demo-'))
    const isFilling = () => demos().some((name) => existsSync(join(folder, name, 'data', 'mfa-desk.sqlite-wal')))
    const desk = startHost({ keyFolder: places().keyFolder, demo: true, env: { TMPDIR: folder } })
    started.push(desk)
    while (!isFilling()) await setImmediate()
    desk.child.kill(signal)
    expect(await desk.ended).toEqual({ code: 0, signal: null, out: '', err: '' })
    expect(demos()).toEqual([])
  })

  it('the same signal twice is one wish', async () => {
    const desk = start()
    await desk.address
    desk.child.kill('SIGINT')
    desk.child.kill('SIGINT')
    expect(await desk.ended).toMatchObject({ code: 0, signal: null, err: '' })
  })
})

describe('what lies on disk while it runs', () => {
  it('is for this person alone, and holds no start code', async () => {
    const address = await start({ env: { TMPDIR: folder } }).address
    const { dataFolder, keyFolder } = places()
    for (const name of readdirSync(dataFolder))
      expect([name, lstatSync(join(dataFolder, name)).mode & 0o777]).toEqual([name, 0o600])
    for (const made of [dataFolder, keyFolder]) expect(statSync(made).mode & 0o777).toBe(0o700)
    expect(lstatSync(join(dataFolder, 'door')).isSocket()).toBe(true)
    for (const name of ['desk-open.json', 'desk.log'])
      expect(readFileSync(join(dataFolder, name), 'utf8')).not.toContain(codeOf(address ?? ''))
  })
})

describe('a second start', () => {
  it('says who has the folder and opens the running desk again with a fresh code', async () => {
    const address = (await start().address) ?? ''
    const second = start()
    const again = (await second.address) ?? ''
    const { code, err, out } = await second.ended
    expect([code, out.trim().split('\n').length]).toEqual([0, 1])
    expect(new URL(again).origin).toBe(new URL(address).origin)
    expect(codeOf(again)).not.toBe(codeOf(address))
    expect(err).toContain(`already open on ${places().dataFolder}`)
    expect(err).toContain(`process ${started[0]?.child.pid}`)
    expect(err).not.toMatch(stack)
    expect((await post(again, codeOf(again))).status).toBe(200)
    expect((await post(again, codeOf(again))).status).toBe(401)
    expect((await post(address, codeOf(address))).status).toBe(200)
  })

  it('at once: of two exactly one opens the folder, the other one comes to it', async () => {
    const both = [start(), start()]
    const [one, other] = await Promise.all(both.map(({ address }) => address))
    expect(one).not.toBeNull()
    expect(new URL(one ?? '').origin).toBe(new URL(other ?? '').origin)
    const alive = both.filter(({ child }) => child.exitCode === null)
    const gone = await Promise.race(both.map(({ ended }) => ended))
    expect(gone.code).toBe(0)
    expect(alive.length).toBeGreaterThan(0)
  })

  it('where a desk holds the folder that cannot be reached: a sentence, code 1', async () => {
    await start().address
    rmSync(join(places().dataFolder, 'door'))
    const { code, out, err } = await start().ended
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('already open on')
    expect(err).not.toMatch(stack)
  })

  it('after kill -9: takes over what was left, with all that was written', async () => {
    const desk = start()
    await desk.address
    const note = readFileSync(join(places().dataFolder, 'desk-open.json'), 'utf8')
    desk.child.kill('SIGKILL')
    await desk.ended
    expect(existsSync(join(places().dataFolder, 'door'))).toBe(true)
    const next = start()
    const address = (await next.address) ?? ''
    expect((await post(address, codeOf(address))).status).toBe(200)
    expect(readFileSync(join(places().dataFolder, 'desk-open.json'), 'utf8')).not.toBe(note)
    expect(readdirSync(places().keyFolder)).toHaveLength(1)
  })
})

describe('what cannot be', () => {
  it('a port that is taken: a sentence, code 1, and the folder is free again', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { code, out, err } = await start({ port: (taken.address() as AddressInfo).port }).ended
    taken.close()
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('The port is taken')
    expect(err).not.toMatch(stack)
    expect(await start().address).not.toBeNull()
  })

  it('a key folder inside the data folder', async () => {
    const { code, err } = await start({ keyFolder: join(places().dataFolder, 'keys') }).ended
    expect(code).toBe(1)
    expect(err).toContain('MFA_DESK_KEYS')
    expect(err).not.toMatch(stack)
  })

  it('a store that is none', async () => {
    const desk = start()
    await desk.address
    desk.child.kill('SIGTERM')
    await desk.ended
    writeFileSync(join(places().dataFolder, 'mfa-desk.sqlite'), 'x'.repeat(4096))
    const { code, out, err } = await start().ended
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^The store cannot be read/)
    expect(err).not.toMatch(stack)
  })

  it('a store without its key', async () => {
    const desk = start()
    await desk.address
    desk.child.kill('SIGTERM')
    await desk.ended
    const { code, err } = await start({ keyFolder: join(folder, 'other-keys') }).ended
    expect(code).toBe(1)
    expect(err).toMatch(/^The key of this store is missing/)
    expect(err).not.toMatch(stack)
  })
})
