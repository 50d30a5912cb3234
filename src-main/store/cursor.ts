/** Where a page of accounts ends, as opaque text. */
import { fault } from '../fault'

/** The place of one row in lists: order key, then order of making. */
export interface Place {
  readonly sort_key: string
  readonly row_no: number
}

/** @returns base64url text under 1,000 characters, opaque to whoever gets it. */
export const cursorOf = (place: Place): string =>
  Buffer.from(JSON.stringify([place.sort_key, place.row_no])).toString('base64url')

/** @throws fault `input-invalid` on the field `from`, where the text is none of ours */
export function placeOf(cursor: string): Place {
  try {
    const found: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(found) && found.length === 2) {
      const [sort_key, row_no] = found as unknown[]
      if (typeof sort_key === 'string' && typeof row_no === 'number' && Number.isSafeInteger(row_no)) {
        return { sort_key, row_no }
      }
    }
  } catch {
    // Falls through: text that is no JSON is as wrong as JSON of another shape.
  }
  throw fault('input-invalid', { field: 'from' })
}

/** Orders as SQLite does, by the bytes of UTF-8; JavaScript's own order differs above U+FFFF. */
export const comparePlaces = (a: Place, b: Place): number =>
  Buffer.compare(Buffer.from(a.sort_key), Buffer.from(b.sort_key)) || a.row_no - b.row_no
