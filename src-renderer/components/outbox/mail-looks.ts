/** How the states of a mail look, what can be done in each, and which sentence says what it means. */
import type { MailRow, MailState } from '../../../src-preload/contract/outbox'

/** Ordinary is quiet; only what failed is filled. */
export const mailLooks = {
  queued: { icon: 'i-lucide-clock', colour: 'text-default' },
  sending: { icon: 'i-lucide-send', colour: 'text-default' },
  sent: { icon: 'i-lucide-check', colour: 'text-success' },
  folder: { icon: 'i-lucide-folder-output', colour: 'text-default' },
  failed: { icon: 'i-lucide-circle-x', colour: '' },
  uncertain: { icon: 'i-lucide-circle-help', colour: 'text-warning' },
  'handed-over': { icon: 'i-lucide-printer', colour: 'text-default' },
} as const satisfies Record<MailState, { icon: string; colour: string }>

const goesAgain: readonly MailState[] = ['queued', 'failed', 'uncertain']

/** A person is needed. */
export const needsSomebody = ({ state }: MailRow): boolean => state === 'failed' || state === 'uncertain'
/** A code that failed is gone with its mail. */
export const mayTryAgain = ({ state, secret }: MailRow): boolean =>
  goesAgain.includes(state) && !(state === 'failed' && secret)
/** Codes and passwords are made anew, not printed. */
export const mayPrint = ({ state, secret }: MailRow): boolean => goesAgain.includes(state) && !secret

/** RFC 3463, 5.1: the address is what is wrong. */
const badAddress = /\b5\.1\.[0-3]\b|user unknown|no such (user|recipient|mailbox)/i

/** @returns keys under `outbox.means`, what it is first and then what to do. */
export const meaningOf = (row: MailRow): string[] => {
  const kind = row.secret ? 'Secret' : 'Notice'
  switch (row.state) {
    case 'queued':
      return [row.tries === 0 ? 'queued' : 'putOff']
    case 'failed':
      return [badAddress.test(row.said[0]?.words ?? '') ? 'badAddress' : 'failed', `failed${kind}`]
    case 'uncertain':
      return ['uncertain', `uncertain${kind}`]
    case 'sending':
    case 'sent':
    case 'folder':
      return [row.state]
    case 'handed-over':
      return ['handedOver']
  }
}
