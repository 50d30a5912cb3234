/** The postman: what is due goes out once, what is put off goes again, what is refused or over does not. */
import { describe, expect, it } from 'vitest'
import type { Mailer } from '../../src-main/mail/mailer'
import { makeMailDouble } from '../doubles/mail-double'
import { holdingMailer } from './holding-mailer'
import { outboxAt } from './outbox-at'

const minute = 60_000

describe('a letter that is due', () => {
  it('is sent, once, and its body is gone with it', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    const postman = at.postman(mailer)
    await at.code('code1', '40917325')
    await at.notice('notice1')
    await postman.run()
    await postman.run()
    expect(mailer.letters.map(({ messageId }) => messageId).sort()).toEqual([
      '<code1@corp.example>',
      '<notice1@corp.example>',
    ])
    for (const id of ['code1', 'notice1']) {
      expect(await at.row(id)).toMatchObject({ state: 'sent', sealed: null, tries: 1, next_at: null })
      expect(await at.said(id)).toEqual(['250 Ok'])
    }
    const mail = (await mailer.read()).find(({ text }) => text.includes('40917325'))!
    expect(mail.text.split('\n')).toContain('40917325')
    expect(mail.from).toEqual({ name: 'WhaTap', address: 'no-reply@corp.example' })
    expect(mail.at).toBe('2026-03-31T09:00:00.000Z')
    expect(mail.header('content-language')).toBe('ja')
    expect(at.alarms).toEqual([])
    expect(at.logged).toEqual([])
  })

  it('is handed to the folder, which is another thing than sent', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'handed-to-folder', words: 'a.eml' })
    await at.code('code1', '40917325')
    await at.postman(mailer).run()
    expect(await at.row('code1')).toMatchObject({ state: 'folder', sealed: null })
    expect(await at.said('code1')).toEqual(['a.eml'])
  })

  it('waits for its time, and the alarm is set for it, never for longer than a minute', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    const postman = at.postman(mailer)
    const later = new Date(at.time + 40_000).toISOString()
    await at.notice('notice1', { next_at: later })
    await postman.run()
    expect(mailer.letters).toEqual([])
    expect(at.alarms.map(({ ms }) => ms)).toEqual([40_000])
    at.time += 40_000
    at.alarms[0]!.ring()
    await postman.run()
    expect(mailer.letters).toHaveLength(1)
    await at.notice('notice2', { next_at: new Date(at.time + 60 * minute).toISOString() })
    await postman.run()
    expect(at.alarms.map(({ ms }) => ms)).toEqual([minute])
  })

  it('is sent by one of two who see it', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    for (let no = 0; no < 40; no++) await at.notice(`notice${no}`)
    await Promise.all([at.postman(mailer).run(), at.postman(mailer).run()])
    expect(mailer.letters).toHaveLength(40)
    expect(new Set(mailer.letters.map(({ messageId }) => messageId)).size).toBe(40)
  })

  it('is claimed, and that committed, before anything is sent', async () => {
    const at = await outboxAt()
    await at.code('code1', '40917325')
    const states: string[] = []
    const mailer = makeMailDouble()
    const looking: Mailer = {
      ...mailer,
      send: async (letter) => {
        states.push((await at.row('code1')).state)
        return mailer.send(letter)
      },
    }
    await at.postman(looking).run()
    expect(states).toEqual(['sending'])
  })

  it('does not wait behind one that a silent server holds', async () => {
    const at = await outboxAt()
    const { mailer, held } = holdingMailer()
    const postman = at.postman(mailer)
    await at.notice('slow', { recipient: 'slow@corp.example' })
    postman.wake()
    await expect.poll(() => held.length).toBe(1)
    await at.code('code1', '40917325')
    postman.wake()
    await expect.poll(() => held.length).toBe(2)
    for (const { end } of held) end({ kind: 'sent', words: '250 Ok' })
    await postman.run()
    expect((await at.row('code1')).state).toBe('sent')
  })

  it('that was written while others were being sent is sent too', async () => {
    const at = await outboxAt()
    const { mailer, held } = holdingMailer()
    const postman = at.postman(mailer, { lanes: 1 })
    await at.notice('notice1')
    const running = postman.run()
    await expect.poll(() => held.length).toBe(1)
    await at.notice('notice2')
    postman.wake()
    held[0]!.end({ kind: 'sent', words: '250 Ok' })
    await expect.poll(() => held.length).toBe(2)
    held[1]!.end({ kind: 'sent', words: '250 Ok' })
    await running
    expect((await at.row('notice2')).state).toBe('sent')
  })
})

describe('a letter that is put off', () => {
  it('goes again after growing pauses, under the same id, and fails at last with the words of the server', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    const postman = at.postman(mailer)
    await at.notice('notice1')
    const pauses: number[] = []
    for (let no = 1; no <= 8; no++) {
      mailer.answers({ kind: 'put-off', words: `450 Later (${no})` })
      await postman.run()
      const { state, next_at, tries } = await at.row('notice1')
      expect(tries).toBe(no)
      if (next_at === null) expect(state).toBe('failed')
      else {
        pauses.push((Date.parse(next_at) - at.time) / minute)
        at.time = Date.parse(next_at)
      }
    }
    expect(pauses).toEqual([1, 5, 15, 60, 240, 720, 1440])
    const row = await at.row('notice1')
    expect((await at.said('notice1'))[0]).toBe('450 Later (8)')
    // a notice that failed can still be given on paper
    expect(row.sealed).not.toBeNull()
    mailer.answers(null)
    at.time += 48 * 60 * minute
    await postman.run()
    expect(mailer.letters).toEqual([])
  })

  it('arrives once the server is back, also when the desk was started anew meanwhile', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'put-off', words: 'ECONNREFUSED' })
    await at.code('code1', '40917325')
    const first = at.postman(mailer)
    await first.run()
    await first.close()
    mailer.answers(null)
    const second = at.postman(mailer)
    await second.run()
    expect(mailer.letters).toEqual([])
    at.time += minute
    await second.run()
    expect(mailer.letters).toHaveLength(1)
    expect(await at.row('code1')).toMatchObject({ state: 'sent', tries: 2, sealed: null })
  })

  it('as a code is over when it runs out: failed, never mailed, and nothing of it is left', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'put-off', words: '450 Later' })
    const postman = at.postman(mailer)
    const { expires_at } = await at.code('code1', '40917325')
    for (const pause of [0, 1, 5]) {
      at.time += pause * minute
      await postman.run()
    }
    // fifteen minutes would be too late: it is looked at again when it is over
    expect((await at.row('code1')).next_at).toBe(expires_at)
    mailer.answers(null)
    at.time = Date.parse(expires_at!)
    await postman.run()
    expect(mailer.letters).toEqual([])
    expect(await at.row('code1')).toMatchObject({ state: 'failed', sealed: null, tries: 3, next_at: null })
    expect((await at.said('code1'))[0]).toBe('expired')
  })

  it('because the settings do not open, is not lost', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    await at.notice('notice1')
    await at.postman(mailer, { way: () => Promise.reject(new Error('no settings')) }).run()
    expect(await at.row('notice1')).toMatchObject({ state: 'queued', tries: 1 })
    expect(at.logged).toHaveLength(1)
    at.time += minute
    await at.postman(mailer).run()
    expect(mailer.letters).toHaveLength(1)
  })
})

describe('a letter that is refused', () => {
  it('fails at once with the words of the server, and what it quotes of the code is left out', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'refused', words: '554 Spam: "40917325"' })
    const postman = at.postman(mailer)
    await at.code('code1', '40917325')
    await postman.run()
    expect(await at.row('code1')).toMatchObject({ state: 'failed', sealed: null, next_at: null })
    expect(await at.said('code1')).toEqual(['554 Spam: "***"'])
    mailer.answers(null)
    at.time += 48 * 60 * minute
    await postman.run()
    expect(mailer.letters).toEqual([])
  })

  it('fails where its body was changed or moved, and others go on', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    const other = await at.notice('other')
    await at.notice('moved', { sealed: other.sealed })
    await at.notice('cut', { sealed: `sealed:cut:${Buffer.from('{"issu').toString('base64url')}` })
    await at.postman(mailer).run()
    expect(mailer.letters.map(({ messageId }) => messageId)).toEqual(['<other@corp.example>'])
    for (const id of ['moved', 'cut']) expect((await at.row(id)).state).toBe('failed')
    expect(at.logged).toHaveLength(2)
  })
})
