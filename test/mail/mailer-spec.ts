/** The spec of the port: one body that every way out passes, the double of desk specs among them. */
import { domainToASCII } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Mailer, Outcome } from '../../src-main/mail/mailer'
import type { ReadMail } from '../doubles/read-mail'
import { hostileLetters } from './hostile-letters'
import { letter } from './letter'

export interface WayOut {
  readonly mailer: Mailer
  /** What a mail that went out is called here. */
  readonly done: Outcome['kind']
  /** Everything that went out, as its readers get it; in order. */
  arrived(): Promise<readonly ReadMail[]>
  close(): Promise<void>
}

/** Nothing else may stand in a header: what is here is ours, and none of it is a person's text. */
const headers = [
  'auto-submitted',
  'content-language',
  'from',
  'to',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'content-type',
]

const asciiOf = (address: string): string => {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`
}

export function describeMailer(name: string, open: () => Promise<WayOut>): void {
  const opened = async (): Promise<WayOut> => {
    const way = await open()
    onTestFinished(async () => {
      way.mailer.close()
      await way.close()
    })
    return way
  }

  describe(name, () => {
    it('carries a letter whole: both forms of it, its id, its date, its languages', async () => {
      const { mailer, done, arrived } = await opened()
      expect(await mailer.send(letter())).toMatchObject({ kind: done })
      const mails = await arrived()
      expect(mails).toHaveLength(1)
      const { text, html, ...mail } = mails[0]!
      expect(text.replaceAll('\r\n', '\n').trimEnd()).toBe(letter().text.trimEnd())
      expect(html.trim()).toBe(letter().html)
      expect(mail).toMatchObject({
        messageId: letter().messageId,
        from: letter().from,
        recipients: ['taro.tanaka@corp.example'],
        subject: '認証コードのお知らせ',
        at: '2026-03-31T09:00:00.000Z',
        attachments: 0,
      })
      expect(mail.header('auto-submitted')).toBe('auto-generated')
      expect(mail.header('content-language')).toBe('ja')
      expect(mail.headerNames.toSorted()).toEqual(headers.toSorted())
    })

    it('says what became of it in bounded words on one line', async () => {
      const { mailer } = await opened()
      const { words } = await mailer.send(letter())
      expect(words).toMatch(/^\S.{0,499}$/u)
    })

    it('sends again under the same id', async () => {
      const { mailer, arrived } = await opened()
      await mailer.send(letter())
      await mailer.send(letter())
      const ids = (await arrived()).map(({ messageId }) => messageId)
      expect(new Set(ids)).toEqual(new Set([letter().messageId]))
    })

    it('carries many at once, each to its own', async () => {
      const { mailer, done, arrived } = await opened()
      const people = Array.from({ length: 12 }, (_, at) => ({
        messageId: `<many${at}@corp.example>`,
        to: `person${at}@corp.example`,
      }))
      const outcomes = await Promise.all(people.map((person) => mailer.send(letter(person))))
      expect(outcomes.map(({ kind }) => kind)).toEqual(people.map(() => done))
      const pairs = (await arrived()).map(({ messageId, recipients }) => ({ messageId, to: recipients.join() }))
      expect(pairs.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1))).toEqual(
        people.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1)),
      )
    })

    it('reaches one recipient and adds no header, whatever people are called', { timeout: 60_000 }, async () => {
      const { mailer, done, arrived } = await opened()
      expect(hostileLetters).toHaveLength(200)
      const sent = hostileLetters.map((hostile, at) => ({
        ...hostile,
        letter: letter({
          messageId: `<hostile${at}@corp.example>`,
          from: { name: hostile.name, address: 'no-reply@corp.example' },
          to: hostile.address,
          text: `${hostile.name}\n\n40917325\n`,
          html: '<p>40917325</p>',
        }),
      }))
      for (let at = 0; at < sent.length; at += 20) {
        const some = sent.slice(at, at + 20)
        const outcomes = await Promise.all(some.map((one) => mailer.send(one.letter)))
        expect(outcomes.map(({ kind }) => kind)).toEqual(some.map(({ goes }) => (goes ? done : 'refused')))
      }
      const mails = new Map((await arrived()).map((mail) => [mail.messageId, mail]))
      const gone = sent.filter(({ goes }) => goes)
      expect(mails.size).toBe(gone.length)
      for (const { address, letter: asSent } of gone) {
        const mail = mails.get(asSent.messageId)!
        expect(mail.recipients.map(asciiOf)).toEqual([asciiOf(address)])
        expect(mail.from.address).toBe('no-reply@corp.example')
        expect(mail.headerNames.toSorted()).toEqual(headers.toSorted())
        expect(mail.attachments).toBe(0)
        expect(mail.text.split(/\r?\n/)).toContain('40917325')
      }
    })

    it('sends nothing from an address that is none, and asks for it to be tried later', async () => {
      const { mailer, arrived } = await opened()
      const from = { name: 'MFA Desk', address: 'no-reply@corp.example>\r\nBcc: eve@evil.example' }
      expect(await mailer.send(letter({ from }))).toMatchObject({ kind: 'put-off' })
      expect(await mailer.send(letter({ messageId: '<a@b>\r\nBcc: eve@evil.example' }))).toMatchObject({
        kind: 'refused',
      })
      expect(await arrived()).toEqual([])
    })

    it('reads no file and fetches nothing, whatever stands in the letter', async () => {
      const { mailer, arrived } = await opened()
      const text = 'file:///etc/hostname'
      await mailer.send(
        letter({ text, html: '<img src="file:///etc/hostname"><img src="data:image/png;base64,AAAA">' }),
      )
      const [mail] = await arrived()
      expect(mail!.text.trim()).toBe(text)
      expect(mail!.attachments).toBe(0)
    })

    it('sends nothing once it is closed', async () => {
      const { mailer, arrived } = await opened()
      mailer.close()
      mailer.close()
      expect(await mailer.send(letter())).toEqual({ kind: 'put-off', words: 'The desk was closed.' })
      expect(await arrived()).toEqual([])
    })
  })
}
