/** One message handed to one SMTP server over a connection of its own: how far it got, and what both sides said. */
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { createSecureContext, getCACertificates, TLSSocket, type SecureContext } from 'node:tls'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailSettings } from '../../src-preload/contract/settings'
import { toInstant, type Clock } from '../clock'
import type { Message } from './message'

export interface SmtpServer extends Pick<MailSettings, 'host' | 'port' | 'encryption' | 'user'> {
  readonly password: string
}

/** How long to wait, in milliseconds. */
export interface SmtpPatience {
  readonly connectMs: number
  /** For the server's greeting and the TLS handshake. */
  readonly greetingMs: number
  /** For each answer after that. */
  readonly silenceMs: number
}

export interface ExchangeOptions {
  readonly clock: Clock
  readonly patience: SmtpPatience
  readonly trust: SecureContext
  /** Cuts the connection. */
  readonly signal: AbortSignal
}

export type SmtpStep = 'connected' | 'encrypted' | 'signed-in' | 'accepted'

export interface TranscriptLine {
  readonly side: 'client' | 'server'
  readonly line: string
}

export interface SmtpError extends Error {
  code?: string
  /** Of the system or of TLS, where nodemailer put its own into `code`. */
  originalCode?: string
  syscall?: string
  /** What was being asked: `CONN`, `STARTTLS`, `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA`. */
  command?: string
  response?: string
  responseCode?: number
  timeoutType?: string
}

export interface Trouble {
  readonly phase: 'connecting' | 'greeting' | 'signing-in' | 'handing-over'
  /** The end of the data was handed on: the server may have the whole message, whatever it did not say. */
  readonly wholeMailGone: boolean
  readonly error: SmtpError
}

export interface Exchange {
  readonly steps: readonly { readonly step: SmtpStep; readonly detail: string; readonly milliseconds: number }[]
  readonly transcript: readonly TranscriptLine[]
  /** Null where the server took the message. */
  readonly trouble: Trouble | null
}

/** @returns whom to believe: what Node and the operating system believe, and `ca` (PEM) besides. */
export function makeTrust(ca: readonly string[]): SecureContext {
  return createSecureContext({ ca: [...getCACertificates('default'), ...getCACertificates('system'), ...ca] })
}

/** Never throws. On return the message is handed over or given up; a server slow to say goodbye is not waited for. */
export async function exchange(server: SmtpServer, message: Message, options: ExchangeOptions): Promise<Exchange> {
  const { clock, patience, trust, signal } = options
  const steps: { step: SmtpStep; detail: string; milliseconds: number }[] = []
  const transcript = makeTranscript()
  let since = clock()
  const reached = (step: SmtpStep, detail: string): void => {
    const now = clock()
    steps.push({ step, detail, milliseconds: now - since })
    since = now
  }
  let phase: Trouble['phase'] = 'connecting'
  let wholeMailGone = false
  const line = makeLine(signal)
  try {
    const socket = await line.open(server, patience.connectMs)
    reached('connected', `${server.host}:${server.port} (${socket.remoteAddress ?? ''})`)
    phase = 'greeting'
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      connection: socket,
      secure: server.encryption === 'tls',
      requireTLS: server.encryption === 'starttls',
      ignoreTLS: server.encryption === 'none',
      tls: { secureContext: trust, rejectUnauthorized: true },
      connectionTimeout: patience.greetingMs * 2,
      greetingTimeout: patience.greetingMs,
      socketTimeout: patience.silenceMs,
      logger: transcript.logger,
      transactionLog: true,
    })
    line.watch(connection)
    await line.answer((done) => connection.connect(done))
    if (server.encryption !== 'none') {
      if (!connection.secure) throw new Error('The connection is not encrypted.')
      reached('encrypted', tlsWords(connection))
    }
    if (server.user !== '') {
      phase = 'signing-in'
      await line.answer((done) => connection.login({ user: server.user, pass: server.password }, done))
      reached('signed-in', transcript.signInMethod())
    }
    phase = 'handing-over'
    const bytes = Readable.from([message.bytes])
    bytes.once('end', () => {
      wholeMailGone = true
      transcript.add('client', `[${message.bytes.length} bytes]`)
    })
    const envelope = { from: message.from, to: [message.to], size: message.bytes.length }
    const taken = await line.answer<{ response: string }>((done) => connection.send(envelope, bytes, done))
    reached('accepted', taken?.response ?? '')
    connection.quit()
    return { steps, transcript: transcript.lines, trouble: null }
  } catch (error) {
    line.cut()
    return { steps, transcript: transcript.lines, trouble: { phase, wholeMailGone, error: error as SmtpError } }
  }
}

/** The line to the server: whatever ends it, whoever waits for an answer is told. `signal` cuts it. */
function makeLine(signal: AbortSignal) {
  const ended = Promise.withResolvers<never>()
  ended.promise.catch(() => undefined)
  const over = new AbortController()
  let socket: Socket | undefined
  const cut = (): void => {
    over.abort()
    socket?.destroy()
  }
  const close = (): void => {
    cut()
    ended.reject(new Error('The desk was closed.'))
  }
  if (signal.aborted) close()
  signal.addEventListener('abort', close, { once: true, signal: over.signal })

  /** By the system's own resolver, which knows its hosts file; nodemailer would ask the name servers first. */
  function open({ host, port }: SmtpServer, waitMs: number): Promise<Socket> {
    // an empty name would be this machine
    if (host === '') return Promise.reject(Object.assign(new Error('No host is set.'), { syscall: 'getaddrinfo' }))
    const { promise, resolve } = Promise.withResolvers<Socket>()
    const opening = connect({ host, port })
    socket = opening
    // stays for good: a socket whose error nobody hears ends the process
    opening.on('error', ended.reject)
    const late = () => ended.reject(new Error(`No connection within ${waitMs / 1000} seconds.`))
    opening.setTimeout(waitMs, late)
    opening.once('connect', () => {
      opening.setTimeout(0).removeListener('timeout', late)
      resolve(opening)
    })
    return Promise.race([promise, ended.promise])
  }

  function watch(connection: SMTPConnection): void {
    connection.on('error', ended.reject)
    connection.once('end', () => {
      over.abort()
      // an answer that came together with the end says more than the end
      setImmediate(() => ended.reject(new Error('The server closed the connection.')))
    })
  }

  /** What the server answers to `ask`; nodemailer calls back in most cases, but not in all that end the line. */
  function answer<T>(ask: (done: (error?: Error | null, value?: T) => void) => void): Promise<T | undefined> {
    const asked = new Promise<T | undefined>((resolve, reject) => {
      ask((error, value) => (error ? reject(error) : resolve(value)))
    })
    return Promise.race([asked, ended.promise])
  }

  return { open, watch, answer, cut }
}

/** @returns `TLSv1.3 · mail.corp.example · 2027-03-01`: protocol, whose certificate, its last day. */
function tlsWords(connection: SMTPConnection): string {
  // nodemailer keeps the socket to itself; without it there is less to say, and nothing breaks
  const socket: unknown = Reflect.get(connection, '_socket')
  if (!(socket instanceof TLSSocket)) return ''
  const { subject, subjectaltname, valid_to } = socket.getPeerCertificate()
  const lastDay = Date.parse(valid_to)
  const until = Number.isNaN(lastDay) ? '' : toInstant(lastDay).slice(0, 10)
  return [socket.getProtocol() ?? '', subject?.CN ?? subjectaltname ?? '', until].flat().join(' · ')
}

/** Keeps what both sides said; of what signs in only the method. */
function makeTranscript() {
  const lines: TranscriptLine[] = []
  let method = ''
  let signingIn = false
  const add = (side: TranscriptLine['side'], said: string): void => {
    for (const line of said.split('\n')) lines.push({ side, line })
  }
  const heard = (entry: { tnx?: string }, said: unknown): void => {
    if (typeof said !== 'string' || (entry.tnx !== 'client' && entry.tnx !== 'server')) return
    if (entry.tnx === 'server') {
      if (!said.startsWith('334')) signingIn = false
      return add('server', said)
    }
    const [, named] = /^AUTH (\S+)/i.exec(said) ?? []
    if (named !== undefined) {
      method = named
      signingIn = true
      return add('client', `AUTH ${named} ***`)
    }
    add('client', signingIn ? '***' : said)
  }
  const silent = (): void => undefined
  const logger = { trace: silent, debug: heard, info: silent, warn: silent, error: silent, fatal: silent }
  return { lines, add, logger, signInMethod: () => method }
}
