/** Mail through a real server over TLS: the port, and each way in which a server fails with its exact outcome. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Letter, Outcome } from '../../src-main/mail/mailer'
import { makeSmtpMailer } from '../../src-main/mail/smtp'
import type { SmtpServer } from '../../src-main/mail/smtp-exchange'
import { makeCertificate } from '../doubles/certificate'
import { openMailServer, type MailServer, type MailServerOptions } from '../doubles/mail-server'
import { openScriptedServer, type Script } from '../doubles/scripted-smtp'
import { letter } from './letter'
import { describeMailer } from './mailer-spec'

const clock = () => Date.now()
/** Long for a connection on one machine, short for who waits for a server that says nothing. */
const patience = { connectMs: 5000, greetingMs: 5000, silenceMs: 5000 }
const impatience = { connectMs: 5000, greetingMs: 500, silenceMs: 500 }

async function serverWith(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await openMailServer(options)
  onTestFinished(() => server.close())
  return server
}

async function sendTo(
  server: SmtpServer & { readonly ca?: string },
  changed: { letter?: Partial<Letter>; impatient?: boolean } = {},
): Promise<Outcome> {
  const how = { clock, patience: changed.impatient ? impatience : patience }
  const mailer = makeSmtpMailer(server, server.ca === undefined ? how : { ...how, ca: [server.ca] })
  onTestFinished(() => mailer.close())
  return mailer.send(letter(changed.letter))
}

async function sendToScript(script: Script): Promise<Outcome> {
  const { port, close } = await openScriptedServer(script)
  onTestFinished(close)
  const hasSilence = Object.values(script).includes('nothing')
  return sendTo({ host: '127.0.0.1', port, encryption: 'none', user: '', password: '' }, { impatient: hasSilence })
}

for (const encryption of ['starttls', 'tls'] as const) {
  describeMailer(`smtp over ${encryption}`, async () => {
    const server = await openMailServer({ encryption })
    const mailer = makeSmtpMailer(server, { clock, patience, ca: [server.ca] })
    return {
      mailer,
      done: 'sent',
      arrived: async () => {
        // the envelope is what a mail server goes by, whatever the headers say
        for (const { envelope, recipients } of server.mails) expect(envelope.to).toEqual(recipients)
        return server.mails
      },
      close: () => server.close(),
    }
  })
}

describe('a letter that is taken', () => {
  it('came encrypted, from somebody who had signed in', async () => {
    for (const encryption of ['starttls', 'tls'] as const) {
      const server = await serverWith({ encryption })
      expect(await sendTo(server)).toEqual({ kind: 'sent', words: '250 Ok: queued as 4F2A' })
      expect(server.mails[0]).toMatchObject({ secure: true, user: server.user })
    }
  })

  it('goes to a relay without signing in, and in clear only where that is set', async () => {
    expect(await sendTo(await serverWith({ account: null }))).toMatchObject({ kind: 'sent' })
    const relay = await serverWith({ account: null, encryption: 'none' })
    expect(await sendTo(relay)).toMatchObject({ kind: 'sent' })
    expect(relay.mails[0]).toMatchObject({ secure: false })
  })

  it('goes out as 7-bit lines no longer than a server must take (RFC 5321, 4.5.3.1.6)', async () => {
    const server = await serverWith()
    await sendTo(server, { letter: { text: `${'long '.repeat(400)}\n.\n..\n40917325\n` } })
    const [{ bytes, text } = { bytes: Buffer.from('é'), text: '' }] = server.mails
    expect(bytes.every((byte) => byte < 0x80)).toBe(true)
    expect(
      bytes
        .toString()
        .split('\r\n')
        .every((line) => line.length <= 998 && !/[\r\n]/.test(line)),
    ).toBe(true)
    expect(text.split('\n')).toEqual(expect.arrayContaining(['.', '..', '40917325']))
  })
})

describe('a server that refuses', () => {
  it('the recipient for good: refused, with its own words', async () => {
    const server = await serverWith({ says: { recipient: [550, 'No such person here'] } })
    expect(await sendTo(server)).toEqual({ kind: 'refused', words: '550 No such person here' })
  })

  it('the recipient for now: put off', async () => {
    const server = await serverWith({ says: { recipient: [450, 'Greylisted, come back'] } })
    expect(await sendTo(server)).toEqual({ kind: 'put-off', words: '450 Greylisted, come back' })
  })

  it('the sender: refused', async () => {
    const server = await serverWith({ says: { sender: [550, 'Not you'] } })
    expect(await sendTo(server)).toMatchObject({ kind: 'refused', words: expect.stringContaining('Not you') })
  })

  it('the data, for good or for now, answered after all of it: never uncertain', async () => {
    const spam = await serverWith({ says: { data: [554, 'Looks like spam'] } })
    expect(await sendTo(spam)).toMatchObject({ kind: 'refused', words: expect.stringContaining('Looks like spam') })
    const full = await serverWith({ says: { data: [451, 'Disk full'] } })
    expect(await sendTo(full)).toMatchObject({ kind: 'put-off', words: expect.stringContaining('Disk full') })
    expect([...spam.mails, ...full.mails]).toEqual([])
  })

  it.each<[string, Script, Outcome['kind'], string]>([
    ['everybody, at the door', { greeting: '554 Go away\r\n' }, 'put-off', '554 Go away'],
    ['everybody, for now', { greeting: '421 Too busy\r\n' }, 'put-off', '421 Too busy'],
    ['to go on without signing in', { MAIL: '530 5.7.0 Authentication required\r\n' }, 'put-off', '530 5.7.0'],
    ['a command out of order', { RCPT: '503 Bad sequence\r\n' }, 'put-off', '503 Bad sequence'],
    ['anything so large', { EHLO: '250-mail.corp.example\r\n250 SIZE 10\r\n' }, 'refused', 'larger than allowed 10'],
    ['to begin the data', { DATA: '554 No valid recipients\r\n' }, 'refused', '554 No valid recipients'],
    ['to begin the data now', { DATA: '451 Later\r\n' }, 'put-off', '451 Later'],
    ['and leaves in the middle', { RCPT: '421 Shutting down\r\n' }, 'put-off', '421 Shutting down'],
  ])('%s', async (_what, script, kind, words) => {
    expect(await sendToScript(script)).toEqual({ kind, words: expect.stringContaining(words) })
  })
})

describe('a server that falls silent', () => {
  it('after the data: uncertain, and the mail may well be there', async () => {
    const server = await serverWith({ breaks: 'hangs-after-data' })
    expect(await sendTo(server, { impatient: true })).toMatchObject({ kind: 'uncertain' })
    expect(server.mails).toHaveLength(1)
  })

  it('by dropping the connection after the data: uncertain', async () => {
    const server = await serverWith({ breaks: 'drops-after-data' })
    expect(await sendTo(server)).toMatchObject({ kind: 'uncertain' })
    expect(server.mails).toHaveLength(1)
  })

  it('by dropping it before the data: put off, for nobody has the mail', async () => {
    const server = await serverWith({ breaks: 'drops-before-data' })
    expect(await sendTo(server)).toMatchObject({ kind: 'put-off' })
    expect(server.mails).toEqual([])
  })

  it('when it was closed in the middle: put off before the data, uncertain after', async () => {
    for (const [script, kind] of [
      [{ RCPT: 'nothing' }, 'put-off'],
      [{ end: 'nothing' }, 'uncertain'],
    ] as const) {
      const { port, heard, close } = await openScriptedServer(script)
      onTestFinished(close)
      const mailer = makeSmtpMailer(
        { host: '127.0.0.1', port, encryption: 'none', user: '', password: '' },
        { clock, patience },
      )
      const under = mailer.send(letter())
      const awaited = kind === 'put-off' ? 'RCPT' : 'DATA'
      await expect.poll(() => heard.at(-1)).toContain(awaited)
      mailer.close()
      expect(['put-off', kind]).toContain((await under).kind)
    }
  })

  it.each<[string, Script, Outcome['kind']]>([
    ['before its greeting', { greeting: 'nothing' }, 'put-off'],
    ['by hanging up instead of a greeting', { greeting: 'drop' }, 'put-off'],
    ['after EHLO', { EHLO: 'nothing' }, 'put-off'],
    ['after MAIL FROM', { MAIL: 'nothing' }, 'put-off'],
    ['after RCPT TO', { RCPT: 'nothing' }, 'put-off'],
    ['by hanging up at RCPT TO', { RCPT: 'drop' }, 'put-off'],
    ['after the word DATA', { DATA: 'nothing' }, 'put-off'],
    ['by hanging up at the word DATA', { DATA: 'drop' }, 'put-off'],
    ['after the dot', { end: 'nothing' }, 'uncertain'],
    ['by hanging up at the dot', { end: 'drop' }, 'uncertain'],
    ['in the middle of its 250', { end: 'drop', lastWords: '25' }, 'uncertain'],
    ['in the middle of a long 250', { end: 'drop', lastWords: '250-Ok\r\n250-and' }, 'uncertain'],
    ['after nonsense in place of an answer', { end: 'what?\r\n' }, 'uncertain'],
  ])('%s', async (_what, script, kind) => {
    expect(await sendToScript(script)).toMatchObject({ kind, words: expect.stringMatching(/\S/) })
  })

  it('only for what follows its answer: a mail it took is sent', async () => {
    expect(await sendToScript({ end: '250 Taken\r\n' })).toEqual({ kind: 'sent', words: '250 Taken' })
  })
})

describe('a server that cannot be trusted', () => {
  const day = 86_400_000
  it.each<[string, MailServerOptions]>([
    ['whose certificate is out of date', { certificate: makeCertificate({ until: Date.now() - day, from: 0 }) }],
    [
      'whose certificate is not valid yet',
      { certificate: makeCertificate({ from: Date.now() + day, until: Date.now() + 2 * day }) },
    ],
    [
      'whose certificate is for somebody else',
      { certificate: makeCertificate({ names: ['evil.example'], addresses: ['10.0.0.9'] }) },
    ],
  ])('%s gets nothing, not even the password', async (_what, options) => {
    for (const encryption of ['starttls', 'tls'] as const) {
      const server = await serverWith({ ...options, encryption })
      expect(await sendTo(server)).toMatchObject({ kind: 'put-off', words: expect.stringMatching(/certificate/i) })
      expect(server.mails).toEqual([])
    }
  })

  it('whose certificate nobody vouches for gets nothing', async () => {
    const { ca: _ca, ...unknown } = await serverWith()
    expect(await sendTo(unknown)).toMatchObject({ kind: 'put-off', words: expect.stringMatching(/self.signed/) })
  })

  it('that offers no STARTTLS gets nothing in clear', async () => {
    const server = await serverWith({ encryption: 'none', account: null })
    expect(await sendTo({ ...server, encryption: 'starttls' })).toMatchObject({ kind: 'put-off' })
    expect(await sendTo({ ...server, encryption: 'tls' })).toMatchObject({ kind: 'put-off' })
    expect(server.mails).toEqual([])
  })

  it('that takes back its STARTTLS gets nothing in clear', async () => {
    const script = { EHLO: '250-mail.corp.example\r\n250 STARTTLS\r\n' }
    const { port, heard, close } = await openScriptedServer(script)
    onTestFinished(close)
    const server = { host: '127.0.0.1', port, encryption: 'starttls', user: 'desk', password: 'hush' } as const
    expect(await sendTo(server, { impatient: true })).toMatchObject({ kind: 'put-off' })
    expect(heard.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS'])
  })
})

describe('signing in', () => {
  it('with a wrong password is put off, and what the server echoes of it is left out', async () => {
    const server = await serverWith()
    const password = 'wrong-Pa55word!'
    const { kind, words } = await sendTo({ ...server, password })
    expect(kind).toBe('put-off')
    expect(words).toBe('535 Authentication failed: *** ***')
  })

  it('without a password is put off before anything is asked', async () => {
    expect(await sendTo({ ...(await serverWith()), password: '' })).toMatchObject({ kind: 'put-off' })
  })
})

describe('no server', () => {
  it('at that port, or of that name: put off', async () => {
    const { port, close } = await openScriptedServer({})
    await close()
    const nobody = { port, encryption: 'none', user: '', password: '' } as const
    expect(await sendTo({ ...nobody, host: '127.0.0.1' })).toMatchObject({
      kind: 'put-off',
      words: expect.stringContaining('ECONNREFUSED'),
    })
    expect(await sendTo({ ...nobody, host: 'no-such-host.invalid' })).toMatchObject({
      kind: 'put-off',
      words: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    })
  })
})
