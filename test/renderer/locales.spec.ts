/** Every language says everything English says: the same keys and placeholders, nothing left in English, the manual's own names. */
import { describe, expect, it } from 'vitest'
import { manualNames } from '../manual-names'

const files = import.meta.glob<object>('../../src-renderer/locales/*/*.json', { eager: true, import: 'default' })
const others = ['ja', 'ko'] as const

/** Each message under its dotted key. */
function flat(content: object, under = ''): [string, string][] {
  return Object.entries(content).flatMap(([key, value]) =>
    typeof value === 'string' ? [[under + key, value]] : flat(value as object, `${under}${key}.`),
  )
}

const filesOf = (language: string) => Object.keys(files).filter((path) => path.includes(`/locales/${language}/`))
const fileNames = (language: string) => filesOf(language).map((path) => path.split('/').at(-1))
const messagesOf = (language: string) => new Map(filesOf(language).flatMap((path) => flat(files[path] ?? {})))
const words = { en: messagesOf('en'), ja: messagesOf('ja'), ko: messagesOf('ko') }

/** What English says under a key, what the other language says, and where; a missing key is told once, by its own spec. */
const pairs = (language: 'ja' | 'ko') =>
  [...words.en].flatMap(([key, english]) => {
    const said = words[language].get(key)
    return said === undefined ? [] : [{ key, english, said }]
  })
const formsOf = (message: string) => message.split('|').length
const placeholders = (message: string) => [...new Set(message.match(/\{[^}]*\}/g))].sort()
/** The text without what is put in. */
const own = (message: string) => message.replace(/\{[^}]*\}/g, '')
/** The same in every language: a product, a language, a key, an encoding. */
const namesEverywhere = ['MFA Desk', 'English', 'Enter', 'Shift_JIS', 'JSON Lines']

describe.each(others)('%s', (language) => {
  it('has the files and the keys of English, in the same order', () => {
    expect(fileNames(language)).toEqual(fileNames('en'))
    expect([...words[language].keys()]).toEqual([...words.en.keys()])
  })

  it('puts in what English puts in', () => {
    const different = pairs(language).filter(
      ({ english, said }) => placeholders(english).join() !== placeholders(said).join(),
    )
    expect(different).toEqual([])
  })

  it('leaves nothing empty that English fills', () => {
    expect(pairs(language).filter(({ english, said }) => !said.trim() && english.trim())).toEqual([])
  })

  it('leaves nothing in English but names', () => {
    const latin = pairs(language).filter(
      ({ said }) => /^[\x20-\x7e·–→…’“”]*$/.test(said) && /[a-z]{4}/i.test(own(said)),
    )
    expect(latin.filter(({ said }) => !namesEverywhere.includes(said))).toEqual([])
  })

  it('has one form for any number, and at most one more for none', () => {
    const wrong = pairs(language).filter(
      ({ english, said }) => formsOf(said) > Math.max(1, formsOf(english) - 1) || formsOf(said) > 2,
    )
    expect(wrong).toEqual([])
  })

  it('neither begs, praises itself nor cries', () => {
    const loud = pairs(language).filter(({ said }) => /[!！]|주세요|주십시오|성공적|正常に/.test(said))
    expect(loud).toEqual([])
  })

  it('says the names of the manual word for word', () => {
    const wrong = pairs(language).filter(({ english, said }) => {
      const names = Object.values(manualNames).filter(({ en }) => en === english)
      return names.length > 0 && !names.some((name) => name[language] === said)
    })
    expect(wrong).toEqual([])
  })
})

it('Korean has no particle right after what is put in: which one is right depends on its last sound', () => {
  const particle = /\}['’”)]?(은|는|이|가|을|를|과|와|으로|로|이라|라|이나|나)(?![가-힣])/
  expect([...words.ko].filter(([, said]) => particle.test(said))).toEqual([])
})

it('Japanese says 復旧 throughout', () => {
  expect([...words.ja].filter(([, said]) => said.includes('回復') || said.includes('リカバリ'))).toEqual([])
})

it('the field of an address and the method have each its own Japanese name', () => {
  expect(words.ja.get('signIn.email')).toBe(manualNames['emailField']?.ja)
  expect(words.ja.get('account.emailMethod')).toBe(manualNames['emailMethod']?.ja)
})

it('each language is called by its own name in all of them', () => {
  for (const language of ['en', 'ja', 'ko'] as const)
    expect(['language.en', 'language.ja', 'language.ko'].map((key) => words[language].get(key))).toEqual([
      'English',
      '日本語',
      '한국어',
    ])
})
