/** Crockford's base32: the alphabet of everything a person reads from paper and types. */

/** No I, L, O or U: what is taken for another character is not in it. Source: crockford.com/base32.html */
const crockfordAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** @returns `bytes` as characters, five bits each, most significant first; their bits must divide by five. */
export function crockford(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => crockfordAlphabet.charAt(Number.parseInt(five, 2))).join('')
}

/** @returns the bytes of characters that `readCrockford` gave back. */
export function crockfordBytes(characters: string): Uint8Array {
  const bits = Array.from(characters, (one) => crockfordAlphabet.indexOf(one).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2))
}

/**
 * Reads what was typed or pasted: any case, full-width, with blanks and hyphens anywhere, O for 0 and I or L for 1.
 * @returns exactly `length` characters of the alphabet, or null
 */
export function readCrockford(text: string, length: number): string | null {
  if (text.length > 200) return null
  const typed = text.normalize('NFKC').replace(/[\s\p{Pd}\u2212]/gu, '')
  if (typed.length !== length || !/^[0-9A-Za-z]+$/.test(typed)) return null
  const read = typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return read.includes('U') ? null : read
}

/** @returns the characters in groups of four, as they are shown and printed. */
export const inFours = (characters: string): string[] => characters.match(/.{1,4}/g) ?? []
