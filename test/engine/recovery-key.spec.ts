/** The printed recovery key, read back from paper. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crockford, inFours } from '../../src-main/engine/crockford'
import { canonicalGroup, readRecoveryKey, storeName } from '../../src-main/engine/recovery-key'
import { systemRandom } from '../../src-main/random'

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
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        fc.array(spell, { maxLength: 4 }),
        (bytes, spellings) => {
          const groups = inFours(crockford(bytes))
          const typed = spellings.reduce((text, how) => how(text), groups.join(' '))
          expect(readRecoveryKey(typed)).toEqual(Uint8Array.from(bytes))
        },
      ),
    )
  })

  it('is null for anything else', () => {
    const whole = inFours(crockford(systemRandom(20))).join(' ')
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
  expect(storeName('k4qw7tbzabcdefghijklmnopqr')).toBe('K4QW-7TBZ')
})
