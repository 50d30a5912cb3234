/** `npm start -- --recover-administrator` as a process of its own, with a terminal and without one. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'

// it may have to be built first
vi.setConfig({ testTimeout: 180_000 })

const email = 'keiko.ito@corp.example'
const top = resolve(import.meta.dirname, '../..')
const npmStart = ['src-main/launch.ts', '--recover-administrator']

let test: TestDesk
let key: string

beforeEach(async () => {
  test = await openTestDesk()
  key = (await welcomed(test)).recoveryKey.groups.join(' ')
  await test.composed.close()
})
afterEach(() => test.close())

describe('npm start -- --recover-administrator', () => {
  it('without a terminal: a sentence, code 1', () => {
    const args = [...npmStart, '--data', test.folder]
    const run = spawnSync(process.execPath, args, { cwd: top, encoding: 'utf8', input: `${key}\n` })
    expect([run.status, run.stdout]).toEqual([1, ''])
    expect(run.stderr).toContain('is asked for at a terminal, and this is none')
    expect(run.stderr).not.toContain(key.split(' ')[0])
  })

  // `script` of util-linux gives it a terminal; other systems have another program of that name
  it.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
    'at a terminal: asks, shows nothing of what is typed, and prints a password that signs in',
    async () => {
      const command = [process.execPath, ...npmStart, '--data', test.folder].map((part) => `'${part}'`).join(' ')
      const stdio = ['pipe', 'pipe', 'inherit'] as const
      const child = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], { cwd: top, stdio: [...stdio] })
      let out = ''
      let typed = false
      child.stdout.on('data', (text) => {
        out += String(text)
        if (typed || !out.includes('Recovery key: ')) return
        typed = true
        child.stdin.write(`${key}\r`)
      })
      const code = await new Promise((ended) => child.on('close', ended))
      expect([code, out]).toEqual([0, expect.stringContaining(`${email} has a temporary password: `) as string])
      // the first group may be the name of the store, which is no secret
      for (const group of key.split(' ').slice(2)) expect(out).not.toContain(group)
      expect(out).not.toMatch(/\n\s+at /)
      await test.restart()
      // the process went by the clock of this machine
      test.time = Date.now()
      const password = /temporary password: (\S+)/.exec(out)?.[1] ?? ''
      expect((await test.at(test.seat()).session.signIn({ email, password })).kind).toBe('in')
    },
  )
})
