/** The double of desk specs passes the spec of the port, and does what it is told. */
import { expect, it } from 'vitest'
import { makeMailDouble } from '../doubles/mail-double'
import { letter } from './letter'
import { describeMailer } from './mailer-spec'

describeMailer('mail double', async () => {
  const mailer = makeMailDouble()
  return { mailer, done: 'sent', arrived: () => mailer.read(), close: async () => undefined }
})

it('answers as it is told, and has the letter only where a server would have it', async () => {
  const mailer = makeMailDouble()
  for (const kind of ['refused', 'put-off', 'uncertain', 'sent'] as const) {
    mailer.answers({ kind, words: 'so be it' })
    expect(await mailer.send(letter({ subject: kind }))).toEqual({ kind, words: 'so be it' })
  }
  expect(mailer.letters.map(({ subject }) => subject)).toEqual(['uncertain', 'sent'])
  mailer.answers(null)
  expect(await mailer.send(letter())).toEqual({ kind: 'sent', words: '250 Ok' })
})
