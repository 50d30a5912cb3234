/** The recovery-code file, read back as a person and a paste would read it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalRecoveryCode, makeRecoverySet } from '../../src-main/engine/recovery-codes'
import { recoveryFile, type RecoveryFileFacts } from '../../src-main/engine/recovery-file'
import { systemRandom } from '../../src-main/random'

const set = makeRecoverySet({ random: systemRandom, key: new Uint8Array(32) })
const facts: RecoveryFileFacts = {
  issuer: 'WhaTap',
  accountName: 'tanaka@corp.example',
  setNumber: 3,
  madeAt: '2026-03-31T15:05:00.000Z',
  timeZone: 'Asia/Tokyo',
  checksum: set.checksum,
  codes: set.codes,
}
const nameFor = (issuer: string) => recoveryFile({ ...facts, issuer }).fileName
const codesIn = (text: string) => text.split('\r\n').flatMap((line) => canonicalRecoveryCode(line) ?? [])

describe('recoveryFile', () => {
  const { fileName, text } = recoveryFile(facts)
  const lines = text.split('\r\n')

  it('has the name the manual gives it (M7)', () => {
    expect(fileName).toBe('WhaTap-recovery-codes.txt')
  })

  it('says in plain lines what it is', () => {
    expect(lines).toContain('Issuer:      WhaTap')
    expect(lines).toContain('Account:     tanaka@corp.example')
    expect(lines).toContain('Set number:  3')
    expect(lines).toContain('Date:        2026-04-01 00:05 (Asia/Tokyo, UTC+09:00)')
    expect(lines).toContain(`Checksum:    ${set.checksum}`)
    expect(text).toContain('What these codes are for')
    expect(text).toContain('"Authenticate with a recovery code"')
    expect(text).toContain('Older sets are void')
  })

  it('ends every line by CRLF, fits a page and a screen, and holds plain characters only', () => {
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76)
    expect(text).toMatch(/^[\r\n -~]+$/)
  })

  it('has each code alone on its line, and no other line can be taken for a code', () => {
    expect(lines.filter((line) => set.codes.includes(line))).toEqual(set.codes)
    expect(codesIn(text)).toEqual(set.codes)
  })

  it('comes back whole for any issuer and account', () => {
    const name = fc.string({ unit: 'binary', maxLength: 80 })
    const hostile = fc.constantFrom(
      'ABCD-EFGH-JKMN-PQRS',
      'x\r\nABCD-EFGH-JKMN-PQRS\r\n',
      '\u2028ABCDEFGHJKMNPQRS\u2029',
    )
    const any = fc.oneof(name, hostile)
    fc.assert(
      fc.property(any, any, (issuer, accountName) => {
        const file = recoveryFile({ ...facts, issuer, accountName })
        expect(codesIn(file.text)).toEqual(set.codes)
        expect(file.text.split('\r\n')).toHaveLength(lines.length)
      }),
    )
  })

  it.each([
    ['UTC', '2026-03-31 15:05 (UTC)'],
    ['America/New_York', '2026-03-31 11:05 (America/New_York, UTC-04:00)'],
    ['Asia/Kolkata', '2026-03-31 20:35 (Asia/Kolkata, UTC+05:30)'],
  ])('says the date of %s', (timeZone, date) => {
    expect(recoveryFile({ ...facts, timeZone }).text).toContain(`Date:        ${date}\r\n`)
  })
})

describe('the file name', () => {
  it.each([
    ['MFA Desk', 'MFA Desk-recovery-codes.txt'],
    ['営業ポータル', '営業ポータル-recovery-codes.txt'],
    ['A/B\\C:D*E?F"G<H>I|J', 'A-B-C-D-E-F-G-H-I-J-recovery-codes.txt'],
    ['../../etc/passwd', '---..-etc-passwd-recovery-codes.txt'],
    ['..', '---recovery-codes.txt'],
    ['.hidden', '-hidden-recovery-codes.txt'],
    ['a\u0000b\tc\nd', 'a-b-c-d-recovery-codes.txt'],
    ['exe\u202etxt', 'exe-txt-recovery-codes.txt'],
    ['a\u2028b', 'a-b-recovery-codes.txt'],
    ['bad\ud800one', 'bad-one-recovery-codes.txt'],
    ['CON', 'CON--recovery-codes.txt'],
    ['con.example', 'con-.example-recovery-codes.txt'],
    ['LPT1 .x', 'LPT1- .x-recovery-codes.txt'],
    ['COM²', 'COM²--recovery-codes.txt'],
    ['Console', 'Console-recovery-codes.txt'],
    ['  spaced  ', 'spaced-recovery-codes.txt'],
    ['', 'MFA Desk-recovery-codes.txt'],
    ['   ', 'MFA Desk-recovery-codes.txt'],
  ])('of %j is %j', (issuer, name) => {
    expect(nameFor(issuer)).toBe(name)
  })

  it('is never longer than a file system takes, and never cuts a character in two', () => {
    expect(nameFor('x'.repeat(5000))).toBe(`${'x'.repeat(100)}-recovery-codes.txt`)
    expect(nameFor('👩‍👩‍👧‍👦'.repeat(50))).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
    expect(nameFor('田'.repeat(200))).toBe(`${'田'.repeat(33)}-recovery-codes.txt`)
  })

  it('is safe for any issuer', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'conaux. /\\:123-'), maxLength: 12 }),
    )
    fc.assert(
      fc.property(any, (issuer) => {
        const name = nameFor(issuer)
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f]/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*\./i)
        expect(name).not.toMatch(/^[. ]/)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(143)
        expect(name.endsWith('-recovery-codes.txt')).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
