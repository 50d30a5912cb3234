/** Separators found out: by agreement of the records, quotes respected. */
import { describe, expect, it } from 'vitest'
import { findSeparator } from '../../src-main/csv/find-separator'

describe('findSeparator', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1,5;2,5;3\n1;"x;y";3\n'],
    ['\t', 'a\tb\n"Tier 2, Support"\tx\n'],
    ['|', 'a|b\r\n1|2\r\n'],
    [',', 'name,department\n"Doe; Jane; Dr",x\n'],
    [',', 'only\none\ncolumn\n'],
    [',', ''],
    [';', 'a;b'],
  ])('finds %j', (separator, text) => {
    expect(findSeparator(text)).toBe(separator)
  })
})
