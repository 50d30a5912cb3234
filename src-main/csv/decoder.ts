/** Bytes of a file to text, piece by piece and strictly: what is no text in the encoding is refused, never replaced. */
import iconv from 'iconv-lite'
import type { Encoding } from '../../src-preload/contract/imports'

/** Thrown where bytes are no text in the encoding. */
export class NotInEncoding extends Error {}

interface Decoder {
  /** @returns the text of the next piece; a character cut in two waits for the next. @throws NotInEncoding */
  write(piece: Uint8Array): string
  /** @returns what is left. @throws NotInEncoding where the file ends inside a character. */
  end(): string
}

/** Byte order marks by the encoding they prove (Unicode 23.8). */
export const byteOrderMarks: Partial<Record<Encoding, Uint8Array>> = {
  'utf-8': Uint8Array.of(0xef, 0xbb, 0xbf),
  'utf-16le': Uint8Array.of(0xff, 0xfe),
  'utf-16be': Uint8Array.of(0xfe, 0xff),
}

/** @returns how many bytes the byte order mark of `encoding` takes at the beginning of `bytes`; 0 where there is none. */
export function markLength(bytes: Uint8Array, encoding: Encoding): number {
  const mark = byteOrderMarks[encoding] ?? new Uint8Array()
  return mark.every((byte, place) => bytes[place] === byte) ? mark.length : 0
}

/**
 * @returns a decoder of `encoding`. The byte order mark is not skipped. Shift_JIS is what Windows writes
 * under that name (Windows-31J, which has 髙 and ①), CP949 the same for Korean.
 */
export function makeDecoder(encoding: Encoding): Decoder {
  return encoding === 'shift_jis' || encoding === 'cp949' ? tableDecoder(encoding) : unicodeDecoder(encoding)
}

function unicodeDecoder(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const decode = (piece: Uint8Array | undefined): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
    } catch (cause) {
      throw new NotInEncoding(encoding, { cause })
    }
  }
  return { write: (piece) => decode(piece), end: () => decode(undefined) }
}

/** The tables have no place for U+FFFD, so finding it in the text means that bytes were replaced. */
function tableDecoder(encoding: 'shift_jis' | 'cp949'): Decoder {
  const decoder = iconv.getDecoder(encoding)
  const strict = (text: string): string => {
    if (text.includes('\ufffd')) throw new NotInEncoding(encoding)
    return text
  }
  return {
    write: (piece) => strict(decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))),
    end: () => strict(decoder.end() ?? ''),
  }
}
