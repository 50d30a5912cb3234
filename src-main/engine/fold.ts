/** One form for key columns and queries, so that two spellings of one name are one name. */

/** @returns `text` in Unicode normal form C, the form names are kept and shown in. */
export const toNfc = (text: string): string => text.normalize('NFC')

/**
 * Folds a key column or what is looked for in it: NFKC, lower case, ends trimmed, inner white space one blank.
 * SQL `lower()` folds ASCII only, so index and query both come through here (CVE-2025-6004: a lock missed by
 * another spelling of the name).
 * @returns the folded text; folding it again changes nothing. Never throws, lone surrogates stay as they are.
 */
export function foldKey(text: string): string {
  // Lower case can undo the normal form (İ becomes i and a combining dot), so it is restored after.
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()
}
