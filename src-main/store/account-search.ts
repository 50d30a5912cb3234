/** What people type to find an account, and what is indexed for it. */
import { foldKey } from '../engine/fold'
import type { AccountRow } from './account-row'
import type { SearchEntry, SearchQuery } from './sqlite'

type Searched = Pick<AccountRow, 'name' | 'email' | 'user_name' | 'department' | 'phone'>

/**
 * @returns the folded words of all fields. A word that stands within another is left out, as it is found there: the user
 *   name of most people is the beginning of their address.
 */
export function searchTextOf(row: Searched): string {
  // One call folds all; the line ends become blanks, and no word holds one, so none is found across two fields.
  const text = foldKey(`${row.name}\n${row.email}\n${row.user_name}\n${row.department}\n${row.phone}`)
  const words = new Set(text.split(' ').concat(row.phone.replace(/\D/g, '')))
  const kept: string[] = []
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (!kept.some((longer) => longer.includes(word))) kept.push(word)
  }
  return kept.join(' ')
}

/** @returns every two neighbouring characters of every word, and each word's last one: `太郎` gives 太郎 and 郎. */
function piecesOf(text: string): string[] {
  const pieces = new Set<string>()
  for (const word of text.split(' ')) {
    let former = ''
    for (const sign of word) {
      if (former !== '') pieces.add(former + sign)
      former = sign
    }
    pieces.add(former)
  }
  pieces.delete('')
  return [...pieces]
}

/** @returns what the search tables keep of this row. */
export function searchEntryOf(row: Searched & { row_no: number }): SearchEntry {
  const text = searchTextOf(row)
  return { rowNo: row.row_no, text, pieces: piecesOf(text) }
}

/** A search taken apart: where candidates come from, and words each candidate's text must still be asked for. */
export interface SearchPlan {
  /** `beginning`: one Latin character finds what begins with it, for it stands in nearly every text. */
  readonly from:
    { readonly by: 'index'; readonly query: SearchQuery } | { readonly by: 'beginning'; readonly text: string }
  readonly words: readonly string[]
}

const lengthOf = (word: string): number => Array.from(word).length
const isAscii = (word: string): boolean => /^[\0-\x7f]*$/.test(word)

/**
 * Several words must all be found, in any field and order.
 * @returns how to look for `search`, or null where it holds no word
 */
export function planSearch(search: string): SearchPlan | null {
  const words = [...new Set(foldKey(search).split(' '))].filter((word) => word !== '')
  if (words.length === 0) return null
  const long = words.filter((word) => lengthOf(word) >= 3)
  if (long.length > 0) {
    const short = words.filter((word) => lengthOf(word) < 3)
    return { from: { by: 'index', query: { by: 'words', words: long } }, words: short }
  }
  const pieces = words.filter((word) => lengthOf(word) === 2)
  const single = words.filter((word) => lengthOf(word) === 1)
  const beginnings = single.filter((word) => !isAscii(word))
  if (pieces.length + beginnings.length > 0) {
    return { from: { by: 'index', query: { by: 'pieces', pieces, beginnings } }, words: single.filter(isAscii) }
  }
  return { from: { by: 'beginning', text: single[0] ?? '' }, words: single.slice(1) }
}
