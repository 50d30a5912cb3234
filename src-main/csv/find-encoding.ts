/** Which encoding a file is in: its byte order mark, else what its bytes can be, else what its letters make likely. */
import type { Encoding } from '../../src-preload/contract/imports'
import { makeDecoder, markLength } from './decoder'
import { japaneseScore, koreanScore } from './letter-score'

/** Enough to judge by; what follows is still decoded strictly when the lines are read. */
const headBytes = 256 * 1024
const pieceBytes = 1024 * 1024

/** First bytes of files that are taken for CSV by mistake: zip (and so .xlsx, .ods), old .xls, PDF, gzip, images. */
const binaryMarks = ['504b0304', 'd0cf11e0', '25504446', '1f8b', '89504e47', 'ffd8ff', '7f454c46', '53514c697465']

/**
 * Yields between pieces of 1 MiB, so that a large file never holds the event loop.
 * @returns the encoding; `binary` where the bytes are no text at all; `unknown` where they are text in none we read.
 */
export async function findEncoding(
  bytes: Uint8Array,
  pause: () => Promise<void>,
): Promise<Encoding | 'binary' | 'unknown'> {
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    if (markLength(bytes, encoding) > 0) return encoding
  }
  const head = bytes.subarray(0, headBytes)
  const start = Buffer.from(head.subarray(0, 8)).toString('hex')
  if (binaryMarks.some((mark) => start.startsWith(mark))) return 'binary'
  const wide = unmarkedUtf16(head)
  if (wide) return wide
  if (controlShare(head) > 0.02) return 'binary'
  if (await isUtf8(bytes, pause)) return 'utf-8'
  const japanese = decodeHead(head, 'shift_jis')
  const korean = decodeHead(head, 'cp949')
  if (japanese === null && korean === null) return 'unknown'
  if (japanese === null) return 'cp949'
  if (korean === null) return 'shift_jis'
  return koreanScore(korean) > japaneseScore(japanese) ? 'cp949' : 'shift_jis'
}

/** Without a mark, separators and line ends still show: their upper byte is 0, always on the same side. */
function unmarkedUtf16(head: Uint8Array): Encoding | null {
  let [even, odd] = [0, 0]
  for (let place = 0; place < head.length; place += 1) {
    if (head[place] !== 0) continue
    if (place % 2 === 0) even += 1
    else odd += 1
  }
  const encoding = odd > even * 8 ? 'utf-16le' : even > odd * 8 ? 'utf-16be' : null
  const few = head.length / 200
  if (encoding === null || even + odd < Math.max(2, few)) return null
  const text = decodeHead(head.subarray(0, head.length & ~1), encoding)
  return text !== null && !text.includes('\0') && /[\n\r,;\t|]/.test(text) ? encoding : null
}

/** Share of bytes that no text has: C0 controls but TAB, LF, CR, and the escape of ISO-2022. */
function controlShare(head: Uint8Array): number {
  let controls = 0
  for (const byte of head) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls += 1
  }
  return head.length === 0 ? 0 : controls / head.length
}

async function isUtf8(bytes: Uint8Array, pause: () => Promise<void>): Promise<boolean> {
  const decoder = makeDecoder('utf-8')
  try {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      decoder.write(bytes.subarray(from, from + pieceBytes))
      await pause()
    }
    decoder.end()
    return true
  } catch {
    return false
  }
}

/** @returns the head as text, null where it is none in `encoding`; a character cut at the end does not count. */
function decodeHead(head: Uint8Array, encoding: Encoding): string | null {
  try {
    const text = makeDecoder(encoding).write(head)
    // C1 controls are what undefined bytes become; letters for private use are somebody's own signs.
    return /[\u0080-\u009f]/.test(text) ? null : text
  } catch {
    return null
  }
}
