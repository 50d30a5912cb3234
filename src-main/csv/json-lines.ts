/** JSON Lines in slices: one object a line, each with the line it stands in and its text as it stood. */
import type { Encoding } from '../../src-preload/contract/imports'
import { fault } from '../fault'
import { makeDecoder, markLength, NotInEncoding } from './decoder'
import { linesBeforeTrouble } from './records'

export interface JsonLine {
  /** Counted from 1 as an editor counts. */
  readonly line: number
  readonly object: Readonly<Record<string, unknown>>
  /** The line as it stood, without its end. */
  readonly raw: string
}

/** About 10 ms of parsing, as with CSV. */
const sliceBytes = 32 * 1024
/** A whole file without a line end is no JSON Lines; no honest line is this long. */
const lineCharactersMost = 256 * 1024

/** @param head - text of the beginning of a file. A table whose first header is a brace and a quote is nobody's. */
export const isJsonLines = (head: string): boolean => /^\s*\{\s*["}]/.test(head)

/**
 * Reads all lines; empty ones are left out and count. A byte order mark is skipped.
 * @throws import-unreadable `encoding`, or `not-json` with the line that is no object
 */
export async function* readJsonLines(
  bytes: Uint8Array,
  encoding: Encoding,
  pause: () => Promise<void>,
): AsyncGenerator<JsonLine[]> {
  const decoder = makeDecoder(encoding)
  let line = 1
  let rest = ''
  for (let from = markLength(bytes, encoding); ; from += sliceBytes) {
    const isEnd = from >= bytes.length
    const slice = bytes.subarray(from, from + sliceBytes)
    const parts = (rest + decoded(isEnd ? () => decoder.end() : () => decoder.write(slice), slice)).split('\n')
    rest = isEnd ? '' : (parts.pop() ?? '')
    const found: JsonLine[] = []
    for (const part of parts) {
      const raw = part.endsWith('\r') ? part.slice(0, -1) : part
      if (raw.trim() !== '') found.push({ line, object: objectIn(raw, line), raw })
      line += 1
    }
    if (rest.length > lineCharactersMost) throw fault('import-unreadable', { problem: 'not-json', line })
    yield found
    if (isEnd) return
    await pause()
  }

  function decoded(decode: () => string, slice: Uint8Array): string {
    try {
      return decode()
    } catch (error) {
      if (!(error instanceof NotInEncoding)) throw error
      const at = line + linesBeforeTrouble(slice, encoding)
      throw fault('import-unreadable', { problem: 'encoding', line: at })
    }
  }
}

function objectIn(raw: string, line: number): JsonLine['object'] {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (cause) {
    throw fault('import-unreadable', { problem: 'not-json', line }, { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fault('import-unreadable', { problem: 'not-json', line })
  }
  return value as JsonLine['object']
}
