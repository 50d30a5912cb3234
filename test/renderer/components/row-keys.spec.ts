/** Keys lead from row to row, and no further than the list goes. */
import { expect, test } from 'vitest'
import { rowAfterKey } from '../../../src-renderer/components/row-keys'

const walk = { at: 50, count: 100, page: 20 }

test.each([
  ['ArrowDown', 51],
  ['ArrowUp', 49],
  ['PageDown', 70],
  ['PageUp', 30],
  ['Home', 0],
  ['End', 99],
])('%s leads from row 50 of 100 to row %i', (key, to) => {
  expect(rowAfterKey(key, walk)).toBe(to)
})

test('neither end is overrun, and where no row is active the first key finds one', () => {
  expect(rowAfterKey('PageDown', { ...walk, at: 95 })).toBe(99)
  expect(rowAfterKey('PageUp', { ...walk, at: 5 })).toBe(0)
  expect(rowAfterKey('ArrowDown', { ...walk, at: -1 })).toBe(0)
  expect(rowAfterKey('ArrowUp', { ...walk, at: -1 })).toBe(0)
})

test('other keys walk nothing, and in an empty list no key does', () => {
  expect(rowAfterKey('Enter', walk)).toBeNull()
  expect(rowAfterKey('End', { at: -1, count: 0, page: 20 })).toBeNull()
})
