/** Where a page ends of a list that is ordered by instant and id, newest first; as opaque text. */
import { fault } from '../fault'

export interface TimePlace {
  readonly madeAt: string
  readonly id: string
}

export const timeCursor = ({ madeAt, id }: TimePlace): string => Buffer.from(`${madeAt} ${id}`).toString('base64url')

/** @throws input-invalid where the text is none of ours */
export function timePlace(cursor: string): TimePlace {
  const [madeAt = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (rest.length > 0 || !/^\d{4}-[\d:T.-]+Z$/.test(madeAt) || !/^[a-z2-7]{26}$/.test(id)) {
    throw fault('input-invalid', { field: 'before' })
  }
  return { madeAt, id }
}
