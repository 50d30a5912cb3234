/** Mail through an SMTP server: one connection a letter, TLS as it is set and never less, the certificate always checked. */
import type { SecureContext } from 'node:tls'
import type { Clock } from '../clock'
import { boundedWords, withoutSignIn } from './bounded-words'
import type { Letter, Mailer, Outcome } from './mailer'
import { composeMessage, unfit } from './message'
import { exchange, makeTrust, type SmtpPatience, type SmtpServer } from './smtp-exchange'
import { outcomeOf, troubleWords } from './smtp-verdict'

/**
 * RFC 5321, 4.5.3.2, asks for ten minutes after the data, lest a mail goes out twice. A code is worthless by then and
 * is never sent again by itself, and a notice goes again under the same Message-ID: two minutes are enough here.
 */
export const usualPatience: SmtpPatience = { connectMs: 15_000, greetingMs: 30_000, silenceMs: 120_000 }

export interface SmtpOptions {
  readonly clock: Clock
  readonly patience?: SmtpPatience
  /** Certificates (PEM) believed besides those of the system. */
  readonly ca?: readonly string[]
}

/** Read from the system once: it takes a while, and the program is started anew where that changes. */
let systemTrust: SecureContext | undefined
export const trustOf = (ca: readonly string[] | undefined): SecureContext =>
  ca === undefined ? (systemTrust ??= makeTrust([])) : makeTrust(ca)

export function makeSmtpMailer(server: SmtpServer, options: SmtpOptions): Mailer {
  const { clock, patience = usualPatience, ca } = options
  const trust = trustOf(ca)
  const closing = new AbortController()

  async function send(letter: Letter): Promise<Outcome> {
    const not = unfit(letter)
    if (not) return not
    if (closing.signal.aborted) return { kind: 'put-off', words: 'The desk was closed.' }
    const message = await composeMessage(letter)
    const { steps, trouble } = await exchange(server, message, { clock, patience, trust, signal: closing.signal })
    const said = trouble ? troubleWords(trouble) : (steps.at(-1)?.detail ?? '')
    const words = boundedWords(withoutSignIn(said, server.user, server.password))
    return { kind: trouble ? outcomeOf(trouble) : 'sent', words }
  }

  return { send, close: () => closing.abort() }
}
