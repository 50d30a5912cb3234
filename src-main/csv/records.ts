/** The records of a CSV file (RFC 4180) in slices, each with the line it begins in and its text as it stood. */
import { parse, type Parser } from 'csv-parse'
import iconv from 'iconv-lite'
import type { Encoding, Separator } from '../../src-preload/contract/imports'
import { fault } from '../fault'
import { makeDecoder, markLength, NotInEncoding } from './decoder'

export interface CsvShape {
  readonly encoding: Encoding
  readonly separator: Separator
}

export interface CsvRecord {
  /** Line of the file the record begins in, counted from 1 as an editor counts: line ends inside quotes count too. */
  readonly line: number
  readonly fields: string[]
  /** The record as it stood, without the line end after it. */
  readonly raw: string
}

/** About 10 ms of parsing; a caller that yields between slices holds nothing up. */
const sliceBytes = 32 * 1024
/** A quote that is never closed swallows the rest of the file; no honest record is this long. */
const recordCharactersMost = 256 * 1024

/**
 * Reads all records, the header too, and leaves empty lines out; they count as lines.
 * CRLF, LF and CR end a record. A byte order mark is skipped.
 * @throws import-unreadable `encoding` with the line where bytes are no text in the encoding, `quote` with the line of
 * the record whose quote is never closed or stands in the middle of a field.
 */
export async function* readRecords(
  bytes: Uint8Array,
  shape: CsvShape,
  pause: () => Promise<void>,
): AsyncGenerator<CsvRecord[]> {
  const decoder = makeDecoder(shape.encoding)
  const lines = new LineCounter()
  const parser = parse({
    delimiter: shape.separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    raw: true,
    max_record_size: recordCharactersMost,
  })
  let broken = false
  let textLine = 1
  let from = markLength(bytes, shape.encoding)
  parser.on('error', () => (broken = true))
  try {
    for (; from < bytes.length; from += sliceBytes) {
      const text = decoder.write(bytes.subarray(from, from + sliceBytes))
      textLine += countLineEnds(text)
      parser.write(text)
      yield lines.number(drain(parser))
      // The parser reports what is wrong on a later tick.
      await pause()
      if (broken) break
    }
    if (!broken) {
      parser.end(decoder.end())
      await pause()
      yield lines.number(drain(parser))
    }
  } catch (error) {
    if (!(error instanceof NotInEncoding)) throw error
    const line = textLine + linesBeforeTrouble(bytes.subarray(from, from + sliceBytes), shape.encoding)
    throw fault('import-unreadable', { problem: 'encoding', line })
  } finally {
    parser.destroy()
  }
  if (broken) throw fault('import-unreadable', { problem: 'quote', line: lines.next })
}

const countLineEnds = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0

/** The slice may begin inside a character, so a replaced one at its very start is not the trouble. */
export function linesBeforeTrouble(slice: Uint8Array, encoding: Encoding): number {
  const text = iconv.decode(slice, encoding, { stripBOM: false })
  const at = text.indexOf('\ufffd', 2)
  return countLineEnds(text.slice(0, at < 0 ? undefined : at))
}

interface Parsed {
  readonly record: string[]
  readonly raw: string
}

function drain(parser: Parser): Parsed[] {
  const parsed: Parsed[] = []
  for (let record = parser.read() as Parsed | null; record !== null; record = parser.read() as Parsed | null) {
    parsed.push(record)
  }
  return parsed
}

/** Counts the lines by the text itself; the parser's own count takes CR LF inside quotes for two. */
class LineCounter {
  next = 1

  number(parsed: readonly Parsed[]): CsvRecord[] {
    const records: CsvRecord[] = []
    for (const { record, raw } of parsed) {
      // The parser leaves the first character of the line end on.
      const text = /[\r\n]$/.test(raw) ? raw.slice(0, -1) : raw
      if (record.length > 1 || record[0] !== '') records.push({ line: this.next, fields: record, raw: text })
      this.next += 1 + countLineEnds(text)
    }
    return records
  }
}
