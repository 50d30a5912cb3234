/** One-time passwords: the RFC vectors, the window, replay, and what people type instead of a token. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalToken, checkOtp, makeOtpKey, secretText, type OtpKey } from '../../src-main/engine/otp'
import { systemRandom } from '../../src-main/random'
import { base32Bytes, hotp, totp } from '../oracles/totp'
import vectors from './rfc-vectors.json'

const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'ascii'))
const algorithms = ['SHA-1', 'SHA-256', 'SHA-512'] as const
const seedOf = { 'SHA-1': ascii(vectors.seed20), 'SHA-256': ascii(vectors.seed32), 'SHA-512': ascii(vectors.seed64) }

const key: OtpKey = { secret: seedOf['SHA-1'], algorithm: 'SHA-1', digits: 6, periodSeconds: 30 }
const minuteStart = Date.UTC(2026, 2, 31, 12, 0, 0)
const refused = (problem: string, offSeconds = 0) => ({ ok: false, problem, offSeconds })
/** What the phone shows when its clock is `seconds` ahead (or behind, negative). */
const shown = (seconds: number, now = minuteStart) => totp({ secret: key.secret, nowMs: now + seconds * 1000 })

describe('RFC 4226, appendix D', () => {
  it.each(vectors.hotp.map((token, counter) => [counter, token] as const))('count %d gives %s', (counter, token) => {
    expect(hotp(key.secret, BigInt(counter))).toBe(token)
    const now = (counter * 30 + 15) * 1000
    expect(checkOtp({ key, lastStep: null, token, now })).toEqual({ ok: true, step: counter })
  })
})

describe('RFC 6238, appendix B', () => {
  const cases = vectors.totp.flatMap((row) => algorithms.map((algorithm) => ({ ...row, algorithm })))
  it.each(cases)('$algorithm at $seconds s', ({ seconds, algorithm, ...tokens }) => {
    const eight: OtpKey = { secret: seedOf[algorithm], algorithm, digits: 8, periodSeconds: 30 }
    const token = tokens[algorithm]
    expect(totp({ secret: eight.secret, nowMs: seconds * 1000, algorithm, digits: 8 })).toBe(token)
    const step = Math.floor(seconds / 30)
    expect(checkOtp({ key: eight, lastStep: null, token, now: seconds * 1000 })).toEqual({ ok: true, step })
  })
})

describe('makeOtpKey', () => {
  it('makes 160 random bits, SHA-1, 6 digits, 30 seconds', () => {
    const asked: number[] = []
    const made = makeOtpKey((length) => {
      asked.push(length)
      return systemRandom(length)
    })
    expect(asked).toEqual([20])
    expect(made.secret).toHaveLength(20)
    expect(made).toMatchObject({ algorithm: 'SHA-1', digits: 6, periodSeconds: 30 })
  })

  it('gives its key as base32 without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 64 }), (secret) => {
        const text = secretText(secret)
        expect(text).toMatch(/^[A-Z2-7]+$/)
        expect(base32Bytes(text)).toEqual(Uint8Array.from(secret))
      }),
    )
  })
})

describe('the window', () => {
  const skews = Array.from({ length: 181 }, (_, place) => place - 90)
  it.each(Array.from({ length: 30 }, (_, phase) => phase))('at second %d of the step: skew −90…+90 s', (phase) => {
    const now = minuteStart + phase * 1000
    for (const skew of skews) {
      const steps = Math.floor((phase + skew) / 30)
      const verdict = checkOtp({ key, lastStep: null, token: shown(skew, now), now })
      const step = Math.floor(now / 30_000) + steps
      expect(verdict).toEqual(Math.abs(steps) <= 1 ? { ok: true, step } : refused('off', steps * 30))
    }
  })

  it('does the same for every algorithm, length and period', () => {
    const some = fc.record({
      secret: fc.uint8Array({ minLength: 10, maxLength: 128 }),
      algorithm: fc.constantFrom(...algorithms),
      digits: fc.constantFrom(6, 7, 8),
      periodSeconds: fc.constantFrom(30, 60),
    })
    const seconds = fc.integer({ min: 3000, max: 4_000_000_000 })
    fc.assert(
      fc.property(some, seconds, fc.integer({ min: -90, max: 90 }), (one, at, skew) => {
        const token = totp({ ...one, nowMs: (at + skew) * 1000 })
        const present = Math.floor(at / one.periodSeconds)
        const step = Math.floor((at + skew) / one.periodSeconds)
        const verdict = checkOtp({ key: one, lastStep: null, token, now: at * 1000 + 999 })
        if (Math.abs(step - present) <= 1) {
          // Two steps may by chance show the same token; then the older one is taken.
          expect(verdict.ok && totp({ ...one, nowMs: verdict.step * one.periodSeconds * 1000 })).toBe(token)
          expect(verdict.ok && verdict.step <= step).toBe(true)
        } else if (!verdict.ok) {
          expect(verdict.problem).toBe('off')
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('tells a slow phone from a fast one, up to 20 steps', () => {
    expect(checkOtp({ key, lastStep: null, token: shown(-600), now: minuteStart })).toEqual(refused('off', -600))
    expect(checkOtp({ key, lastStep: null, token: shown(600), now: minuteStart })).toEqual(refused('off', 600))
    expect(checkOtp({ key, lastStep: null, token: shown(-630), now: minuteStart })).toEqual(refused('wrong'))
    expect(checkOtp({ key, lastStep: null, token: shown(630), now: minuteStart })).toEqual(refused('wrong'))
  })

  it('works at the beginning of time', () => {
    expect(checkOtp({ key, lastStep: null, token: '755224', now: 0 })).toEqual({ ok: true, step: 0 })
    expect(checkOtp({ key, lastStep: null, token: '000000', now: 0 })).toEqual(refused('wrong'))
  })

  it('refuses the token of another key', () => {
    const token = totp({ secret: ascii('another key of 20 by'), nowMs: minuteStart })
    expect(checkOtp({ key, lastStep: null, token, now: minuteStart })).toEqual(refused('wrong'))
  })
})

describe('once means once', () => {
  const present = minuteStart / 30_000

  it('a token of set-up does not work at the first sign-in', () => {
    const token = shown(0)
    const setUp = checkOtp({ key, lastStep: null, token, now: minuteStart })
    expect(setUp).toEqual({ ok: true, step: present })
    const lastStep = setUp.ok ? setUp.step : null
    for (const later of [0, 1, 29, 30, 59]) {
      expect(checkOtp({ key, lastStep, token, now: minuteStart + later * 1000 })).toEqual(refused('used'))
    }
    // Long outside the window it is still a used one, not a slow phone.
    expect(checkOtp({ key, lastStep, token, now: minuteStart + 300_000 })).toEqual(refused('used'))
    const next = minuteStart + 30_000
    expect(checkOtp({ key, lastStep, token: shown(0, next), now: next })).toEqual({ ok: true, step: present + 1 })
  })

  it('the step before the last one is over too', () => {
    expect(checkOtp({ key, lastStep: present, token: shown(-30), now: minuteStart })).toEqual(refused('used'))
    expect(checkOtp({ key, lastStep: present + 1, token: shown(0), now: minuteStart })).toEqual(refused('used'))
    expect(checkOtp({ key, lastStep: present + 1, token: shown(30), now: minuteStart })).toEqual(refused('used'))
    expect(checkOtp({ key, lastStep: present - 1, token: shown(30), now: minuteStart })).toEqual({
      ok: true,
      step: present + 1,
    })
  })

  it('nothing is accepted after the clock was set back before the last step, and nothing throws', () => {
    expect(checkOtp({ key, lastStep: present + 500, token: shown(0), now: minuteStart })).toEqual(refused('used'))
    expect(checkOtp({ key, lastStep: present + 500, token: '000000', now: minuteStart })).toEqual(refused('wrong'))
  })

  it('blanks and other digits do not make a used token new (CVE-2025-6014)', () => {
    const token = shown(0)
    const full = token.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    for (const spelling of [token, ` ${token}`, `${token.slice(0, 3)} ${token.slice(3)}`, full]) {
      expect(checkOtp({ key, lastStep: null, token: spelling, now: minuteStart }).ok).toBe(true)
      expect(checkOtp({ key, lastStep: present, token: spelling, now: minuteStart })).toEqual(refused('used'))
    }
  })

  it('the accepted step only ever grows', () => {
    const clicks = fc.array(fc.record({ tick: fc.nat({ max: 45 }), skew: fc.integer({ min: -60, max: 60 }) }))
    fc.assert(
      fc.property(clicks, (list) => {
        let now = minuteStart
        let lastStep: number | null = null
        for (const { tick, skew } of list) {
          now += tick * 1000
          const verdict = checkOtp({ key, lastStep, token: shown(skew, now), now })
          if (!verdict.ok) continue
          expect(verdict.step).toBeGreaterThan(lastStep ?? -1)
          lastStep = verdict.step
        }
      }),
    )
  })
})

describe('canonicalToken', () => {
  it.each([
    ['755224', '755224'],
    [' 755 224 ', '755224'],
    ['755-224', '755224'],
    ['755\u2011224', '755224'],
    ['755\u00a0224', '755224'],
    ['755　224', '755224'],
    ['７５５２２４', '755224'],
    ['７５５－２２４', '755224'],
    ['755224\r\n', '755224'],
    ['\ufeff755224', '755224'],
    ['000000', '000000'],
  ])('%j is %s', (text, token) => {
    expect(canonicalToken(text, 6)).toBe(token)
  })

  const malformed = [
    ...['', ' ', '-', '- -', '\n', '\u0000', '0', '12345', '1234567', '12345678', '123456789012', '755224 755224'],
    ...['abcdef', '75522a', 'a755224', '755224a', '7552O4', '7552l4', '+755224', '755224+', '755.224', '755,224'],
    ...['755_224', '755/224', '755224;', "755224'", '"755224"', '755224-a', '#55224', '7e5224', '0x7552', '-7552-'],
    ...['1e5', '1e5000', 'NaN', 'null', 'undefined', 'Infinity', 'true', '[object', '{"a":1', "' OR 1=1"],
    ...[
      '٧٥٥٢٢٤',
      '७५५२२४',
      '七五五二二四',
      '７５５２２',
      '75522\u200b4',
      '\u2060755224',
      '755224\u0000',
      '\ud800755224',
    ],
    ...['75522\ud83d\ude00', '7552２4a', '755224'.repeat(20), '7'.repeat(100_000), ' '.repeat(101) + '755224'],
    ...['=755224', '@755224', '755224\u202e', '½55224', 'WXYZ-WXYZ-WXYZ-WXYZ'],
  ]

  it('has sixty malformed forms and more', () => {
    expect(new Set(malformed).size).toBeGreaterThanOrEqual(60)
  })

  it.each(malformed.map((text) => [text.length > 40 ? `${text.slice(0, 12)}… (${text.length})` : text, text]))(
    'refuses %j',
    (_shown, text) => {
      expect(canonicalToken(text, 6)).toBeNull()
      expect(checkOtp({ key, lastStep: null, token: text, now: minuteStart })).toEqual(refused('malformed'))
    },
  )

  it('wants as many digits as the key has', () => {
    expect(canonicalToken('755224', 8)).toBeNull()
    expect(canonicalToken('75522400', 8)).toBe('75522400')
  })

  it('never throws, whatever is typed', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789 -７') }))
    fc.assert(
      fc.property(typed, (text) => {
        const verdict = checkOtp({ key, lastStep: 5, token: text, now: minuteStart })
        const isToken = canonicalToken(text, 6) !== null
        expect(!verdict.ok && verdict.problem === 'malformed').toBe(!isToken)
      }),
    )
  })
})

it('a key under ten bytes is not judged at all', () => {
  const short = { ...key, secret: key.secret.slice(0, 9) }
  expect(() => checkOtp({ key: short, lastStep: null, token: '755224', now: 0 })).toThrow()
  const least = { ...key, secret: key.secret.slice(0, 10) }
  const token = totp({ secret: least.secret, nowMs: minuteStart })
  expect(checkOtp({ key: least, lastStep: null, token, now: minuteStart }).ok).toBe(true)
})
