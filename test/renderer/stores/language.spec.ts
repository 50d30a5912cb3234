/** Which language the window speaks, and who decides. */
import { afterEach, expect, it, vi } from 'vitest'
import { i18n } from '../../../src-renderer/i18n'
import { applyAccountLanguage, chooseLanguage, firstSpoken, language } from '../../../src-renderer/stores/language'

const place = 'mfa-desk-language'

afterEach(() => {
  applyAccountLanguage(null)
  localStorage.clear()
})

it.each([
  [['ja-JP', 'en-US'], 'ja'],
  [['fr-FR', 'KO-kr', 'en'], 'ko'],
  [['en-GB', 'ja'], 'en'],
  [['fr', 'jam'], 'en'],
  [[], 'en'],
])('of %j it speaks %s first', (wished, spoken) => {
  expect(firstSpoken(wished)).toBe(spoken)
})

it('a choice is kept on this computer, and words and page follow at once', () => {
  chooseLanguage('ja')
  expect(language.value).toBe('ja')
  expect(localStorage.getItem(place)).toBe('ja')
  expect(document.documentElement.lang).toBe('ja')
  expect(i18n.global.t('signIn.submit')).toBe('ログイン')
})

it('begins with what was chosen before, and takes no notice of what is no language', async () => {
  for (const [kept, begins] of [
    ['ko', 'ko'],
    ['tlh', 'en'],
  ] as const) {
    localStorage.setItem(place, kept)
    vi.resetModules()
    const fresh = await import('../../../src-renderer/stores/language')
    expect(fresh.language.value).toBe(begins)
  }
})

it('another tab chooses for this one too', () => {
  chooseLanguage('en')
  window.dispatchEvent(new StorageEvent('storage', { key: place, newValue: 'ko' }))
  expect(language.value).toBe('ko')
  window.dispatchEvent(new StorageEvent('storage', { key: place, newValue: null }))
  expect(language.value).toBe('ko')
})

it('the language of the account holds while somebody is signed in, and the one of the computer after', () => {
  chooseLanguage('ko')
  applyAccountLanguage('ja')
  expect(language.value).toBe('ja')
  expect(localStorage.getItem(place)).toBe('ko')
  applyAccountLanguage(null)
  expect(language.value).toBe('ko')
})

it('whoever is signed in and chooses sees it at once', () => {
  applyAccountLanguage('ja')
  chooseLanguage('en')
  expect(language.value).toBe('en')
})

it.each(['ja', 'ko'] as const)('%s says none where there is none, and one form for any other number', (lang) => {
  chooseLanguage(lang)
  const said = [0, 1, 2].map((n) => i18n.global.t('account.openSessions', { n }, n))
  expect(said.map((text) => text.replace(/\d/, '#'))).toEqual([
    said[0],
    said[2]?.replace('2', '#'),
    said[2]?.replace('2', '#'),
  ])
  expect(said[0]).not.toMatch(/\d/)
  expect(said[1]).toMatch(/1/)
})
