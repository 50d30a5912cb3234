/** The letters of jobs: a key or a passphrase alone on its line, what policy asks and by when, and a message as it was written. */
import { describe, expect, it } from 'vitest'
import type { LetterFacts } from '../../../src-main/mail/letter-facts'
import { renderLetter } from '../../../src-main/mail/letters/render-letter'

const languages = ['en', 'ja', 'ko'] as const

const facts: LetterFacts = {
  issuer: 'WhaTap',
  accountName: 'taro.tanaka@corp.example',
  personName: '田中 太郎',
  at: '2026-03-31T09:05:00.000Z',
  timeZone: 'Asia/Tokyo',
  by: { kind: 'staff', name: 'Keiko Ito' },
  key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  passphrase: 'anchor-violet-mango-tower-lunar-basil',
  text: 'The desk moves on Monday.',
  until: '2026-03-31T09:20:00.000Z',
}
const linesOf = (text: string) => text.split('\n')

describe('an OTP key and a passphrase', () => {
  it.each(languages)('the key in %s: in groups of four, alone on its line, and what type it is', (language) => {
    const { text, html } = renderLetter('enrolment-key', facts, language)
    const key = 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP'
    expect(linesOf(text).filter((line) => line.includes('JBSW'))).toEqual([key])
    expect(html).toMatch(new RegExp(`monospace[^"]*">${key}</p>`))
    expect(text).toContain('TOTP')
    expect(text + html).not.toMatch(/otpauth:/)
  })

  it.each(languages)('the passphrase in %s: alone on its line, and who made the file', (language) => {
    const { text } = renderLetter('zip-passphrase', facts, language)
    expect(linesOf(text).filter((line) => line.includes('violet'))).toEqual([facts.passphrase])
    expect(text).toContain('Keiko Ito')
  })
})

describe('what is asked by policy', () => {
  it('has the day it is asked by, where there is one', () => {
    const { until: _until, ...without } = facts
    const text = (language: (typeof languages)[number]) => renderLetter('enrolment-required', facts, language).text
    expect(text('en')).toContain('Set up by: 31 March 2026 at 18:20 (Asia/Tokyo, UTC+09:00)')
    expect(text('ja')).toContain('設定の期限: 2026年3月31日 18:20')
    expect(text('ko')).toContain('설정 기한: 2026년 3월 31일 18:20')
    for (const language of languages) {
      expect(renderLetter('enrolment-required', without, language).text).not.toContain('2026年3月31日 18:20')
    }
    expect(renderLetter('enrolment-required', without, 'en').text).not.toContain('Set up by')
  })
})

describe('a message', () => {
  const text = 'The desk moves\u202e on Monday.\r\n\r\nBcc: eve@evil.example\n<b>Bring</b> your card\tplease.'

  it.each(languages)(
    'stands in %s as it was written, line by line, and becomes neither markup nor header',
    (language) => {
      const letter = renderLetter('message', { ...facts, text }, language)
      expect(letter.text).toContain(
        '\n\nThe desk moves on Monday.\n\nBcc: eve@evil.example\n<b>Bring</b> your card please.\n\n',
      )
      expect(letter.html).toContain('<br>\n&lt;b&gt;Bring&lt;/b&gt; your card please.</p>')
      expect(letter.text + letter.html).not.toContain('\u202e')
      expect(letter.subject).toBe(renderLetter('message', facts, language).subject)
    },
  )
})
