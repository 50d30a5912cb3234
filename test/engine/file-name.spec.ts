/** Names of many files in one place: each once, however a file system compares them, and each as M7 has it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distinctNames } from '../../src-main/engine/file-name'
import { bulkFileName } from '../../src-main/engine/recovery-file'

const named = (issuer: string, accountName: string, setNumber = 3) => bulkFileName({ issuer, accountName, setNumber })

describe('the name of a file among many (M7)', () => {
  it.each([
    ['WhaTap', 'haruka@corp.example', 'WhaTap-recovery-codes-haruka@corp.example-3.txt'],
    ['営業ポータル', '田中@例え.jp', '営業ポータル-recovery-codes-田中@例え.jp-3.txt'],
    ['A/B', 'a:b*c@x', 'A-B-recovery-codes-a-b-c@x-3.txt'],
    ['WhaTap', '../../etc/passwd', 'WhaTap-recovery-codes----..-etc-passwd-3.txt'],
    ['', '', 'MFA Desk-recovery-codes-account-3.txt'],
  ])('of %j and %j is %j', (issuer, account, name) => {
    expect(named(issuer, account)).toBe(name)
  })

  it('ends in account and set number, holds nothing a file system refuses, and is short enough for each', () => {
    const any = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: 99_999 }), (issuer, account, number) => {
        const name = named(issuer, account, number)
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f]/)
        expect(name.endsWith(`-${number}.txt`)).toBe(true)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(143)
      }),
      { numRuns: 300 },
    )
  })
})

describe('distinctNames', () => {
  it('numbers what was there before, before its ending', () => {
    const distinct = distinctNames()
    expect(['a.txt', 'A.TXT', 'a.txt', 'a (2).txt', 'b', 'b'].map(distinct)).toEqual([
      'a.txt',
      'A (2).TXT',
      'a (3).txt',
      'a (2) (2).txt',
      'b',
      'b (2)',
    ])
  })

  it('gives no name twice, in any case and any spelling', () => {
    const name = fc.constantFrom('a.txt', 'A.txt', 'a (2).txt', 'é.txt', 'e\u0301.txt', 'É.TXT', '.x', 'a')
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (names) => {
        const distinct = distinctNames()
        const given = names.map((one) => distinct(one).normalize('NFC').toLowerCase())
        expect(new Set(given).size).toBe(given.length)
      }),
    )
  })
})
