/** Recovery codes: how they are made, how they are read back, what is kept. */
import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalRecoveryCode, hashRecoveryCode, makeRecoverySet } from '../../src-main/engine/recovery-codes'
import { systemRandom } from '../../src-main/random'

const key = Uint8Array.from(Buffer.alloc(32, 7))
const set = makeRecoverySet({ random: systemRandom, key })
const shape = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/
const fullWidth = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))

describe('makeRecoverySet', () => {
  it('makes ten codes, four groups of four, none of I, L, O, U in them', () => {
    expect(set.codes).toHaveLength(10)
    for (const code of set.codes) expect(code).toMatch(shape)
    expect(new Set(set.codes).size).toBe(10)
  })

  it('takes 80 random bits for each code and 128 for the salt', () => {
    const asked: number[] = []
    makeRecoverySet({
      random: (length) => {
        asked.push(length)
        return systemRandom(length)
      },
      key,
    })
    expect(asked).toEqual([16, ...Array.from({ length: 10 }, () => 10)])
  })

  it('lets every random bit show in the code', () => {
    const codeOf = (bytes: Uint8Array) =>
      makeRecoverySet({ random: (length) => (length === 10 ? bytes : new Uint8Array(length)), key }).codes[0]
    const bytes = systemRandom(10)
    const seen = new Set([codeOf(bytes)])
    for (let bit = 0; bit < 80; bit += 1) {
      seen.add(codeOf(bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))))
    }
    expect(seen.size).toBe(81)
  })

  it('uses all 32 characters about equally at every place', () => {
    const counts = new Map<string, number>()
    for (let round = 0; round < 400; round += 1) {
      for (const code of makeRecoverySet({ random: systemRandom, key }).codes) {
        for (const character of code.replaceAll('-', '')) counts.set(character, (counts.get(character) ?? 0) + 1)
      }
    }
    expect(counts.size).toBe(32)
    // 64,000 characters, 2,000 each expected; eight standard deviations are 352.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(352)
  })

  it('keeps HMAC-SHA-256 of each code under the key and the salt of the set', () => {
    set.codes.forEach((code, place) => {
      expect(set.hashes[place]).toBe(createHmac('sha256', key).update(`${set.salt}:${code}`).digest('hex'))
    })
    expect(set.salt).toMatch(/^[0-9a-f]{32}$/)
  })

  it('gives each set its own checksum', () => {
    expect(set.checksum).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/)
    expect(makeRecoverySet({ random: systemRandom, key }).checksum).not.toBe(set.checksum)
  })
})

describe('hashRecoveryCode', () => {
  it('differs by key, salt and code', () => {
    const code = 'ABCD-EFGH-JKMN-PQRS'
    const other = Uint8Array.from(Buffer.alloc(32, 8))
    const hashes = [
      hashRecoveryCode({ key, salt: 'a', code }),
      hashRecoveryCode({ key: other, salt: 'a', code }),
      hashRecoveryCode({ key, salt: 'b', code }),
      hashRecoveryCode({ key, salt: 'a', code: 'ABCD-EFGH-JKMN-PQRT' }),
    ]
    expect(new Set(hashes).size).toBe(4)
  })
})

describe('canonicalRecoveryCode', () => {
  const code = '01AB-CDEF-GHJK-MNPQ'
  it.each([
    code,
    `${code}\r\n`,
    `  ${code}\t`,
    '01ab-cdef-ghjk-mnpq',
    '01ABCDEFGHJKMNPQ',
    '01AB CDEF GHJK MNPQ',
    '01AB – CDEF – GHJK – MNPQ',
    'OIAB-CDEF-GHJK-MNPQ',
    'olab-cdef-ghjk-mnpq',
    'O1AB-CDEF-GHJK-MNPQ',
    '０１ＡＢ－ＣＤＥＦ－ＧＨＪＫ－ＭＮＰＱ',
    '0 1 A B C D E F G H J K M N P Q',
  ])('%j is the code', (text) => {
    expect(canonicalRecoveryCode(text)).toBe(code)
  })

  it.each([
    '',
    ' ',
    '----',
    '01AB-CDEF-GHJK-MNP',
    '01AB-CDEF-GHJK-MNPQR',
    'U1AB-CDEF-GHJK-MNPQ',
    'u1AB-CDEF-GHJK-MNPQ',
    '01AB_CDEF_GHJK_MNPQ',
    '1. 01AB-CDEF-GHJK-MNPQ',
    `${code}\n${code}`,
    '01AB-CDEF-GHJK-MNP\u0000',
    '０１２３',
    'ßßßßßßßß',
    '123456',
    ' '.repeat(10_000_000),
  ])('refuses no. %#', (text) => {
    expect(canonicalRecoveryCode(text)).toBeNull()
  })

  it('reads every code it made, in any case, width and grouping', () => {
    const spell = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toLowerCase(),
      fullWidth,
      (text) => text.replaceAll('-', ''),
      (text) => text.replaceAll('-', ' '),
      (text) => text.replaceAll('0', 'O').replaceAll('1', 'l'),
    )
    fc.assert(
      fc.property(fc.constantFrom(...set.codes), fc.array(spell, { maxLength: 4 }), (one, spellings) => {
        const typed = spellings.reduce((text, how) => how(text), one)
        expect(canonicalRecoveryCode(typed)).toBe(one)
      }),
    )
  })

  it('never throws and never gives back anything but a code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(canonicalRecoveryCode(text) ?? code).toMatch(shape)
      }),
    )
  })
})
