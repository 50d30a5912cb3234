/** A mailer of equal rank for specs of the desk: passes the spec of the port and reaches nobody. */
import type { Letter, Mailer, Outcome } from '../../src-main/mail/mailer'
import { composeMessage, unfit } from '../../src-main/mail/message'
import { readMail, type ReadMail } from './read-mail'

export interface MailDouble extends Mailer {
  /** Letters it was given and took, or had when it fell silent; in order. */
  readonly letters: readonly Letter[]
  /** What it answers from now on; `null`: it takes everything again. */
  answers(outcome: Outcome | null): void
  /** The letters as their readers get them. */
  read(): Promise<ReadMail[]>
}

export function makeMailDouble(): MailDouble {
  const letters: Letter[] = []
  const messages: Buffer[] = []
  let outcome: Outcome | null = null
  let closed = false

  async function send(letter: Letter): Promise<Outcome> {
    const not = unfit(letter)
    if (not) return not
    if (closed) return { kind: 'put-off', words: 'The desk was closed.' }
    const { bytes } = await composeMessage(letter)
    const answer: Outcome = outcome ?? { kind: 'sent', words: '250 Ok' }
    if (answer.kind !== 'refused' && answer.kind !== 'put-off') {
      letters.push(letter)
      messages.push(bytes)
    }
    return answer
  }

  return {
    letters,
    send,
    close: () => void (closed = true),
    answers: (next) => void (outcome = next),
    read: () => Promise.all(messages.map(readMail)),
  }
}
