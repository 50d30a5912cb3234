/** Passphrases: six words of a list of 2,048, each as likely as any other. */
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { describe, expect, it } from 'vitest'
import { makePassphrase } from '../../src-main/engine/passphrase'
import { systemRandom } from '../../src-main/random'

describe('makePassphrase', () => {
  it('is six plain words with hyphens between', () => {
    for (let round = 0; round < 200; round += 1)
      expect(makePassphrase(systemRandom)).toMatch(/^[a-z]{3,8}(-[a-z]{3,8}){5}$/)
  })

  it('stands on 66 bits: six words, each of 2,048 that are told apart by four letters', () => {
    expect(wordlist).toHaveLength(2048)
    expect(new Set(wordlist.map((word) => word.slice(0, 4))).size).toBe(2048)
    const bits = 6 * Math.log2(wordlist.length)
    expect(bits).toBe(66)
  })

  it('takes every word equally often: 65,536 draws of a word give each one 32 times', () => {
    const counts = new Map<string, number>()
    for (let drawn = 0; drawn < 65_536; drawn += 1) {
      const [word = ''] = makePassphrase(() => Uint8Array.of(drawn >> 8, drawn & 255)).split('-')
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    expect(counts.size).toBe(2048)
    expect(new Set(counts.values())).toEqual(new Set([32]))
  })

  it('draws anew for each word', () => {
    let drawn = 0
    const word = makePassphrase(() => Uint8Array.of(0, drawn++))
    expect(word).toBe(wordlist.slice(0, 6).join('-'))
  })
})
