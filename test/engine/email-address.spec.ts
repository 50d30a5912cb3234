/** Which texts count as an email address. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEmailAddress } from '../../src-main/engine/email-address'

const label63 = 'a'.repeat(63)

describe('isEmailAddress', () => {
  it.each([
    'tanaka@corp.example',
    'Tanaka.Taro+desk@Corp.Example',
    "o'brien@corp.example",
    'a@b.co',
    'yuki@例え.テスト',
    'yuki@xn--r8jz45g.xn--zckzah',
    'yuki@हिन्दी.example',
    `${'a'.repeat(64)}@corp.example`,
    `a@${label63}.example`,
    `a@${`${label63}.`.repeat(3)}${'b'.repeat(60)}`,
  ])('takes %j', (text) => {
    expect(isEmailAddress(text)).toBe(true)
  })

  it.each([
    '',
    '@',
    'tanaka',
    'tanaka@',
    '@corp.example',
    'tanaka@corp',
    'tanaka@@corp.example',
    'tanaka@corp@example.com',
    'tanaka@corp..example',
    'tanaka@.corp.example',
    'tanaka@corp.example.',
    'tanaka@-corp.example',
    'tanaka@corp-.example',
    'tanaka@10.0.0.1',
    'tanaka@[10.0.0.1]',
    '.tanaka@corp.example',
    'tanaka.@corp.example',
    'ta..naka@corp.example',
    'ta naka@corp.example',
    ' tanaka@corp.example',
    'tanaka@corp.example ',
    'tanaka@corp.example\n',
    'tanaka@corp.example\r\nBcc: all@corp.example',
    'tanaka@corp.ex\u0000ample',
    'tanaka@corp\u200b.example',
    '"ta naka"@corp.example',
    'Tanaka <tanaka@corp.example>',
    'a@corp.example,b@corp.example',
    'a@corp.example;b@corp.example',
    '=cmd@corp.example,',
    'tanaka＠corp.example',
    `${'a'.repeat(65)}@corp.example`,
    `a@${'a'.repeat(64)}.example`,
    `a@${`${label63}.`.repeat(3)}${'b'.repeat(61)}`,
  ])('refuses %j', (text) => {
    expect(isEmailAddress(text)).toBe(false)
  })

  it('never takes white space, a control character or a second @', () => {
    const bad = fc.constantFrom(' ', '\t', '\r', '\n', '\u0000', '\u007f', '\u0085', '　', '@', '"', '<', ',')
    fc.assert(
      fc.property(bad, fc.nat({ max: 19 }), (character, place) => {
        const text = 'tanaka@corp.example'
        expect(isEmailAddress(text.slice(0, place) + character + text.slice(place))).toBe(false)
      }),
    )
  })

  it('answers in time for a long hostile text', () => {
    expect(isEmailAddress(`${'a.'.repeat(5_000_000)}@`)).toBe(false)
    expect(isEmailAddress(`${'a.'.repeat(31)}!@${'a-'.repeat(90)}`)).toBe(false)
  })
})
