/** The printed recovery key: what it is made of, and how it is read back from paper. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeKeyring, unwrapDataKey } from '../../src-main/keys/keyring'
import { canonicalGroup, makeRecoverySlot, readRecoveryKey, storeName } from '../../src-main/keys/recovery-key'
import { systemRandom } from '../../src-main/random'

const dataKey = Uint8Array.from(systemRandom(32))
const storeId = 'k4qw7tbzabcdefghijklmnopqr'
const keyring = makeKeyring({ dataKey, storeId, random: systemRandom })
const now = Date.UTC(2026, 2, 31)
const make = () => makeRecoverySlot({ keyring, random: systemRandom, now })

describe('makeRecoverySlot', () => {
  it('makes eight groups of four and 160 bits, without I, L, O, U', () => {
    const asked: number[] = []
    const random = (length: number) => (asked.push(length), systemRandom(length))
    const { groups } = makeRecoverySlot({ keyring, random, now })
    expect(asked[0]).toBe(20)
    expect(groups).toHaveLength(8)
    for (const group of groups) expect(group).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  it('makes a row that is not confirmed and holds no part of the key', () => {
    const { groups, row } = make()
    expect(row).toMatchObject({ kind: 'recovery-key', made_at: '2026-03-31T00:00:00.000Z', confirmed_at: null })
    expect(row.id).toMatch(/^[a-z2-7]{26}$/)
    const text = JSON.stringify(row)
    for (const group of groups) expect(text).not.toContain(group)
    expect(text).not.toContain(Buffer.from(dataKey).toString('base64url'))
  })

  it('wraps the data key for the one who holds the paper', () => {
    const { groups, row } = make()
    const secret = readRecoveryKey(groups.join(' ')) ?? new Uint8Array()
    expect(unwrapDataKey('recovery-key', secret, storeId, row.wrapped)).toEqual(dataKey)
    const other = readRecoveryKey(make().groups.join(' ')) ?? new Uint8Array()
    expect(() => unwrapDataKey('recovery-key', other, storeId, row.wrapped)).toThrow(/tampered/)
  })
})

describe('reading it back', () => {
  it('takes any case, grouping and width, and what paper makes of 0 and 1', () => {
    const spell = fc.constantFrom<(text: string) => string>(
      (text) => text.toLowerCase(),
      (text) => text.replaceAll(' ', '-'),
      (text) => text.replaceAll(' ', '\r\n'),
      (text) => text.replaceAll(' ', ''),
      (text) => text.replaceAll('0', 'o').replaceAll('1', 'I'),
      (text) => text.replace(/[0-9A-Z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
    )
    fc.assert(
      fc.property(fc.array(spell, { maxLength: 4 }), (spellings) => {
        const { groups } = make()
        const typed = spellings.reduce((text, how) => how(text), groups.join(' '))
        expect(readRecoveryKey(typed)).toEqual(readRecoveryKey(groups.join('')))
        expect(readRecoveryKey(typed)).toHaveLength(20)
      }),
    )
  })

  it('is null for anything else', () => {
    const { groups } = make()
    const whole = groups.join(' ')
    for (const text of [
      '',
      whole.slice(1),
      `${whole}0`,
      whole.replace(/^./, 'U'),
      `${whole} ${whole}`,
      'x'.repeat(1e7),
    ]) {
      expect(readRecoveryKey(text)).toBeNull()
    }
  })

  it('reads one group', () => {
    expect(canonicalGroup(' ab-o1 ')).toBe('AB01')
    expect(canonicalGroup('ＡＢ０１')).toBe('AB01')
    for (const text of ['', 'AB0', 'AB012', 'ABU1', 'AB_1']) expect(canonicalGroup(text)).toBeNull()
  })
})

it('storeName is the beginning of the store id in two groups', () => {
  expect(storeName(storeId)).toBe('K4QW-7TBZ')
})
