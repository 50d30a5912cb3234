/** What a try of sending leaves in the outbox: the rules of sending again, pure. */
import { toInstant } from '../clock'
import type { OutboxRow, TryEnd } from '../store/outbox'
import type { Outcome } from './mailer'

/** Minutes until the next try, by how many there have been; after the last of them it is given up. */
const pauseMinutes = [1, 5, 15, 60, 240, 720, 1440] as const

/** What the rules look at. */
export type Tried = Pick<OutboxRow, 'secret' | 'expires_at'> & {
  /** With the one that just ended. */
  readonly tries: number
}

/** A code or password is not mailed once it is worthless. */
export const isOver = (row: Pick<OutboxRow, 'expires_at'>, at: string): boolean =>
  row.expires_at !== null && row.expires_at <= at

export const expired = (at: string): TryEnd => ({ state: 'failed', at, nextAt: null, words: 'expired' })

/** @returns when it is tried again, not after it expires (it is then found to be over); null where it is given up */
function nextTry({ tries, expires_at }: Tried, now: number): string | null {
  const minutes = pauseMinutes[tries - 1]
  if (minutes === undefined) return null
  const next = toInstant(now + minutes * 60_000)
  return expires_at !== null && expires_at < next ? expires_at : next
}

/**
 * Where nobody has the mail it goes again, with growing pauses. Where the server may have it, a notice goes again under
 * the same Message-ID, a code does not: a second one would look like a new one, and somebody may be typing the first.
 * @param now milliseconds since 1970
 */
export function tryEnd(row: Tried, { kind, words }: Outcome, now: number): TryEnd {
  const at = toInstant(now)
  switch (kind) {
    case 'sent':
      return { state: 'sent', at, nextAt: null, words }
    case 'handed-to-folder':
      return { state: 'folder', at, nextAt: null, words }
    case 'refused':
      return { state: 'failed', at, nextAt: null, words }
    case 'put-off': {
      const nextAt = nextTry(row, now)
      return { state: nextAt === null ? 'failed' : 'queued', at, nextAt, words }
    }
    case 'uncertain': {
      const nextAt = row.secret === 1 ? null : nextTry(row, now)
      return { state: nextAt === null ? 'uncertain' : 'queued', at, nextAt, words }
    }
  }
}

/** For a letter that was being sent when the desk was killed: as uncertain as it gets, and a notice goes again at once. */
export function interrupted(row: Pick<OutboxRow, 'secret'>, at: string): TryEnd {
  const again = row.secret === 0
  const words = 'The desk ended while this was being sent.'
  return { state: again ? 'queued' : 'uncertain', at, nextAt: again ? at : null, words }
}
