/** CSV and JSON Lines as others read them: Python's csv module, and JSON.parse. */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteOrderMark, csvField, csvLine, jsonLine } from '../../src-main/engine/report-text'
import { readCsv } from '../oracles/csv'
import { hostileNames } from '../samples/hostile-names'

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])('disarms %j', (text) => {
    expect(readCsv(csvLine([text]))[0]).toEqual([`'${text}`])
  })

  it('leaves alone what no spreadsheet runs', () => {
    for (const text of ['', 'a', "O'Brien", '1-1', 'a=b', 'x@y.example', '田中 太郎']) expect(csvField(text)).toBe(text)
  })

  it('is read by Python as it was written, whatever stands in a field', () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...hostileNames.map(({ name }) => name), 'a,b', '"', 'a\r\nb', ' x '),
    )
    // Python's own reader ends at a lone surrogate and at NUL; neither is text that an account can hold.
    const sane = field.map((text) => text.toWellFormed().replaceAll('\0', ''))
    const table = fc.array(fc.array(sane, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(table, (rows) => {
        const text = byteOrderMark + rows.map(csvLine).join('')
        const disarmed = rows.map((row) => row.map((one) => (/^'*[=+\-@\t\r＝＋－＠]/.test(one) ? `'${one}` : one)))
        expect(readCsv(text)).toEqual(disarmed)
      }),
      { numRuns: 25 },
    )
  })
})

describe('JSON Lines', () => {
  it('are one line each, whatever a value holds', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string({ unit: 'binary' }) }), { maxLength: 20 }), (rows) => {
        const lines = rows.map(jsonLine).join('')
        expect(lines.split(/[\n\r\u2028\u2029]/).length).toBe(rows.length + 1)
        expect(
          lines
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line) as unknown),
        ).toEqual(rows)
      }),
    )
  })
})

it('there is a Python to read with', () => {
  expect(execFileSync('python3', ['--version']).toString()).toMatch(/^Python 3/)
})
