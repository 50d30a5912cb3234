/** Tells a password that is among the first anybody would try. */
import { commonPasswords, commonWords } from './common-passwords'
import { foldKey } from './fold'

/** Rows fingers run along, and the runs everybody counts. Each is also taken backwards. */
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertz', 'azerty']
const columns = ['1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', 'qazwsxedcrfvtgbyhnujmikolp', '1q2w3e4r5t6y7u8i9o0p']
const runs = [...rows, ...columns, 'あいうえおかきくけこ', '가나다라마바사아자차카타파하'].flatMap((row) => [
  row,
  [...row].reverse().join(''),
])

/** Stands for a letter in passwords people think are clever. */
const leet = new Map(
  Object.entries({ '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' }),
)

const plainOf = (text: string): string => Array.from(text, (one) => leet.get(one) ?? one).join('')

/** @returns how many characters at the beginning of `text` run along one row, at least four, else 0. */
function runLength(text: string): number {
  let longest = 0
  for (const run of runs) {
    for (let length = text.length; length >= 4 && length > longest; length -= 1) {
      if (run.includes(text.slice(0, length))) longest = length
    }
  }
  return longest
}

function allRuns(text: string): boolean {
  let rest = text
  while (rest.length > 0) {
    const length = runLength(rest)
    if (length === 0) return false
    rest = rest.slice(length)
  }
  return true
}

/** @returns what `text` repeats, a cut last repetition allowed; `text` itself where it repeats nothing. */
function unitOf(text: string): string {
  const characters = [...text]
  for (let length = 1; length <= characters.length / 2; length += 1) {
    if (characters.every((one, place) => one === characters[place % length]))
      return characters.slice(0, length).join('')
  }
  return text
}

/** A word with nothing around it but digits and signs, few enough that they add little. */
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/**
 * @param password in any case and width
 * @param words names that are no secret here: the issuer, the person, the address
 * @returns whether it is common: on the list, a word of the list or of `words` with digits and signs around it or in
 *   place of letters, repetitions of something short, runs along the keyboard or the alphabet
 */
export function isGuessable(password: string, words: readonly string[]): boolean {
  const folded = foldKey(password)
  const solid = folded.replace(/[\s._-]+/gu, '')
  if (commonPasswords.has(folded) || commonPasswords.has(solid)) return true
  if (new Set(solid).size <= 4) return true
  const unit = unitOf(solid)
  if ([...unit].length < 8 && unit !== solid) return true
  if (allRuns(unit) || commonPasswords.has(unit)) return true

  const known = new Set([...commonWords, ...words.map((word) => foldKey(word).replace(/[\s._-]+/gu, ''))])
  return [solid, unit].some((text) =>
    [bare(text), bare(plainOf(text)), plainOf(bare(text)), bare(plainOf(bare(text)))].some(
      (word) => word.length >= 4 && (isKnown(word, known) || allRuns(word)),
    ),
  )
}

/** @returns whether `word` is a known word or two of them. */
function isKnown(word: string, known: ReadonlySet<string>): boolean {
  if (known.has(word)) return true
  for (let cut = 4; cut <= word.length - 4; cut += 1) {
    if (known.has(word.slice(0, cut)) && known.has(word.slice(cut))) return true
  }
  return false
}
