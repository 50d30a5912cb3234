/** The test of mail settings: its steps, its transcript without secrets, and one typed problem for each thing that can be wrong. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MailTest } from '../../src-preload/contract/settings'
import type { SmtpServer } from '../../src-main/mail/smtp-exchange'
import { testSmtp } from '../../src-main/mail/test-smtp'
import { makeCertificate } from '../doubles/certificate'
import { openMailServer, type MailServerOptions } from '../doubles/mail-server'
import { openScriptedServer, type Script } from '../doubles/scripted-smtp'
import { letter } from './letter'

const patience = { connectMs: 5000, greetingMs: 5000, silenceMs: 5000 }
/** For servers that say nothing. */
const impatience = { connectMs: 5000, greetingMs: 600, silenceMs: 600 }

/** Each look at the clock is ten milliseconds after the last. */
function tickingClock() {
  let now = 0
  return () => (now += 10)
}

async function tested(options: MailServerOptions, changed: Partial<SmtpServer> = {}, wait = patience) {
  const server = await openMailServer(options)
  onTestFinished(() => server.close())
  const how = { clock: tickingClock(), patience: wait, ca: [server.ca] }
  return { server, test: await testSmtp({ ...server, ...changed }, letter(), how) }
}

async function testedScript(script: Script, changed: Partial<SmtpServer> = {}): Promise<MailTest> {
  const { port, close } = await openScriptedServer(script)
  onTestFinished(close)
  const server = { host: '127.0.0.1', port, encryption: 'none', user: '', password: '', ...changed } as const
  return testSmtp(server, letter(), { clock: tickingClock(), patience })
}

const shape = ({ steps }: MailTest) => steps.map(({ step, done }) => `${step} ${done ? 'done' : 'failed'}`)

describe('a test that is taken', () => {
  it('tells each step with what was agreed and how long it took', async () => {
    const until = Date.parse('2049-05-06T00:00:00Z')
    const { server, test } = await tested({ certificate: makeCertificate({ names: ['mail.corp.example'], until }) })
    expect(test).toMatchObject({ taken: true, problem: null })
    expect(test.steps).toEqual([
      { step: 'connected', done: true, detail: `127.0.0.1:${server.port} (127.0.0.1)`, milliseconds: 10 },
      { step: 'encrypted', done: true, detail: 'TLSv1.3 · mail.corp.example · 2049-05-06', milliseconds: 10 },
      { step: 'signed-in', done: true, detail: 'PLAIN', milliseconds: 10 },
      { step: 'accepted', done: true, detail: '250 Ok: queued as 4F2A', milliseconds: 10 },
    ])
    expect(server.mails).toHaveLength(1)
  })

  it('has only the steps that are set', async () => {
    const relay = { encryption: 'none', account: null } as const
    expect(shape((await tested(relay)).test)).toEqual(['connected done', 'accepted done'])
  })

  it('shows what both sides said, and nothing that signs in', async () => {
    for (const encryption of ['starttls', 'tls'] as const) {
      const { server, test } = await tested({ encryption })
      const said = test.transcript.map(({ side, line }) => `${side === 'client' ? 'C' : 'S'}: ${line}`)
      expect(said[0]).toMatch(/^S: 220 /)
      expect(said).toEqual(
        expect.arrayContaining([
          'C: AUTH PLAIN ***',
          'S: 235 Authentication successful',
          'C: RCPT TO:<taro.tanaka@corp.example>',
          'S: 250 Ok: queued as 4F2A',
        ]),
      )
      const all = JSON.stringify(test)
      for (const secret of [server.password, `\0${server.user}\0${server.password}`]) {
        expect(all).not.toContain(secret)
        expect(all).not.toContain(Buffer.from(secret).toString('base64'))
      }
      expect(all).not.toContain(letter().text.split('\n')[4])
    }
  })

  it('leaves out every line of a method that asks twice', async () => {
    const script = { EHLO: '250-mail.corp.example\r\n250 AUTH LOGIN\r\n', AUTH: '334 VXNlcm5hbWU6\r\n' }
    const { test, server } = await testedLogin(script)
    expect(test.transcript.filter(({ side }) => side === 'client').map(({ line }) => line)).toEqual([
      expect.stringMatching(/^EHLO /),
      'AUTH LOGIN ***',
      '***',
      '***',
    ])
    expect(JSON.stringify(test)).not.toContain(Buffer.from(server.user).toString('base64'))
    expect(test).toMatchObject({ problem: 'sign-in' })
  })
})

/** A server that asks for name and password one after the other, and refuses both. */
async function testedLogin(script: Script & { AUTH: string }) {
  const server = { encryption: 'none', user: 'desk@corp.example', password: 'hush hush' } as const
  return { server, test: await testedScript({ ...script, other: ['334 UGFzc3dvcmQ6\r\n', '535 No\r\n'] }, server) }
}

describe('a test that fails', () => {
  const day = 86_400_000

  it('no-host', async () => {
    const test = await testedScript({}, { host: 'no-such-host.invalid' })
    expect(test).toMatchObject({ taken: false, problem: 'no-host', transcript: [] })
    expect(shape(test)).toEqual(['connected failed'])
    expect(await testedScript({}, { host: '' })).toMatchObject({ taken: false, problem: 'no-host' })
  })

  it('no-connection', async () => {
    const { port, close } = await openScriptedServer({})
    await close()
    const test = await testedScript({}, { port })
    expect(test).toMatchObject({ taken: false, problem: 'no-connection' })
    expect(test.steps).toMatchObject([
      { step: 'connected', done: false, detail: expect.stringContaining('ECONNREFUSED') },
    ])
    expect(await testedScript({ greeting: 'drop' })).toMatchObject({ problem: 'no-connection' })
  })

  it('no-tls: none offered, or another kind than is set', async () => {
    const plain = { encryption: 'none', account: null } as const
    for (const encryption of ['starttls', 'tls'] as const) {
      const { test } = await tested(plain, { encryption })
      expect(test).toMatchObject({ taken: false, problem: 'no-tls' })
      expect(shape(test)).toEqual(['connected done', 'encrypted failed'])
    }
  })

  it('silent: the other end waits for TLS from the first byte', async () => {
    const { test } = await tested({ encryption: 'tls' }, { encryption: 'starttls' }, impatience)
    expect(test).toMatchObject({ taken: false, problem: 'silent' })
    expect(shape(test)).toEqual(['connected done', 'encrypted failed'])
  })

  it.each([
    ['out of date', { until: Date.now() - day, from: 0 }, /expired/],
    ['not valid yet', { from: Date.now() + day, until: Date.now() + 2 * day }, /not yet valid/],
    ['for somebody else', { names: ['evil.example'], addresses: [] }, /IP: 127.0.0.1 is not in the cert/],
  ])('certificate: %s', async (_what, options, words) => {
    for (const encryption of ['starttls', 'tls'] as const) {
      const { test } = await tested({ encryption, certificate: makeCertificate(options) })
      expect(test).toMatchObject({ taken: false, problem: 'certificate' })
      expect(shape(test)).toEqual(['connected done', 'encrypted failed'])
      expect(test.steps.at(-1)!.detail).toMatch(words)
      expect(test.transcript.filter(({ line }) => line.startsWith('AUTH'))).toEqual([])
    }
  })

  it('sign-in: with what the server said, less what it echoed', async () => {
    const { test } = await tested({}, { password: 'wrong-Pa55word!' })
    expect(test).toMatchObject({ taken: false, problem: 'sign-in' })
    expect(shape(test)).toEqual(['connected done', 'encrypted done', 'signed-in failed'])
    expect(test.steps.at(-1)!.detail).toBe('535 Authentication failed: *** ***')
    expect(JSON.stringify(test)).not.toMatch(/wrong-Pa55word/)
    expect(await testedScript({ MAIL: '530 Sign in first\r\n' })).toMatchObject({ problem: 'sign-in' })
  })

  it.each<[MailTest['problem'], MailServerOptions['says']]>([
    ['sender', { sender: [550, 'Not from you'] }],
    ['recipient', { recipient: [550, 'No such person'] }],
    ['refused', { data: [554, 'Looks like spam'] }],
  ])('%s', async (problem, says) => {
    const { test } = await tested({ says: says! })
    expect(test).toMatchObject({ taken: false, problem })
    expect(shape(test)).toEqual(['connected done', 'encrypted done', 'signed-in done', 'accepted failed'])
    expect(test.steps.at(-1)!.detail).toContain(Object.values(says!)[0]![1])
  })

  it('refused: at the door', async () => {
    const test = await testedScript({ greeting: '554 Go away\r\n' })
    expect(test).toMatchObject({ taken: false, problem: 'refused' })
    expect(test.steps.at(-1)).toMatchObject({ step: 'accepted', done: false, detail: '554 Go away' })
  })

  it('silent: after the data, where the mail may have arrived', async () => {
    const { server, test } = await tested({ breaks: 'hangs-after-data' }, {}, impatience)
    expect(test).toMatchObject({ taken: false, problem: 'silent' })
    expect(shape(test).at(-1)).toBe('accepted failed')
    expect(server.mails).toHaveLength(1)
  })

  it('recipient or sender: an address that is none never gets as far as a server', async () => {
    const how = { clock: tickingClock(), patience }
    const nobody = { host: '127.0.0.1', port: 9, encryption: 'none', user: '', password: '' } as const
    const to = 'ada@corp.example, eve@evil.example'
    expect(await testSmtp(nobody, letter({ to }), how)).toMatchObject({ problem: 'recipient', taken: false })
    const from = { name: '', address: 'nobody' }
    expect(await testSmtp(nobody, letter({ from }), how)).toMatchObject({ problem: 'sender', taken: false })
  })
})
