/** A file read once from end to end before anything is asked of it: its shape, its columns, how many records. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Encoding, FileKind, Separator } from '../../src-preload/contract/imports'
import { findEncoding } from '../csv/find-encoding'
import { findSeparator } from '../csv/find-separator'
import { makeDecoder, markLength } from '../csv/decoder'
import { isJsonLines, readJsonLines } from '../csv/json-lines'
import { readRecords, type CsvRecord, type CsvShape } from '../csv/records'
import { guessColumns, guessMatchBy } from '../engine/account-import-columns'
import { withoutDisarm } from '../engine/account-import-line'
import { foldKey } from '../engine/fold'
import { fault } from '../fault'
import { cellOf } from './import-records'

export interface FileReading {
  readonly kind: FileKind
  /** Of JSON Lines the encoding alone says something. */
  readonly shape: CsvShape
  /** The file begins with a byte order mark, and so shall the file of its refused lines. */
  readonly mark: boolean
  /** Of JSON Lines every key there is, in order of appearance. */
  readonly headers: readonly string[]
  /** The header record as it stood; JSON Lines have none. */
  readonly headerText: string
  /** Something out of each column, to recognise it by; empty where the first records hold nothing there. */
  readonly samples: readonly string[]
  /** Records, the header left out. */
  readonly lines: number
}

/** What a slice of work does at its end: lets everything else that waits have its turn. */
export const pause = (): Promise<void> => setImmediate()

const linesMost = 1_000_000
const sampledRecords = 20
/** As many as a check takes columns. */
const keysMost = 200
const pieceBytes = 1024 * 1024
const headBytes = 64 * 1024

/**
 * Reads the whole file, so that half a file is refused before anybody maps its columns.
 * @param wished - encoding and separator that were chosen; what is missing is found out.
 * @throws import-unreadable with the problem and, where there is one, the line
 */
export async function readWholeFile(
  bytes: Uint8Array,
  wished: { encoding?: Encoding | undefined; separator?: Separator | undefined },
): Promise<FileReading> {
  if (bytes.length === 0) throw fault('import-unreadable', { problem: 'empty', line: null })
  const encoding = wished.encoding ?? (await foundEncoding(bytes))
  const head = headText(bytes, encoding)
  if (isJsonLines(head)) return readWholeJson(bytes, encoding)
  const separator = wished.separator ?? findSeparator(head)
  const shape = { encoding, separator }
  let header: CsvRecord | null = null
  let lines = 0
  let samples: string[] = []
  for await (const records of readRecords(bytes, shape, pause)) {
    for (const record of records) {
      if (header === null) {
        header = record
        samples = record.fields.map(() => '')
        continue
      }
      if (lines < sampledRecords)
        samples = samples.map((sample, place) => sample || withoutDisarm(record.fields[place] ?? '').trim())
      lines += 1
    }
    if (lines > linesMost)
      throw fault('import-unreadable', { problem: 'too-many-lines', line: records[0]?.line ?? null })
  }
  if (header === null) throw fault('import-unreadable', { problem: 'empty', line: null })
  if (lines === 0) throw fault('import-unreadable', { problem: 'header-only', line: null })
  return {
    kind: 'csv',
    shape,
    mark: markLength(bytes, encoding) > 0,
    headers: header.fields,
    headerText: header.raw,
    samples,
    lines,
  }
}

/** The same of JSON Lines: keys come and go from line to line, so all of them are looked for. */
async function readWholeJson(bytes: Uint8Array, encoding: Encoding): Promise<FileReading> {
  const samples = new Map<string, string>()
  let lines = 0
  for await (const records of readJsonLines(bytes, encoding, pause)) {
    for (const { line, object } of records) {
      for (const key of Object.keys(object)) {
        if (samples.get(key)) continue
        const cell = lines < sampledRecords ? cellOf(object, key) : ''
        samples.set(key, typeof cell === 'string' ? cell.trim() : '')
      }
      if (samples.size > keysMost) throw fault('import-unreadable', { problem: 'not-json', line })
      lines += 1
    }
    if (lines > linesMost) throw fault('import-unreadable', { problem: 'too-many-lines', line: lines })
  }
  if (lines === 0) throw fault('import-unreadable', { problem: 'empty', line: null })
  return {
    kind: 'json-lines',
    shape: { encoding, separator: ',' },
    mark: markLength(bytes, encoding) > 0,
    headers: [...samples.keys()],
    headerText: '',
    samples: [...samples.values()],
    lines,
  }
}

async function foundEncoding(bytes: Uint8Array): Promise<Encoding> {
  const found = await findEncoding(bytes, pause)
  if (found === 'binary') throw fault('import-unreadable', { problem: 'binary', line: null })
  if (found === 'unknown') throw fault('import-unreadable', { problem: 'encoding', line: null })
  return found
}

/** @returns the beginning as text, as far as it is text; what is not is reported by the reading itself. */
function headText(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return makeDecoder(encoding)
      .write(bytes.subarray(0, headBytes))
      .replace(/^\ufeff/, '')
  } catch {
    return ''
  }
}

const shownCharacters = 200

/** @returns the header as a kept mapping names it */
export const headerKey = (header: string): string => foldKey(header).slice(0, shownCharacters)

/** @returns how the file was read, as the contract says it. */
export function readingReply({ kind, shape, headers, samples, lines }: FileReading) {
  const guesses = guessColumns(headers)
  return {
    kind,
    ...shape,
    columns: headers.map((header, place) => ({
      header: header.slice(0, shownCharacters),
      key: headerKey(header),
      sample: (samples[place] ?? '').slice(0, shownCharacters),
      guess: guesses[place] ?? null,
    })),
    matchBy: guessMatchBy(guesses),
    lines,
  }
}

/** @returns hex SHA-256 of the file; the audit row names the file by it. */
export async function hashFile(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    hash.update(bytes.subarray(from, from + pieceBytes))
    await pause()
  }
  return hash.digest('hex')
}
