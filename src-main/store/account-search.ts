/** What people type to find an account, and what is indexed for it. */
import { foldKey } from '../engine/fold'
import type { AccountRow } from './account-row'
import type { SearchEntry, SearchQuery } from './sqlite'

type Searched = Pick<AccountRow, 'name' | 'email' | 'user_name' | 'department' | 'phone'>

/** @returns the folded fields, one a line, so that no word is found across two fields. */
export function searchTextOf(row: Searched): string {
  const digits = row.phone.replace(/\D/g, '')
  const phone = digits === row.phone ? digits : `${row.phone}\n${digits}`
  // One call folds all: new lines become blanks there, which separate fields as well as words, and no word holds one.
  return foldKey(`${row.name}\n${row.email}\n${row.user_name}\n${row.department}\n${phone}`)
}

/** @returns every two neighbouring characters of every word, and each word's last one: `太郎` gives 太郎 and 郎. */
function piecesOf(text: string): string[] {
  const pieces = new Set<string>()
  for (const word of text.split(' ')) {
    const signs = Array.from(word)
    for (let at = 0; at < signs.length; at += 1) pieces.add(`${signs[at]}${signs[at + 1] ?? ''}`)
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
