/** The settings page: what it shows, mail settings kept with the password sealed, and tried before they are kept. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { ChangedMail, MailTest } from '../../src-preload/contract/settings'
import { makeDesk } from '../../src-main/desk/desk'
import type { House } from '../../src-main/desk/house'
import { makeJobs } from '../../src-main/desk/jobs/runner'
import { makeLogWatch } from '../../src-main/desk/log-watch'
import { makeMadeFiles } from '../../src-main/desk/made-files'
import { mailServerOf, type MailServer } from '../../src-main/desk/mail-settings'
import type { Seat } from '../../src-main/desk/seat'
import { defaultPolicy } from '../../src-main/engine/policy'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { makeAnchorFile } from '../../src-main/keys/anchor-file'
import { makeKeys } from '../../src-main/keys/open-keyring'
import { makeSigner } from '../../src-main/keys/signer'
import { renderLetter } from '../../src-main/mail/letters/render-letter'
import type { LetterFacts } from '../../src-main/mail/letter-facts'
import { systemRandom as random } from '../../src-main/random'
import { openStore } from '../../src-main/store/store'
import { refusalOf } from '../doubles/operations'
import { password, testCost } from '../doubles/test-desk'

const now = Date.parse('2026-03-31T09:00:00.000Z')
const email = 'keiko.ito@corp.example'
const secret = 'relay-Pa55word!'
const smtp: ChangedMail = {
  way: 'smtp',
  host: 'mail.corp.example',
  port: 587,
  encryption: 'starttls',
  user: 'desk@corp.example',
  senderName: 'WhaTap',
  senderAddress: 'no-reply@corp.example',
  password: secret,
}
const taken: MailTest = {
  taken: true,
  steps: [{ step: 'connected', done: true, detail: '220 ready', milliseconds: 3 }],
  problem: null,
  transcript: [{ side: 'server', line: '220 ready' }],
}

let folder: string
let house: House
let desk: Desk
let tried: { server: MailServer; to: string; facts: LetterFacts }[]
let answer: MailTest

/** A house of the spec's own, so that it sees what the mailer is handed. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  const store = await openStore({ file: join(folder, 'mfa-desk.sqlite') })
  const { keyring } = await store.write((tables) => makeKeys({ tables, keyFolder: join(folder, 'keys'), random, now }))
  tried = []
  answer = taken
  const ports = { clock: () => now, log: { error: () => undefined } }
  const signer = makeSigner({ store, keyring, random, clock: ports.clock })
  const anchorFile = makeAnchorFile(join(folder, 'anchors'), keyring.storeId)
  house = {
    store,
    keyring,
    storeId: keyring.storeId,
    ...ports,
    random,
    scryptCost: testCost,
    gate: makeScryptGate({ atOnce: 2, waiting: 16 }),
    version: '0',
    demo: false,
    timeZone: 'UTC',
    postman: { wake: () => undefined },
    testMail: async (server, to, facts) => {
      tried.push({ server, to, facts })
      return answer
    },
    renderLetter,
    mailFolder: join(folder, 'mail-pickup'),
    madeFiles: makeMadeFiles({ folder: join(folder, 'made'), clock: () => now, random }),
    signer,
    logWatch: makeLogWatch({ store, signer, anchorFile, storeId: keyring.storeId, ...ports }),
    jobs: makeJobs(() => house),
    verifierPage: async () => '<!--evidence-->',
    recoveryKeyShown: null,
  }
  const seat: Seat = { host: 'in-process', computer: 'TEST-01', session: null }
  desk = createRouterClient(makeDesk(house), { context: { seat } })
  await desk.welcome.makeAdministrator({ name: 'Keiko Ito', email, password, issuer: 'WhaTap' })
})
afterEach(async () => {
  await house.store.close()
  rmSync(folder, { recursive: true })
})

const kept = () => house.store.read((tables) => mailServerOf(tables, house.keyring))
const lastRow = async (act: string) => (await desk.audit.list({ before: null, limit: 1, act })).rows[0]
const bytesOfStore = () =>
  ['', '-wal'].map((end) => readFileSync(join(folder, `mfa-desk.sqlite${end}`)).toString('latin1')).join('')

describe('what the page shows', () => {
  it('at first: nobody required, mail into the folder, a sender of the first administrator’s domain', async () => {
    expect(await desk.settings.show()).toEqual({
      policy: { ...defaultPolicy, issuer: 'WhaTap' },
      approvals: { secondPersonFor: [], requestHours: 24, undoHours: 72 },
      mail: {
        way: 'folder',
        host: '',
        port: 587,
        encryption: 'starttls',
        user: '',
        senderName: 'WhaTap',
        senderAddress: 'no-reply@corp.example',
        hasPassword: false,
        folder: join(folder, 'mail-pickup'),
      },
      reach: { staff: { accounts: 1, without: 1 }, everyone: { accounts: 1, without: 1 }, email: 0 },
    })
  })

  it('how many accounts each choice is about, and how many of them have no factor that works', async () => {
    const states = ['enrolled-otp', 'enrolled-email', 'disabled-email', 'pending', 'must-re-enrol'] as const
    const made = states.map((state, nr) => ({
      id: String(nr).padStart(26, 'a'),
      name: state,
      email: `${state}@corp.example`,
      made_at: new Date(now).toISOString(),
      role: nr % 2 === 0 ? ('helpdesk' as const) : ('user' as const),
      state,
    }))
    await house.store.write((tables) => tables.accounts.insertMany(made))
    expect((await desk.settings.show()).reach).toEqual({
      staff: { accounts: 4, without: 3 },
      everyone: { accounts: 6, without: 4 },
      email: 2,
    })
  })
})

describe('mail settings', () => {
  it('are kept, the password sealed: it is in no reply, no audit row and not in the file', async () => {
    await desk.settings.changeMail(smtp)
    expect(await kept()).toEqual(smtp)
    const { mail } = await desk.settings.show()
    expect(mail).toEqual({ ...smtp, password: undefined, hasPassword: true, folder: house.mailFolder })
    expect((await lastRow('settings.changeMail'))?.detail).toEqual({
      'way before': 'folder',
      way: 'smtp',
      'host before': '',
      host: 'mail.corp.example',
      'user before': '',
      user: 'desk@corp.example',
      password: 'set',
      hadPassword: false,
    })
    expect(JSON.stringify(mail)).not.toContain(secret)
    expect(bytesOfStore()).not.toContain(secret)
  })

  it('keep the password where none is typed, and take it away for an empty text', async () => {
    await desk.settings.changeMail(smtp)
    await desk.settings.changeMail({ ...smtp, user: 'relay', password: null })
    expect(await kept()).toEqual({ ...smtp, user: 'relay' })
    expect((await lastRow('settings.changeMail'))?.detail).toMatchObject({
      password: 'kept',
      'user before': 'desk@corp.example',
      user: 'relay',
    })
    await desk.settings.changeMail({ ...smtp, password: '' })
    expect((await kept()).password).toBe('')
    expect((await desk.settings.show()).mail.hasPassword).toBe(false)
    expect((await lastRow('settings.changeMail'))?.detail).toMatchObject({ password: 'removed', hadPassword: true })
  })

  it.each<[string, Partial<ChangedMail>]>([
    ['another server', { host: 'mail.evil.example' }],
    ['another port', { port: 2525 }],
    ['an open line', { encryption: 'none' }],
    ['another encryption, though it is as strong', { encryption: 'tls' }],
  ])('do not carry a kept password to %s', async (_what, changed) => {
    await desk.settings.changeMail(smtp)
    const elsewhere = { ...smtp, ...changed, password: null }
    const refusal = { code: 'input-invalid', data: { field: 'password' } }
    expect(await refusalOf(desk.settings.changeMail(elsewhere))).toEqual(refusal)
    expect(await refusalOf(desk.settings.testMail({ mail: elsewhere, to: email }))).toEqual(refusal)
    expect(tried).toEqual([])
    expect(await kept()).toEqual(smtp)
    await desk.settings.changeMail({ ...elsewhere, password: 'another one' })
    expect((await kept()).password).toBe('another one')
  })

  it('that nobody touched go on following their defaults', async () => {
    const { hasPassword: _has, folder: _folder, ...shown } = (await desk.settings.show()).mail
    await desk.settings.changeMail({ ...shown, way: 'smtp', host: 'mail.corp.example', password: null })
    await desk.session.stepUp({ password })
    await desk.settings.changePolicy({ ...defaultPolicy, issuer: 'Another' })
    expect((await kept()).senderName).toBe('Another')
  })

  it.each<[string, object, string]>([
    ['no host', { host: '' }, 'host'],
    ['a host that is an address of the web', { host: 'http://mail.corp.example/' }, 'host'],
    ['a host with a port', { host: 'mail.corp.example:25' }, 'host'],
    ['a host with a blank', { host: 'mail corp' }, 'host'],
    ['a host over two lines', { host: 'mail.corp.example\r\nx' }, 'host'],
    ['nonsense as a host, though mail goes to the folder', { way: 'folder', host: '-x-' }, 'host'],
    ['port 0', { port: 0 }, 'port'],
    ['port 65536', { port: 65_536 }, 'port'],
    ['an unknown encryption', { encryption: 'ssl' }, 'encryption'],
    ['a user over two lines', { user: 'desk\r\nAUTH' }, 'user'],
    ['a sender that is no address', { senderAddress: 'no-reply' }, 'senderAddress'],
    ['two senders', { senderAddress: 'a@corp.example, b@corp.example' }, 'senderAddress'],
    ['a header in the name of the sender', { senderName: 'Desk\r\nBcc: x@evil.example' }, 'senderName'],
  ])('are refused for %s, naming the field, also in a test', async (_what, wrong, field) => {
    const mail = { ...smtp, ...wrong }
    const before = await desk.settings.show()
    const refused = await refusalOf(desk.settings.changeMail(mail))
    expect(refused).toEqual({ code: 'input-invalid', data: { field } })
    const inTest = await refusalOf(desk.settings.testMail({ mail, to: email }))
    expect(inTest.code).toBe('input-invalid')
    expect((inTest.data as { field: string }).field).toMatch(new RegExp(`(^|\\.)${field}$`))
    expect(await desk.settings.show()).toEqual(before)
    expect(tried).toEqual([])
  })

  it.each([
    'mail',
    'mail.corp.example',
    'mail.corp.example.',
    'mx_1.corp',
    '192.0.2.7',
    '2001:db8::7',
    'xn--bcher-kva.example',
  ])('take %s as a host', async (host) => {
    await desk.settings.changeMail({ ...smtp, host })
    expect((await kept()).host).toBe(host)
  })
})

describe('a test mail', () => {
  it('goes with the settings as they are typed, and keeps none of them', async () => {
    expect(await desk.settings.testMail({ mail: smtp, to: 'somebody@corp.example' })).toEqual(taken)
    expect(tried).toMatchObject([
      {
        server: smtp,
        to: 'somebody@corp.example',
        facts: { issuer: 'WhaTap', accountName: email, by: { kind: 'self' } },
      },
    ])
    expect((await desk.settings.show()).mail.way).toBe('folder')
    expect((await lastRow('settings.testMail'))?.detail).toEqual({
      to: 'somebody@corp.example',
      server: 'mail.corp.example:587',
      taken: true,
      problem: null,
    })
  })

  it('uses the password that is kept where none is typed', async () => {
    await desk.settings.changeMail(smtp)
    await desk.settings.testMail({ mail: { ...smtp, user: 'relay', password: null }, to: email })
    await desk.settings.testMail({ mail: { ...smtp, password: '' }, to: email })
    expect(tried.map(({ server }) => [server.user, server.password])).toEqual([
      ['relay', secret],
      ['desk@corp.example', ''],
    ])
  })

  it('that fails is an answer and not a fault', async () => {
    answer = { ...taken, taken: false, problem: 'certificate' }
    expect(await desk.settings.testMail({ mail: smtp, to: email })).toEqual(answer)
    expect(await lastRow('settings.testMail')).toMatchObject({
      result: 'done',
      detail: { taken: false, problem: 'certificate' },
    })
  })

  it('needs an address to go to', async () => {
    expect(await refusalOf(desk.settings.testMail({ mail: smtp, to: 'nobody' }))).toEqual({
      code: 'input-invalid',
      data: { field: 'to' },
    })
  })
})
