/** What wrong passwords and wrong second factors lead to, at every boundary. */
import { describe, expect, it } from 'vitest'
import { challengeTriesMost, consequenceOf, factorWait, passwordWait } from '../../src-main/engine/lockout'

const second = 1000
const minute = 60 * second

describe('passwordWait', () => {
  it.each([
    [1, 0],
    [4, 0],
    [5, minute],
    [6, 2 * minute],
    [7, 4 * minute],
    [8, 8 * minute],
    [9, 15 * minute],
    [10, 15 * minute],
    [50, 15 * minute],
    [5000, 15 * minute],
  ])('after %i in a row: %i ms', (tries, wait) => {
    expect(passwordWait(tries)).toBe(wait)
  })
})

describe('factorWait', () => {
  it.each([
    [1, 0],
    [2, 0],
    [3, 5 * second],
    [4, 15 * second],
    [challengeTriesMost, 0],
  ])('after %i in a challenge: %i ms', (tries, wait) => {
    expect(factorWait(tries)).toBe(wait)
  })

  it('is for five tries, the last of which needs no wait', () => {
    expect(challengeTriesMost).toBe(5)
  })
})

describe('consequenceOf', () => {
  const none = { kind: 'none' }
  const lock = (minutes: number) => ({ kind: 'lock', minutes })

  it.each([
    [1, none],
    [5, none],
    [9, none],
    [10, lock(15)],
    [11, none],
    [14, none],
    [15, lock(30)],
    [16, none],
    [19, none],
    [20, lock(60)],
    [24, none],
    [25, lock(60)],
    [45, lock(60)],
    [49, none],
    [50, { kind: 'disable' }],
    [51, { kind: 'disable' }],
  ])('%i in a row', (inRow, expected) => {
    expect(consequenceOf(inRow)).toEqual(expected)
  })

  it('locks eight times before it disables, so that fifty guesses take hours', () => {
    const minutes = Array.from({ length: 49 }, (_, nr) => consequenceOf(nr + 1))
      .filter((what) => what.kind === 'lock')
      .map((what) => what.minutes)
    expect(minutes).toEqual([15, 30, 60, 60, 60, 60, 60, 60])
  })
})
