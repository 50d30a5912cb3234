/** A mailer that holds every letter until it is told how that one ended: a server that takes its time. */
import type { Letter, Mailer, Outcome } from '../../src-main/mail/mailer'

/** `held`: letters on their way, in order; closing the mailer ends all of them as uncertain. */
export function holdingMailer() {
  const held: { letter: Letter; end: (outcome: Outcome) => void }[] = []
  let closed = false
  const mailer: Mailer = {
    send: (letter) =>
      new Promise((resolve) => {
        held.push({ letter, end: resolve })
      }),
    close() {
      closed = true
      for (const { end } of held) end({ kind: 'uncertain', words: 'cut' })
    },
  }
  return { mailer, held, isClosed: () => closed }
}
