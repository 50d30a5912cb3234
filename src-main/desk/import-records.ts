/** The records of an open file whatever its kind: a line of CSV by its places, a line of JSON by its keys. */
import type { Cell } from '../engine/account-import-line'
import { notText } from '../engine/account-import-line'
import { readJsonLines, type JsonLine } from '../csv/json-lines'
import { readRecords } from '../csv/records'
import type { FileReading } from './import-reading'

export interface FileRecord {
  /** Where it begins in the file, counted from 1 as an editor counts. */
  readonly line: number
  readonly fields: readonly Cell[]
  /** As it stood, without the line end after it. */
  readonly raw: string
}

/** @returns in slices all records but the header */
export async function* readFileRecords(
  bytes: Uint8Array,
  { kind, shape, headers }: Pick<FileReading, 'kind' | 'shape' | 'headers'>,
  pause: () => Promise<void>,
): AsyncGenerator<readonly FileRecord[]> {
  if (kind === 'json-lines') {
    for await (const lines of readJsonLines(bytes, shape.encoding, pause)) {
      yield lines.map(({ line, object, raw }) => ({ line, fields: headers.map((key) => cellOf(object, key)), raw }))
    }
    return
  }
  let header = true
  for await (const records of readRecords(bytes, shape, pause)) {
    yield header ? records.slice(1) : records
    if (records.length > 0) header = false
  }
}

/** A key that is not there says nothing of its field; null empties it, as an empty cell does. */
export function cellOf(object: JsonLine['object'], key: string): Cell {
  if (!Object.hasOwn(object, key)) return null
  const value = object[key]
  if (value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : notText
}
