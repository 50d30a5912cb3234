/** A real SMTP server of the spec's own: TLS with a certificate made on the spot, signing in, and every mail kept. */
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { makeCertificate } from './certificate'
import { readMail, type ReadMail } from './read-mail'

export interface TakenMail extends ReadMail {
  /** As the envelope names them. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  readonly bytes: Buffer
  /** It came encrypted, from somebody who had signed in as this user. */
  readonly secure: boolean
  readonly user: string
}

export interface MailServerOptions {
  readonly encryption?: 'starttls' | 'tls' | 'none'
  readonly certificate?: { readonly cert: string; readonly key: string }
  /** Who may sign in; null: nobody has to. */
  readonly account?: { readonly user: string; readonly password: string } | null
  readonly port?: number
  /** Answers in place of 250. */
  readonly says?: {
    readonly sender?: readonly [code: number, words: string]
    readonly recipient?: readonly [code: number, words: string]
    readonly data?: readonly [code: number, words: string]
  }
  /** What happens instead of an answer: it hangs, or the connection is cut. The mail is there all the same. */
  readonly breaks?: 'hangs-after-data' | 'drops-after-data' | 'drops-before-data'
}

export interface MailServer {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly encryption: 'starttls' | 'tls' | 'none'
  readonly user: string
  readonly password: string
  /** PEM, to be believed. */
  readonly ca: string
  /** In order of arrival. */
  readonly mails: readonly TakenMail[]
  /** Changes what it does from now on. */
  set(change: Pick<MailServerOptions, 'says' | 'breaks'>): void
  /** Waits for the mail with this number, the first is 1. */
  mail(number: number): Promise<TakenMail>
  close(): Promise<void>
}

const mailAccount = { user: 'desk@corp.example', password: 'relay-Pa55word!' }

export async function openMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { encryption = 'starttls', account = mailAccount, certificate = makeCertificate() } = options
  let { says = {}, breaks } = options
  const mails: TakenMail[] = []
  const waiting: { number: number; resolve: (mail: TakenMail) => void }[] = []
  const keep = (mail: TakenMail): void => {
    mails.push(mail)
    for (const { number, resolve } of waiting) if (mails.length === number) resolve(mail)
  }
  const reply = (answer: readonly [number, string] | undefined) =>
    answer === undefined ? null : Object.assign(new Error(answer[1]), { responseCode: answer[0] })
  const cut = (): void => {
    for (const { _socket } of server.connections) _socket.destroy()
  }

  const settings: SMTPServerOptions = {
    ...certificate,
    secure: encryption === 'tls',
    authOptional: account === null,
    disabledCommands: [...(account === null ? ['AUTH'] : []), ...(encryption === 'none' ? ['STARTTLS'] : [])],
    allowInsecureAuth: encryption === 'none',
    disableReverseLookup: true,
    closeTimeout: 1,
    onAuth({ username, password }, _session, done) {
      if (account && username === account.user && password === account.password) done(null, { user: username })
      // echoed as some servers do: none of it may be kept
      else done(new Error(`Authentication failed: ${Buffer.from(password ?? '').toString('base64')} ${password}`))
    },
    onMailFrom: (_address, _session, done) => done(reply(says.sender)),
    onRcptTo(_address, _session, done) {
      if (breaks === 'drops-before-data') return cut()
      done(reply(says.recipient))
    },
    onData(stream, session, done) {
      void buffer(stream).then(async (bytes) => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const to = rcptTo.map(({ address }) => address)
        const refusal = reply(says.data)
        if (!refusal) {
          const read = await readMail(bytes)
          keep({ ...read, envelope: { from, to }, bytes, secure: session.secure, user: String(session.user ?? '') })
        }
        if (breaks === 'hangs-after-data') return
        if (breaks === 'drops-after-data') return cut()
        if (refusal) done(refusal)
        else done(null, 'Ok: queued as 4F2A')
      })
    },
  }
  const server = new SMTPServer(settings)
  // a client that does not believe the certificate ends the handshake: that is its right, and no error of the server
  server.on('error', () => undefined)
  const listening = Promise.withResolvers<AddressInfo>()
  const socket = server.listen(options.port ?? 0, '127.0.0.1', () => {
    listening.resolve(socket.address() as AddressInfo)
  })
  const { port } = await listening.promise

  return {
    host: '127.0.0.1',
    port,
    encryption,
    user: account?.user ?? '',
    password: account?.password ?? '',
    ca: certificate.cert,
    mails,
    set: (change) => {
      says = change.says ?? {}
      breaks = change.breaks
    },
    mail: (number) => {
      const there = mails[number - 1]
      if (there) return Promise.resolve(there)
      const { promise, resolve } = Promise.withResolvers<TakenMail>()
      waiting.push({ number, resolve })
      return promise
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
