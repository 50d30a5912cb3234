/** Mailed tokens: how they are drawn, kept and judged, and how often one may be sent. */
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  checkEmailCode,
  emailTokenMinutes,
  emailTokenTries,
  hashEmailCode,
  makeEmailCode,
  maskedAddress,
  nextSendAt,
} from '../../src-main/engine/email-token'

const key = new Uint8Array(32).fill(7)

describe('makeEmailCode', () => {
  const from =
    (...draws: number[]) =>
    (length: number) => {
      expect(length).toBe(4)
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(draws.shift() ?? 0)
      return bytes
    }

  it.each([
    [0, '00000000'],
    [42, '00000042'],
    [99_999_999, '99999999'],
    [100_000_000, '00000000'],
    [4_199_999_999, '99999999'],
  ])('makes eight digits of %i', (drawn, code) => {
    expect(makeEmailCode(from(drawn))).toBe(code)
  })

  it('draws again where a number would make some codes likelier than others', () => {
    expect(makeEmailCode(from(4_200_000_000, 0xffff_ffff, 5))).toBe('00000005')
  })

  it('uses every digit at every place', () => {
    const codes = Array.from({ length: 2000 }, () => makeEmailCode(randomBytes))
    for (let place = 0; place < 8; place++) expect(new Set(codes.map((code) => code.at(place))).size).toBe(10)
  })
})

describe('checkEmailCode', () => {
  const id = 'token-one'
  const hash = hashEmailCode({ key, id, code: '01234567' })
  const check = (typed: string, given: Partial<{ key: Uint8Array; id: string }> = {}) =>
    checkEmailCode({ key, id, hash, typed, ...given })

  it.each(['01234567', ' 0123 4567 ', '0123-4567', '０１２３４５６７', '0123‐4567', '\t01234567\r\n'])(
    'takes %j',
    (typed) => {
      expect(check(typed)).toBe('right')
    },
  )

  it.each(['01234568', '00000000', '10234567'])('refuses %s', (typed) => {
    expect(check(typed)).toBe('wrong')
  })

  it.each(['', '1234567', '012345678', '0123456a', '٠١٢٣٤٥٦٧', '0'.repeat(200), '0123 4567 8'])(
    'calls %j no token at all',
    (typed) => {
      expect(check(typed)).toBe('malformed')
    },
  )

  it('is bound to its token and to the key', () => {
    expect(check('01234567', { id: 'token-two' })).toBe('wrong')
    expect(check('01234567', { key: new Uint8Array(32).fill(8) })).toBe('wrong')
  })
})

describe('nextSendAt', () => {
  const second = 1000
  const minute = 60 * second
  const hour = 60 * minute
  const now = Date.UTC(2026, 2, 31)
  /** Instants so many milliseconds ago, newest first. */
  const ago = (...distances: number[]) => distances.map((distance) => now - distance)

  it('allows the first one at once', () => {
    expect(nextSendAt([], now)).toBe(now)
  })

  it.each([
    [0, 60 * second],
    [59_999, 1],
    [60 * second, 0],
    [61 * second, 0],
  ])('the second one %i ms after the first: in %i ms', (sentAgo, wait) => {
    expect(nextSendAt(ago(sentAgo), now)).toBe(now + wait)
  })

  it('allows five an hour', () => {
    const four = [2, 10, 20, 59].map((minutes) => minutes * minute)
    expect(nextSendAt(ago(...four), now)).toBe(now)
    expect(nextSendAt(ago(...four, 59.5 * minute), now)).toBe(now + 0.5 * minute)
    expect(nextSendAt(ago(...four, hour), now)).toBe(now)
  })

  it('allows ten a day', () => {
    const nine = Array.from({ length: 9 }, (_, nr) => (nr + 1) * 2 * hour)
    expect(nextSendAt(ago(...nine), now)).toBe(now)
    expect(nextSendAt(ago(...nine, 23 * hour), now)).toBe(now + hour)
    expect(nextSendAt(ago(...nine, 24 * hour), now)).toBe(now)
  })

  it('goes by the strictest of the three', () => {
    const five = [30 * second, 20 * minute, 30 * minute, 40 * minute, 50 * minute]
    expect(nextSendAt(ago(...five), now)).toBe(now + 10 * minute)
    expect(nextSendAt(ago(30 * second, 59.9 * minute), now)).toBe(now + 30 * second)
  })
})

describe('maskedAddress', () => {
  it.each([
    ['haruka@corp.example', 'h•••@corp.example'],
    ['h@corp.example', 'h•••@corp.example'],
    ['𠮷田@corp.example', '𠮷•••@corp.example'],
    ['a@b@corp.example', 'a•••@corp.example'],
  ])('%s', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked)
  })
})

it('lives ten minutes and takes five tries', () => {
  expect([emailTokenMinutes, emailTokenTries]).toEqual([10, 5])
})
