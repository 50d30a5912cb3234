/** M4: the OTP key as text, in groups that are read aloud. */
import { describe, expect, it } from 'vitest'
import { keyGroups } from '../../../src-renderer/components/otp/key-groups'
import { spellingKeys } from '../../../src-renderer/components/otp/spelling-keys'
import { wordsAt } from '../words'

describe('keyGroups', () => {
  it.each([
    ['JBSWY3DPEHPK3PXP6KQMV2NA7TWOZL4C', ['JBSW', 'Y3DP', 'EHPK', '3PXP', '6KQM', 'V2NA', '7TWO', 'ZL4C']],
    ['JBSWY3', ['JBSW', 'Y3']],
    ['JBSW Y3DP', ['JBSW', 'Y3DP']],
    ['', []],
  ])('%j is cut into %j', (secret, groups) => {
    expect(keyGroups(secret)).toEqual(groups)
  })
})

describe('spellingKeys', () => {
  it('names one word per character, in order', () => {
    expect(spellingKeys('EH2k').map(wordsAt)).toEqual(['Echo', 'Hotel', 'two', 'Kilo'])
  })

  it('has a word of its own for every character of base32', () => {
    const all = spellingKeys('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567').map(wordsAt)
    expect(all).toHaveLength(32)
    expect(all.every((word) => typeof word === 'string' && word.length > 2)).toBe(true)
    expect(new Set(all).size).toBe(32)
  })
})
