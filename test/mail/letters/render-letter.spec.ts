/** Every letter in every language: it says what it must, nothing of a person becomes markup or a header, codes stand alone. */
import { describe, expect, it } from 'vitest'
import { letterKinds, type LetterKind } from '../../../src-preload/contract/outbox'
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
  code: '40917325',
  minutes: 10,
  password: 'vex-Q7m2-holt-9sd',
  hours: 72,
  key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  passphrase: 'anchor-violet-mango-tower-lunar-basil',
  text: 'The desk moves on Monday.\n\nBring your card.',
  codesLeft: 7,
  until: '2026-03-31T09:20:00.000Z',
  newAddress: 'taro@new.example',
  role: 'helpdesk',
}
const codes = [
  'sign-in-code',
  'set-up-code',
  'desk-code',
  'address-code',
  'password-code',
] as const satisfies LetterKind[]
const passwords = ['first-password', 'temporary-password'] as const satisfies LetterKind[]
const papers = ['enrolment-key', 'zip-passphrase'] as const satisfies LetterKind[]
const secrets: readonly LetterKind[] = [...codes, ...passwords, ...papers]
const notices = letterKinds.filter((kind) => !secrets.includes(kind))

const every = letterKinds.flatMap((kind) => languages.map((language) => [kind, language] as const))
const linesOf = (text: string) => text.split('\n')

/** The words of the HTML form, one line for each element that holds some. */
const wordsOf = (html: string): string[] =>
  html
    .slice(html.indexOf('<body'))
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .split('\n')
    .filter((line) => line !== '')

describe.each(every)('%s in %s', (kind, language) => {
  const { subject, text, html } = renderLetter(kind, facts, language)

  it('says whose account it is, of which service, and when it was', () => {
    for (const form of [text, html]) {
      expect(form).toContain('WhaTap')
      expect(form).toContain('taro.tanaka@corp.example')
      expect(form).toContain('田中 太郎')
      expect(form).toContain('18:05 (Asia/Tokyo, UTC+09:00)')
      expect(form).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })

  it('says the same in both forms', () => {
    // in HTML a fact is told from its name by a table, not by a colon
    const letters = (words: string) => words.replace(/[\s:]/g, '')
    expect(letters(wordsOf(html).join(''))).toBe(letters(text))
  })

  it('has a subject of its kind and language, without names and codes', () => {
    expect(subject).toMatch(/^[^\r\n]{4,70}$/)
    for (const said of ['WhaTap', 'tanaka', '田中', '40917325', facts.password!, 'Keiko'])
      expect(subject).not.toContain(said)
    for (const other of languages.filter((one) => one !== language)) {
      expect(renderLetter(kind, facts, other).subject).not.toBe(subject)
    }
  })

  it('names its language, loads nothing, and leads nowhere', () => {
    expect(html).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`))
    expect(html).not.toMatch(/<(a|img|link|script|style|iframe|form|object)\b|url\(|https?:|src=|href=/i)
  })

  it('has no line a mail server may cut, and no line end but LF', () => {
    expect(text).not.toContain('\r')
    expect(linesOf(text).every((line) => Buffer.byteLength(line) < 998)).toBe(true)
  })
})

describe('codes', () => {
  it.each(codes.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
    '%s in %s: named Verification Code, alone on its line, for ten minutes, and what to do if one did not ask',
    (kind, language) => {
      const { text, html } = renderLetter(kind, facts, language)
      const lines = linesOf(text)
      expect(lines.filter((line) => line.includes('40917325'))).toEqual(['40917325'])
      const at = lines.indexOf('40917325')
      expect([lines[at - 1], lines[at + 1]]).toEqual(['', ''])
      expect(lines[at - 2]).toContain('Verification Code')
      expect(lines[at - 2]).toContain({ en: 'Verification Code', ja: '認証コード', ko: '인증 코드' }[language])
      expect(lines[at + 2]).toContain({ en: '10 minutes', ja: '10分間', ko: '10분 동안' }[language])
      expect(text).toMatch({ en: /help desk/, ja: /ヘルプデスク/, ko: /헬프 데스크/ }[language])
      expect(html).toMatch(/<p style="[^"]*monospace[^"]*font-size:28px[^"]*">40917325<\/p>/)
      expect(text + html).not.toContain(facts.password)
    },
  )

  it('are asked for by nobody, but the one that is read to the help desk', () => {
    const asked = (kind: LetterKind) => renderLetter(kind, facts, 'en').text
    for (const kind of ['sign-in-code', 'set-up-code', 'address-code', 'password-code', ...passwords] as const) {
      expect(asked(kind)).toContain('Nobody will ask you for it')
    }
    expect(asked('desk-code')).not.toContain('Nobody will ask you for it')
    expect(asked('desk-code')).toContain('Read it to nobody else')
  })

  it('stay alone on their line when a name is one too', () => {
    for (const language of languages) {
      const names = { personName: '99999999', accountName: '99999999', issuer: 'x\n99999999\ny' }
      const lines = linesOf(renderLetter('sign-in-code', { ...facts, ...names }, language).text)
      expect(lines.filter((line) => /^\s*\d{8}\s*$/.test(line))).toEqual(['40917325'])
    }
  })
})

describe('passwords', () => {
  it.each(passwords.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
    '%s in %s: alone on its line, for 72 hours, to be changed',
    (kind, language) => {
      const { text, html } = renderLetter(kind, facts, language)
      const lines = linesOf(text)
      expect(lines.filter((line) => line.includes(facts.password!))).toEqual([facts.password])
      expect(text).toContain({ en: '72 hours', ja: '72時間', ko: '72시간' }[language])
      expect(html).toMatch(/monospace[^"]*">vex-Q7m2-holt-9sd<\/p>/)
      expect(text + html).not.toContain(facts.code)
    },
  )
})

describe('notices', () => {
  it.each(notices.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
    '%s in %s says by whom, and holds no secret',
    (kind, language) => {
      const { text, html } = renderLetter(kind, facts, language)
      expect(text).toContain('Keiko Ito')
      for (const form of [text, html]) {
        expect(form).not.toContain(facts.code)
        expect(form).not.toContain(facts.password)
        expect(form).not.toContain(facts.passphrase)
        expect(form).not.toMatch(/JBSW/)
      }
      if (kind !== 'test-mail')
        expect(text).toMatch({ en: /help desk|act at once/, ja: /ヘルプデスク|対処/, ko: /헬프 데스크|조치/ }[language])
    },
  )

  it('say who it was where that is known: oneself, somebody of the staff, the desk by itself', () => {
    const by = (kind: LetterKind, by: LetterFacts['by']) => renderLetter(kind, { ...facts, by }, 'en').text
    expect(by('password-changed', { kind: 'self' })).toContain('By: you, signed in to this account')
    expect(by('mfa-cleared', { kind: 'staff', name: 'Keiko Ito' })).toContain('By: Keiko Ito (staff)')
    expect(by('account-unlocked', { kind: 'system' })).toContain('By: automatically')
    for (const kind of ['sign-in-code', 'recovery-code-used', 'account-locked'] as const) {
      expect(by(kind, { kind: 'self' })).not.toContain('By:')
      expect(by(kind, { kind: 'system' })).not.toContain('By:')
    }
  })

  it('say what changed', () => {
    const text = (kind: LetterKind, language: (typeof languages)[number]) => renderLetter(kind, facts, language).text
    expect(text('account-locked', 'en')).toContain('Until: 31 March 2026 at 18:20 (Asia/Tokyo, UTC+09:00)')
    expect(text('account-locked', 'ja')).toContain('ロックの終わり: 2026年3月31日 18:20 (Asia/Tokyo, UTC+09:00)')
    expect(text('account-locked', 'ko')).toContain('잠금이 풀리는 때: 2026년 3월 31일 18:20 (Asia/Tokyo, UTC+09:00)')
    expect(text('recovery-code-used', 'en')).toContain('Recovery codes left: 7')
    expect(text('email-changed', 'en')).toContain('New address: taro@new.example')
    expect(text('role-changed', 'en')).toContain('Role: Help desk')
    expect(text('role-changed', 'ja')).toContain('役割: ヘルプデスク')
  })

  it('go out without a fact that is not there', () => {
    const {
      code: _c,
      minutes: _m,
      password: _p,
      hours: _h,
      codesLeft: _l,
      until: _u,
      newAddress: _n,
      role: _r,
      key: _k,
      passphrase: _pp,
      ...bare
    } = facts
    for (const kind of notices) {
      for (const language of languages) expect(renderLetter(kind, bare, language).text).not.toMatch(/undefined|: *$/m)
    }
  })
})

describe('names', () => {
  const hostile = '<script>alert("1")</script> & \u202eO\u2019Neil\r\nBcc: eve@evil.example'

  it('become no markup, no line, and no header', () => {
    for (const [kind, language] of every) {
      const named = {
        personName: hostile,
        accountName: hostile,
        issuer: hostile,
        by: { kind: 'staff', name: hostile },
      } as const
      const { subject, text, html } = renderLetter(
        kind,
        { ...facts, ...named, newAddress: hostile, role: hostile },
        language,
      )
      expect(html).not.toMatch(/<script|"1"|& /)
      expect(html).toContain(
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; O\u2019Neil Bcc: eve@evil.example',
      )
      expect(text).not.toMatch(/^Bcc:/m)
      expect(text + html).not.toContain('\u202e')
      expect(subject).toBe(renderLetter(kind, facts, language).subject)
    }
  })

  it('are cut between characters as people see them, however long they are', () => {
    const { text } = renderLetter('otp-enrolled', { ...facts, personName: '👩‍👩‍👧‍👦'.repeat(500) }, 'ja')
    expect(linesOf(text)[0]).toBe(`${'👩‍👩‍👧‍👦'.repeat(254)}… 様`)
  })

  it('are followed in Korean by nothing that depends on how they end', () => {
    for (const kind of letterKinds) {
      for (const form of ['text', 'html'] as const) {
        const said = renderLetter(kind, { ...facts, personName: 'ZZZ', accountName: 'ZZZ', issuer: 'ZZZ' }, 'ko')[form]
        for (const [after] of said.matchAll(/(?<=ZZZ)[^]/g)) expect(after).toMatch(/[\s<]/)
      }
    }
  })
})

describe('what is missing or wrong', () => {
  it('a code or password without itself is no letter', () => {
    const { code: _code, password: _password, key: _key, passphrase: _passphrase, text: _text, ...without } = facts
    for (const kind of secrets) {
      expect(() => renderLetter(kind, without, 'en')).toThrow(`a letter ${kind} lacks what it is for`)
    }
    expect(() => renderLetter('message', without, 'en')).toThrow('a message lacks its text')
  })

  it('an instant or a time zone that is none is told', () => {
    expect(() => renderLetter('test-mail', { ...facts, at: 'yesterday' }, 'en')).toThrow(RangeError)
    expect(() => renderLetter('test-mail', { ...facts, timeZone: 'Mars/Olympus' }, 'en')).toThrow(RangeError)
  })

  it('UTC is said once, and one minute is not minutes', () => {
    const { text } = renderLetter('sign-in-code', { ...facts, timeZone: 'UTC', minutes: 1 }, 'en')
    expect(text).toContain('31 March 2026 at 09:05 (UTC)')
    expect(text).toContain('for 1 minute.')
  })
})
