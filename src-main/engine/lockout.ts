/** What wrong passwords and wrong second factors lead to: waits, the end of a challenge, locks, a disabled factor. */

const second = 1000
const minute = 60 * second

/** Wrong passwords for one typed address before the first wait. */
const passwordTriesFree = 5
const passwordWaitMost = 15 * minute

/**
 * A wait belongs to the typed address, known or not, so it tells nothing about who exists and cannot lock out a second
 * factor (CVE-2025-6004: the address is folded by the caller).
 * @param tries passwords tried in a row, this one counted
 * @returns milliseconds the next try has to wait: 1 minute after the 5th, doubling to 15
 */
export function passwordWait(tries: number): number {
  if (tries < passwordTriesFree) return 0
  return Math.min(passwordWaitMost, minute * 2 ** Math.min(10, tries - passwordTriesFree))
}

/** Second factors a challenge takes; after that the password is asked again (Keycloak #26177). */
export const challengeTriesMost = 5

/**
 * @param tries second factors tried in this challenge, this one counted
 * @returns milliseconds the next one has to wait: 5 s after the 3rd, 15 s after the 4th; the 5th was the last
 */
export const factorWait = (tries: number): number => (tries === 3 ? 5 * second : tries === 4 ? 15 * second : 0)

/** Wrong second factors in a row that disable the factor until somebody re-issues it. */
const disabledAt = 50

/** What a second factor that was just counted leads to, before it is judged. */
export type Consequence =
  { readonly kind: 'none' } | { readonly kind: 'lock'; readonly minutes: number } | { readonly kind: 'disable' }

/**
 * @param inRow second factors tried in a row, this one counted
 * @returns `lock` from now on: for 15 minutes at the 10th, 30 at the 15th, 60 at the 20th and at each further 5th;
 *   `disable` from the 50th on, where a lock would only hold up whoever re-issues the factor
 */
export function consequenceOf(inRow: number): Consequence {
  if (inRow >= disabledAt) return { kind: 'disable' }
  if (inRow < 10 || inRow % 5 !== 0) return { kind: 'none' }
  return { kind: 'lock', minutes: inRow === 10 ? 15 : inRow === 15 ? 30 : 60 }
}
