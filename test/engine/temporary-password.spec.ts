/** Temporary passwords: 80 random bits in groups that can be read aloud, and the same one however it was typed. */
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { judgeNewPassword } from '../../src-main/engine/passwords'
import { asTemporaryPassword, makeTemporaryPassword } from '../../src-main/engine/temporary-password'

describe('a temporary password', () => {
  it('is made of all the chance it is given, in four groups of four', () => {
    expect(makeTemporaryPassword((length) => new Uint8Array(length))).toBe('0000-0000-0000-0000')
    expect(makeTemporaryPassword((length) => new Uint8Array(length).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ')
    const asked: number[] = []
    makeTemporaryPassword((length) => {
      asked.push(length)
      return randomBytes(length)
    })
    expect(asked).toEqual([10])
    const made = new Set(Array.from({ length: 1000 }, () => makeTemporaryPassword(randomBytes)))
    expect(made.size).toBe(1000)
    for (const one of made) expect(one).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  it('is one the desk would take from a person, too', () => {
    for (let round = 0; round < 200; round++) {
      expect(judgeNewPassword(makeTemporaryPassword(randomBytes), { mfaRequired: false })).toBeNull()
    }
  })

  it.each([
    ['K4QW-7TBZ-0123-VXYZ', 'K4QW-7TBZ-0123-VXYZ'],
    ['k4qw7tbz0123vxyz', 'K4QW-7TBZ-0123-VXYZ'],
    [' k4qw 7tbz o1Li vxyz ', 'K4QW-7TBZ-0111-VXYZ'],
    ['Ｋ４ＱＷ－７ＴＢＺ－０１２３－ＶＸＹＺ', 'K4QW-7TBZ-0123-VXYZ'],
    ['a sentence nobody would guess', 'a sentence nobody would guess'],
    ['', ''],
    ['K4QW-7TBZ-0123-VXY', 'K4QW-7TBZ-0123-VXY'],
    ['UUUU-UUUU-UUUU-UUUU', 'UUUU-UUUU-UUUU-UUUU'],
  ])('typed as %j is %j', (typed, read) => {
    expect(asTemporaryPassword(typed)).toBe(read)
  })
})
