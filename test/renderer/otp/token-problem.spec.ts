/** M6: a wrong token is refused with a plain reason that names the next step. */
import { describe, expect, it } from 'vitest'
import { tokenProblem } from '../../../src-renderer/components/otp/token-problem'
import { englishWords } from '../words'

const { t } = englishWords().global
const said = (problem: 'malformed' | 'wrong' | 'used' | 'off', offSeconds = 0, digits = 6) => {
  const { key, named, count } = tokenProblem({ problem, offSeconds }, digits)
  return t(key, named, count)
}

describe('tokenProblem', () => {
  it.each([
    ['malformed', 0, /has 6 digits/],
    ['wrong', 0, /does not fit this key.*next token/],
    ['used', 0, /used before.*next one/],
  ] as const)('%s says why and what to do', (problem, off, sentence) => {
    expect(said(problem, off)).toMatch(sentence)
  })

  it.each([
    [-90, /^That token is 90 seconds old: the phone’s clock is slow\./],
    [90, /^That token is 90 seconds early: the phone’s clock is fast\./],
    [-240, /^That token is 4 minutes old: the phone’s clock is slow\./],
    [600, /^That token is 10 minutes early: the phone’s clock is fast\./],
  ])('off by %d s says which way, how far, and to set the clock', (off, sentence) => {
    expect(said('off', off)).toMatch(sentence)
    expect(said('off', off)).toContain('Set the phone’s time to automatic')
  })

  it('counts the digits of the key it is about', () => {
    expect(said('malformed', 0, 8)).toContain('8 digits')
  })
})
