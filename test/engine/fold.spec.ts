/** Folding: one key for every spelling of a name. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldKey, toNfc } from '../../src-main/engine/fold'

describe('foldKey', () => {
  it.each([
    ['Tanaka@Corp.Example', 'tanaka@corp.example'],
    ['  a \t b　c\u00a0 ', 'a b c'],
    ['Ｔａｎａｋａ', 'tanaka'],
    ['ﾀﾅｶ', 'タナカ'],
    ['ガ'.normalize('NFD'), 'ガ'],
    ['한국'.normalize('NFD'), '한국'],
    ['ÅNGSTRÖM'.normalize('NFD'), 'ångström'.normalize('NFC')],
    ['ﬁle', 'file'],
    ['髙橋', '髙橋'],
    ['', ''],
  ])('%j becomes %j', (text, folded) => {
    expect(foldKey(text)).toBe(folded)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = foldKey(text)
        expect(foldKey(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes normal forms and case for the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(foldKey(text.normalize('NFD'))).toBe(foldKey(text))
        expect(foldKey(text.normalize('NFKC'))).toBe(foldKey(text))
      }),
    )
  })
})

it('toNfc keeps what NFKC would change', () => {
  expect(toNfc('ガＡ'.normalize('NFD'))).toBe('ガＡ')
})
