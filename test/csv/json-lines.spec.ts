/** JSON Lines as other programs write them: line ends, marks, empty lines, and what is none. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeText } from '../../src-main/csv/encode-text'
import { isJsonLines, readJsonLines } from '../../src-main/csv/json-lines'
import { jsonLine } from '../../src-main/engine/report-text'
import { Fault } from '../../src-main/fault'

async function read(text: string, encoding: 'utf-8' | 'utf-16le' = 'utf-8', mark = false) {
  const found: { line: number; object: unknown; raw: string }[] = []
  for await (const some of readJsonLines(encodeText(text, encoding, mark), encoding, async () => {}))
    found.push(...some)
  return found
}
const faultIn = async (bytes: string | Uint8Array) => {
  const given = typeof bytes === 'string' ? encodeText(bytes, 'utf-8', false) : bytes
  try {
    for await (const some of readJsonLines(given, 'utf-8', async () => {})) void some
  } catch (error) {
    if (error instanceof Fault) return error.data
    throw error
  }
  return null
}

describe('JSON Lines', () => {
  it('count lines as an editor does, whatever their ends, and leave empty ones out', async () => {
    const text = '{"a":1}\r\n\n  \n{"b":"x\\ny"}\n{}'
    expect(await read(text)).toEqual([
      { line: 1, object: { a: 1 }, raw: '{"a":1}' },
      { line: 4, object: { b: 'x\ny' }, raw: '{"b":"x\\ny"}' },
      { line: 5, object: {}, raw: '{}' },
    ])
    expect(await read(text, 'utf-16le', true)).toEqual(await read(text))
  })

  it('read back what was written, cut into slices anywhere', async () => {
    const rows = fc.array(fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 40 }) }), { maxLength: 1500 })
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const found = await read(given.map(jsonLine).join(''))
        expect(found.map(({ object }) => object)).toEqual(given)
      }),
      { numRuns: 10 },
    )
  })

  it.each([
    ['a list', '{"a":1}\n[1]\n', 2],
    ['half an object', '{"a":1}\n\n{"a":', 3],
    ['an object over several lines', '{\n  "a": 1\n}\n', 1],
    ['a text', '{"a":1}\n"a"', 2],
    ['a line without an end', `{"a":"${'x'.repeat(300_000)}"}`, 1],
  ])('refuse %s by its line', async (_what, text, line) => {
    expect(await faultIn(text)).toEqual({ problem: 'not-json', line })
  })

  it('refuse bytes that are no text by their line', async () => {
    const bytes = Buffer.concat([Buffer.from('{"a":1}\n{"b":"'), Buffer.from([0xff]), Buffer.from('"}\n')])
    expect(await faultIn(bytes)).toEqual({ problem: 'encoding', line: 2 })
  })

  it('are told from a table by their beginning', () => {
    for (const head of ['{"email":"a"}', ' \n{ "a": 1 }', '{}']) expect(isJsonLines(head)).toBe(true)
    for (const head of ['email,name\n{"a"}', '{x},y', '[{"a":1}]', '']) expect(isJsonLines(head)).toBe(false)
  })
})
