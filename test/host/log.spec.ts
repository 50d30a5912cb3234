/** The log: on disk for one person alone, and without a code, key or token in it. */
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog } from '../../src-main/log'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const file = () => join(folder, 'desk.log')
function written(facts: Record<string, unknown>, message = 'a call failed'): string {
  const log = openLog(folder)
  log.error(facts, message)
  log.close()
  return readFileSync(file(), 'utf8')
}

describe('what is written', () => {
  const umask = process.umask()
  afterEach(() => void process.umask(umask))

  it('is for this person alone, also where the umask would let others in', () => {
    process.umask(0)
    written({})
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('is JSON by lines with time, facts and message', () => {
    const line = JSON.parse(written({ operation: 'otp.verify', number: 'abcd2345', code: 'store-full' })) as object
    expect(line).toMatchObject({
      operation: 'otp.verify',
      number: 'abcd2345',
      code: 'store-full',
      msg: 'a call failed',
    })
  })

  it('is put aside once it is long', () => {
    written({})
    truncateSync(file(), 6 * 1024 * 1024)
    written({})
    expect(statSync(file()).size).toBeLessThan(1000)
    expect(statSync(`${file()}.1`).size).toBe(6 * 1024 * 1024)
  })
})

const secrets: [string, string][] = [
  ['an OTP key', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'],
  ['an otpauth address', 'otpauth://totp/Desk:kei?secret=GEZDGNBV&issuer=Desk'],
  ['a recovery code', '7H2K-9QWM-XX0T-4ZB1'],
  ['a recovery code in small letters', '7h2k-9qwm-xx0t-4zb1'],
  ['a start code', '#start=gq8yd0Xq3l-vLJ0kAq0mVvQ0n6v5y2nZ9m1rT4x_7bE'],
  ['a bearer', 'Bearer gq8yd0Xq3l-vLJ0kAq0mVvQ0n6v5y2nZ9m1rT4x_7bE'],
  ['a bearer by itself', 'gq8yd0Xq3l-vLJ0kAq0mVvQ0n6v5y2nZ9m1rT4x_7bE'],
  ['a token', '492039'],
  ['a token in two halves', '492 039'],
  ['an email token', '49203917'],
  ['a sealed value', 'v1.a2b3.AAAAAAAAAAAAAAAA.q83v.EBAQEBAQEBAQEBAQEBAQEA'],
  ['a password hash', '$scrypt$ln=17,r=8,p=1$c2FsdA$aGFzaA'],
]

describe.each(secrets)('%s', (_, secret) => {
  it('is removed from texts, messages, errors, stacks and what lies deeper', () => {
    const error = new Error(`refused ${secret} at the door`)
    const text = written({ note: `it was ${secret}.`, deep: { list: [{ said: secret }] }, error }, `seen ${secret}`)
    expect(text).not.toContain(secret.replace(/^(#|Bearer )/, ''))
    expect(text).toContain('[removed]')
  })
})

describe('fields', () => {
  it.each([
    'password',
    'secret',
    'token',
    'bearer',
    'codes',
    'authorization',
    'key',
    'session',
    'fileText',
    'Password',
  ])('%s is removed whatever it holds', (field) => {
    expect(written({ outer: { [field]: 'harmless' } })).not.toContain('harmless')
  })

  it('code is kept where it is the code of a fault or of the system, and removed where it may be another', () => {
    expect(written({ error: { code: 'SQLITE_FULL' } })).toContain('SQLITE_FULL')
    expect(written({ error: { code: 'AB12CD34' } })).not.toContain('AB12CD34')
  })

  it('bytes are removed', () => {
    // not the whole line: its time may hold the same digits
    expect(JSON.parse(written({ given: new Uint8Array([71, 69, 90]) }))).toMatchObject({ given: '[removed]' })
  })

  it('numbers, versions, instants and ports of the ordinary kind stay readable', () => {
    const text = written({ pid: 4711, at: '2026-11-22T11:26:43.000Z', from: 'http://127.0.0.1:41949' })
    expect(text).toContain('2026-11-22T11:26:43.000Z')
    expect(text).toContain('http://127.0.0.1:41949')
  })
})
