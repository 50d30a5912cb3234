/** Records of CSV files: quotes, line numbers, text as it stood, and files that are cut or damaged. */
import iconv from 'iconv-lite'
import { setImmediate as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Encoding, Separator } from '../../src-preload/contract/imports'
import { encodeText } from '../../src-main/csv/encode-text'
import { readRecords, type CsvRecord } from '../../src-main/csv/records'

async function read(bytes: Uint8Array | string, encoding: Encoding = 'utf-8', separator: Separator = ',') {
  const records: CsvRecord[] = []
  const file = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  for await (const slice of readRecords(file, { encoding, separator }, () => pause())) records.push(...slice)
  return records
}

describe('readRecords', () => {
  it('numbers records as an editor numbers lines: inside quotes, across empty lines, for CRLF, LF and CR', async () => {
    const records = await read('a,b\r\n1,"x\r\ny\nz"\r\n\r\n\n2,"q""q"\r3,last')
    expect(records).toEqual([
      { line: 1, fields: ['a', 'b'], raw: 'a,b' },
      { line: 2, fields: ['1', 'x\r\ny\nz'], raw: '1,"x\r\ny\nz"' },
      { line: 7, fields: ['2', 'q"q'], raw: '2,"q""q"' },
      { line: 8, fields: ['3', 'last'], raw: '3,last' },
    ])
  })

  it('keeps its count over the seams of slices, with characters and line ends cut in two', async () => {
    const lines = Array.from({ length: 20_000 }, (_, place) => `u${place}@corp.example,"田中\r\n太郎 ${place}"`)
    const records = await read(iconv.encode(['a,b', ...lines].join('\r\n'), 'utf8'))
    expect(records).toHaveLength(20_001)
    expect(records.every((record, place) => record.line === Math.max(1, place * 2))).toBe(true)
    expect(records.at(-1)).toEqual({
      line: 40_000,
      fields: ['u19999@corp.example', '田中\r\n太郎 19999'],
      raw: lines.at(-1),
    })
  })

  it.each([
    ['utf-8', 'utf8', 'メール,髙橋 二,김민준,①'],
    ['utf-16le', 'utf-16le', 'メール,髙橋 二,김민준,😀'],
    ['utf-16be', 'utf-16be', 'メール,髙橋 二,김민준,😀'],
    ['shift_jis', 'cp932', 'メール,髙橋 二,﨑,①'],
    ['cp949', 'cp949', '이메일,김민준,뷁,서울'],
  ] as const)('reads and writes %s to the letter', async (encoding, written, line) => {
    const bytes = iconv.encode(`${line}\r\n`, written, { addBOM: false })
    expect((await read(bytes, encoding))[0]?.fields).toEqual(line.split(','))
    expect(Buffer.from(encodeText(`${line}\r\n`, encoding, false)).equals(bytes)).toBe(true)
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('skips the mark of %s and can write it', async (encoding) => {
    const bytes = encodeText('"a",b\r\n', encoding, true)
    expect((await read(bytes, encoding))[0]?.fields).toEqual(['a', 'b'])
  })

  it.each([',', ';', '\t', '|'] as const)('separates by %j', async (separator) => {
    expect((await read(`a${separator}"b${separator}c"\n`, 'utf-8', separator))[0]?.fields).toEqual([
      'a',
      `b${separator}c`,
    ])
  })

  it.each([
    ['half a file', 'a,b\n1,2\n3,"cut', 3],
    ['a quote in the middle of a field', 'a,b\n1,x"y\n', 2],
    ['letters behind a closing quote', 'a,b\n1,2\n1,"x"y\n', 3],
    ['a quote that swallows the rest', `a,b\n1,"x\n${'2,y\n'.repeat(100_000)}`, 2],
  ])('refuses %s and names the line', async (_what, text, line) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'import-unreadable', data: { problem: 'quote', line } })
  })

  it('refuses bytes that are no text in the encoding and names their line, however far in', async () => {
    const good = 'u@corp.example,田中\n'.repeat(9_999)
    const bytes = Buffer.concat([Buffer.from(good), Buffer.from([0x61, 0xe7, 0x94, 0x0a]), Buffer.from(good)])
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'import-unreadable',
      data: { problem: 'encoding', line: 10_000 },
    })
  })

  it('refuses a file that ends inside a character', async () => {
    const whole = iconv.encode('a,田', 'cp932')
    await expect(read(whole.subarray(0, -1), 'shift_jis')).rejects.toMatchObject({ data: { problem: 'encoding' } })
    await expect(read(Buffer.from('a,田').subarray(0, -1))).rejects.toMatchObject({ data: { problem: 'encoding' } })
  })
})
