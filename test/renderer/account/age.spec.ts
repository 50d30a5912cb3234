/** How old a pending key is, and what somebody else changed while a form was open. */
import { describe, expect, it } from 'vitest'
import { changedSince } from '../../../src-renderer/components/account/account-form'
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

describe('changedSince', () => {
  const opened = { name: 'A', email: 'a@b', secondEmail: '', userName: '', department: 'X', phone: '', language: null }

  it('names the fields that differ, in the order of the form', () => {
    expect(changedSince(opened, { ...opened, department: 'Y', name: 'B', language: 'ja' })).toEqual([
      'name',
      'department',
      'language',
    ])
  })

  it('names none where nothing differs', () => {
    expect(changedSince(opened, { ...opened })).toEqual([])
  })
})
