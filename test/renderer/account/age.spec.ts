/** How old a pending key is. */
import { describe, expect, it } from 'vitest'
import { ageOf } from '../../../src-renderer/components/account/age'

const since = '2026-11-20T10:00:00.000Z'
const at = (minutes: number) => Date.parse(since) + minutes * 60_000

describe('ageOf', () => {
  it.each([
    [-5, 'moment', 0],
    [0, 'moment', 0],
    [0.99, 'moment', 0],
    [1, 'minutes', 1],
    [59.9, 'minutes', 59],
    [60, 'hours', 1],
    [1439, 'hours', 23],
    [1440, 'days', 1],
    [5000, 'days', 3],
  ] as const)('%d minutes are %s %d', (minutes, unit, n) => {
    expect(ageOf(since, at(minutes))).toEqual({ unit, n })
  })
})
