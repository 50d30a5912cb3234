/** The ways mail can go out by its settings, and the test of both. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { LetterFacts } from '../../src-main/mail/letter-facts'
import { makeMailWays, type WaySettings } from '../../src-main/mail/ways'
import { systemRandom } from '../../src-main/random'
import { openMailServer } from '../doubles/mail-server'
import { readMail } from '../doubles/read-mail'
import { letter } from './letter'

const facts: LetterFacts = {
  issuer: 'WhaTap',
  accountName: 'keiko.ito@corp.example',
  personName: 'Keiko Ito',
  at: '2026-03-31T09:00:00.000Z',
  timeZone: 'Asia/Tokyo',
  by: { kind: 'self' },
}

async function opened() {
  const parent = mkdtempSync(join(tmpdir(), 'mfa-desk-ways-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  const server = await openMailServer()
  onTestFinished(() => server.close())
  const patience = { connectMs: 5000, greetingMs: 5000, silenceMs: 5000 }
  const folder = join(parent, 'mail-pickup')
  const ways = makeMailWays({ folder, random: systemRandom, clock: () => 0, patience, ca: [server.ca] })
  const smtp: WaySettings = {
    way: 'smtp',
    host: server.host,
    port: server.port,
    encryption: server.encryption,
    user: server.user,
    password: server.password,
    senderName: 'WhaTap',
    senderAddress: 'no-reply@corp.example',
  }
  return { ways, server, folder, smtp, files: { ...smtp, way: 'folder' } as const }
}

it('a letter goes by the way that is set, from the sender that is set', async () => {
  const { ways, server, folder, smtp, files } = await opened()
  const bySmtp = ways.wayOf(smtp)
  expect(bySmtp.from).toEqual({ name: 'WhaTap', address: 'no-reply@corp.example' })
  expect(await bySmtp.mailer.send(letter(bySmtp))).toMatchObject({ kind: 'sent' })
  const byFolder = ways.wayOf(files)
  expect(await byFolder.mailer.send(letter(byFolder))).toMatchObject({ kind: 'handed-to-folder' })
  expect([server.mails.length, readdirSync(folder).length]).toEqual([1, 1])
})

it('the mailer is the same as long as the settings are, whoever is named as sender', async () => {
  const { ways, smtp, files } = await opened()
  const { mailer } = ways.wayOf(smtp)
  expect(ways.wayOf({ ...smtp, senderName: 'Other' }).mailer).toBe(mailer)
  expect(ways.wayOf({ ...smtp, password: 'other' }).mailer).not.toBe(mailer)
  expect(ways.wayOf(files).mailer).not.toBe(mailer)
})

it('the test sends a real mail to the server, in the language of who asked', async () => {
  const { ways, server, smtp } = await opened()
  expect(await ways.test(smtp, 'keiko.ito@corp.example', facts, 'ko')).toMatchObject({ taken: true, problem: null })
  expect(server.mails[0]).toMatchObject({ subject: '테스트 메일', recipients: ['keiko.ito@corp.example'] })
  expect(await ways.test({ ...smtp, password: 'wrong' }, 'keiko.ito@corp.example', facts)).toMatchObject({
    taken: false,
    problem: 'sign-in',
  })
})

it('the test writes a real file to the folder, and says where that fails', async () => {
  const { ways, folder, files } = await opened()
  const test = await ways.test(files, 'keiko.ito@corp.example', facts)
  const [name] = readdirSync(folder)
  expect(test).toEqual({
    taken: true,
    steps: [{ step: 'written', done: true, detail: name, milliseconds: 0 }],
    problem: null,
    transcript: [],
  })
  expect(await readMail(readFileSync(join(folder, name!)))).toMatchObject({ subject: 'Test mail' })
  expect(await ways.test(files, 'nobody', facts)).toMatchObject({ taken: false, problem: 'recipient' })
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file in its place')
  const failed = await ways.test(files, 'keiko.ito@corp.example', facts)
  expect(failed).toMatchObject({ taken: false, problem: 'folder', steps: [{ step: 'written', done: false }] })
})
