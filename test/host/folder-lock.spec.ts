/** The lock on a folder: raced for by real processes, and let go of by the death of its holder. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { takeFolderLock } from '../../src-main/store/folder-lock'

// real processes on a busy machine
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const processes = 4
const rounds = 200
const product = pathToFileURL(resolve(import.meta.dirname, '../../src-main/store/folder-lock.ts')).href

/**
 * Check, then write: what a lock file with a number in it comes down to. Must lose. A slow disk lies between the two, or on a
 * busy machine it would be chance whether any of the rounds falls into them.
 */
const broken = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, rmSync, writeFileSync } from 'node:fs'
  export function takeFolderLock(file) {
    if (existsSync(file)) return null
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3)
    writeFileSync(file, String(process.pid))
    return () => rmSync(file, { force: true })
  }`)}`

const racer = `
  import { createInterface } from 'node:readline'
  const { takeFolderLock } = await import(process.env.LOCK)
  let release = null
  for await (const line of createInterface({ input: process.stdin })) {
    const [word, file] = line.split(' ')
    if (word === 'take') {
      release = takeFolderLock(file)
      console.log(release ? 'won' : 'lost')
    } else {
      release?.()
      release = null
      console.log('free')
    }
  }`

/** All processes ask at once, round by round on one file. @returns how many won in each round */
async function race(lock: string): Promise<number[]> {
  const racers = Array.from({ length: processes }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', racer], {
      env: { ...process.env, LOCK: lock, NODE_NO_WARNINGS: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  })
  const all = async (word: string): Promise<string[]> => {
    for (const { child } of racers) child.stdin.write(`${word} ${join(folder, 'lock')}\n`)
    return Promise.all(racers.map(async ({ lines }) => String((await lines.next()).value)))
  }
  const won: number[] = []
  for (let round = 0; round < rounds; round++) {
    won.push((await all('take')).filter((said) => said === 'won').length)
    await all('free')
  }
  for (const { child } of racers) child.stdin.end()
  await Promise.all(racers.map(({ child }) => once(child, 'close')))
  return won
}

describe(`${processes} processes, ${rounds} rounds`, () => {
  it('exactly one wins each round', async () => {
    expect(await race(product)).toEqual(Array.from({ length: rounds }, () => 1))
  })

  it('the broken variant lets two in', async () => {
    expect(Math.max(...(await race(broken)))).toBeGreaterThan(1)
  })
})

it('is refused twice in one process, and free again when let go of', () => {
  const file = join(folder, 'lock')
  const release = takeFolderLock(file)
  expect(release).not.toBeNull()
  expect(takeFolderLock(file)).toBeNull()
  release?.()
  const again = takeFolderLock(file)
  expect(again).not.toBeNull()
  again?.()
})

it('is free as soon as its holder is killed', async () => {
  const file = join(folder, 'lock')
  const holder = spawn(process.execPath, ['--input-type=module', '-e', racer], {
    env: { ...process.env, LOCK: product, NODE_NO_WARNINGS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  holder.stdin.write(`take ${file}\n`)
  await once(holder.stdout, 'data')
  expect(takeFolderLock(file)).toBeNull()
  holder.kill('SIGKILL')
  await once(holder, 'close')
  const taken = takeFolderLock(file)
  expect(taken).not.toBeNull()
  taken?.()
})
