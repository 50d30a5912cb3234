/** Passphrases the desk makes for a file: six words, read aloud or from paper, typed once. */
import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { Random } from '../random'

const words = 6

/**
 * Six of 2,048 words, no two of which begin with the same four letters: 66 random bits. A zip makes its key from them by
 * 1,000 rounds of PBKDF2, some ten bits more for whoever tries them all; that is 2^76 hashes, and there is no other way in.
 * @returns them with hyphens between, so that they are one word to whatever they are pasted into: to be shown or mailed
 *   once and never kept
 */
export function makePassphrase(random: Random): string {
  const word = (): string => {
    // 65,536 divides by 2,048: each word is as likely as any other.
    const [high = 0, low = 0] = random(2)
    return wordlist[((high << 8) | low) % wordlist.length] ?? ''
  }
  return Array.from({ length: words }, word).join('-')
}
