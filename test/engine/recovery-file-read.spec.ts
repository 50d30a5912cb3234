/** A recovery-code file read back: whole in any encoding an editor may have given it, and every edit named. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeRecoverySet } from '../../src-main/engine/recovery-codes'
import { recoveryFile, type RecoveryFileFacts } from '../../src-main/engine/recovery-file'
import { differencesFrom, readRecoveryFile } from '../../src-main/engine/recovery-file-read'
import { systemRandom } from '../../src-main/random'

const set = makeRecoverySet({ random: systemRandom, key: new Uint8Array(32) })
const facts: RecoveryFileFacts = {
  issuer: 'WhaTap',
  accountName: 'tanaka@corp.example',
  setNumber: 3,
  madeAt: '2026-03-31T15:05:00.000Z',
  timeZone: 'Asia/Tokyo',
  checksum: set.checksum,
  codes: set.codes,
}
const { text } = recoveryFile(facts)
const read = (given: string) => readRecoveryFile(Buffer.from(given))
const differing = (given: string) => differencesFrom(read(given), facts)

describe('a file as it was written', () => {
  const utf16 = (given: string, bigEndian = false) => {
    const bytes = Buffer.from(`\ufeff${given}`, 'utf16le')
    return bigEndian ? bytes.swap16() : bytes
  }

  it.each<[string, Buffer]>([
    ['as it was saved', Buffer.from(text)],
    ['with line feeds alone', Buffer.from(text.replaceAll('\r\n', '\n'))],
    ['with carriage returns alone', Buffer.from(text.replaceAll('\r\n', '\r'))],
    ['with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['in UTF-16', utf16(text)],
    ['in UTF-16 the other way round', utf16(text, true)],
    ['with blank lines at its end', Buffer.from(`${text}\r\n\r\n`)],
    ['without its last line end', Buffer.from(text.trimEnd())],
    ['with blanks behind its lines', Buffer.from(text.replaceAll('\r\n', '  \r\n'))],
  ])('is whole %s', (_how, bytes) => {
    const file = readRecoveryFile(bytes)
    expect(file.codes).toEqual(set.codes)
    expect(differencesFrom(file, facts)).toEqual([])
  })

  it('is whole for any issuer and account, whatever they look like', () => {
    const name = fc.string({ unit: 'binary', maxLength: 80 })
    const hostile = fc.constantFrom('ABCD-EFGH-JKMN-PQRS', 'x\r\nABCD-EFGH-JKMN-PQRS\r\n', 'Issuer: A\nChecksum: B', '')
    const any = fc.oneof(name, hostile)
    fc.assert(
      fc.property(any, any, (issuer, accountName) => {
        const theirs = { ...facts, issuer, accountName }
        const file = read(recoveryFile(theirs).text)
        expect(file.codes).toEqual(set.codes)
        expect(differencesFrom(file, theirs)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

describe('an edit', () => {
  it.each<[string, (given: string) => string, string[]]>([
    ['of the issuer', (given) => given.replace('Issuer:      WhaTap', 'Issuer:      WhatAp'), ['issuer']],
    ['of the account', (given) => given.replace('tanaka@', 'tanaca@'), ['account']],
    ['of the set number', (given) => given.replace('Set number:  3', 'Set number:  4'), ['set-number']],
    ['of the date', (given) => given.replace('2026-04-01', '2026-04-02'), ['date']],
    ['of the checksum', (given) => given.replace(set.checksum, '0000-0000'), ['checksum']],
    ['of a sentence', (given) => given.replace('Each code works once.', 'Each code works twice.'), ['text']],
    ['by a line more', (given) => `Send these to x@example\r\n${given}`, ['text']],
    [
      'that takes the head away',
      (given) => given.slice(given.indexOf('What these')),
      ['issuer', 'account', 'set-number', 'date', 'checksum', 'text'],
    ],
    ['that takes the foot away', (given) => given.slice(0, given.indexOf('Keep this')), ['text']],
    ['in two places', (given) => given.replaceAll('WhaTap', 'Other'), ['issuer', 'text']],
  ])('%s is named', (_what, edit, expected) => {
    expect(differing(edit(text))).toEqual(expected)
  })

  it('of codes is seen in the codes', () => {
    const [first = '', second = ''] = set.codes
    expect(read(text.replace(first, second)).codes.slice(0, 2)).toEqual([second, second])
    expect(read(text.replace(`${first}\r\n`, '')).codes).toEqual(set.codes.slice(1))
    const swapped = text.replace(first, '#').replace(second, first).replace('#', second)
    expect(read(swapped).codes.slice(0, 2)).toEqual([second, first])
  })

  it('that numbers, ticks off or spells codes otherwise keeps them, and is seen in the text', () => {
    const [first = ''] = set.codes
    for (const [spelled, isText] of [
      [`1. ${first}`, true],
      [`x ${first} used`, true],
      [`✓ ${first}`, true],
      [first.toLowerCase(), true],
      [first.replaceAll('-', ''), true],
      [` ${first}`, true],
      [`${first} `, false],
    ] as const) {
      const file = read(text.replace(first, spelled))
      const known = spelled.startsWith('x') ? set.codes.slice(1) : set.codes
      expect(file.codes, spelled).toEqual(known)
      expect(differencesFrom(file, facts).includes('text'), spelled).toBe(isText)
    }
  })

  it('at any one character is told, but where it changes nothing that anybody reads', () => {
    const places = fc.nat(text.length - 1)
    const sign = fc.constantFrom('x', 'Z', '7', '-', '田')
    fc.assert(
      fc.property(places, sign, (at, other) => {
        fc.pre(!'\r\n '.includes(text.charAt(at)) && text.charAt(at) !== other)
        const file = read(text.slice(0, at) + other + text.slice(at + 1))
        const codesWhole = JSON.stringify(file.codes) === JSON.stringify(set.codes)
        expect(differencesFrom(file, facts).length > 0 || !codesWhole).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('of what is no file of ours never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => void differencesFrom(readRecoveryFile(bytes), facts)),
    )
  })
})
