/** What trouble with an SMTP server means: for the letter, and for who set the server up. */
import type { MailTest } from '../../src-preload/contract/settings'
import type { Outcome } from './mailer'
import type { Trouble } from './smtp-exchange'

export type SmtpProblem = Exclude<MailTest['problem'], null | 'folder'>

/** RFC 4954, 6, and RFC 3207: signing in or TLS is what is missing, not something about this letter. */
const signInCodes = [530, 534, 535, 538]
/** RFC 5321, 4.2.2: commands out of order, which says nothing about the letter either. */
const badSequence = 503

const isCode = (code: number | undefined, first: number): code is number =>
  code !== undefined && Math.floor(code / 100) === first

/** @returns the server's own words, or what the system says where it said nothing. */
export const troubleWords = ({ error }: Trouble): string => error.response ?? error.message

/**
 * Uncertain is only what the server may have taken: the end of the data went out, and no answer that can be read came
 * back (RFC 5321, 4.5.3.2.6 and 4.2.5). Before that end a server keeps nothing (4.1.1.4), so all else can go again.
 */
export function outcomeOf(trouble: Trouble): Exclude<Outcome['kind'], 'sent' | 'handed-to-folder'> {
  const { phase, wholeMailGone, error } = trouble
  const { responseCode } = error
  if (phase !== 'handing-over') return 'put-off'
  if (wholeMailGone && !isCode(responseCode, 4) && !isCode(responseCode, 5)) return 'uncertain'
  if (isCode(responseCode, 5)) {
    return responseCode === badSequence || signInCodes.includes(responseCode) ? 'put-off' : 'refused'
  }
  // larger than the server said it takes (RFC 1870): found out before anything was sent
  return error.code === 'EMESSAGE' && responseCode === undefined ? 'refused' : 'put-off'
}

/** OpenSSL and Node name what is wrong with a certificate; faults of the protocol begin with ERR_SSL. */
const certificateCode = /^(?!ERR_SSL).*(CERT|ISSUER|SIGNATURE|HOSTNAME|ALTNAME|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/
const protocolCode = /^(ERR_SSL_|ERR_TLS_|EPROTO$)/

function greetingProblem({ code, originalCode, timeoutType, command, response }: Trouble['error']): SmtpProblem {
  const system = originalCode ?? code ?? ''
  if (certificateCode.test(system)) return 'certificate'
  if (command === 'STARTTLS' || code === 'ETLS' || protocolCode.test(system)) return 'no-tls'
  if (timeoutType === 'UPGRADE_TIMEOUT') return 'no-tls'
  if (response !== undefined) return 'refused'
  return code === 'ETIMEDOUT' ? 'silent' : 'no-connection'
}

/** @returns what to look at first. */
export function problemOf({ phase, error }: Trouble): SmtpProblem {
  const { command, response, responseCode, syscall, code } = error
  switch (phase) {
    case 'connecting':
      return syscall === 'getaddrinfo' ? 'no-host' : 'no-connection'
    case 'greeting':
      return greetingProblem(error)
    case 'signing-in':
      return response !== undefined || code === 'EAUTH' ? 'sign-in' : 'silent'
    case 'handing-over':
      if (response === undefined) return code === 'EMESSAGE' ? 'refused' : 'silent'
      if (responseCode !== undefined && signInCodes.includes(responseCode)) return 'sign-in'
      return command === 'MAIL FROM' ? 'sender' : command === 'RCPT TO' ? 'recipient' : 'refused'
  }
}
