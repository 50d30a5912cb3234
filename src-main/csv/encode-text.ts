/** Text back to bytes in a file's own encoding, for files that go where the first one came from. */
import iconv from 'iconv-lite'
import type { Encoding } from '../../src-preload/contract/imports'
import { byteOrderMarks } from './decoder'

/** @returns `text` in `encoding`, with its byte order mark in front where `mark` is asked and the encoding has one. */
export function encodeText(text: string, encoding: Encoding, mark: boolean): Uint8Array<ArrayBuffer> {
  const body = iconv.encode(text, encoding, { addBOM: false })
  const front = (mark && byteOrderMarks[encoding]) || new Uint8Array()
  const bytes = new Uint8Array(front.length + body.length)
  bytes.set(front)
  bytes.set(body, front.length)
  return bytes
}
