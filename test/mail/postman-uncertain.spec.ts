/** The postman where nobody knows whether a letter arrived: no code goes twice by itself, no notice is lost. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeSmtpMailer } from '../../src-main/mail/smtp'
import type { Store } from '../../src-main/store/store'
import { makeMailDouble } from '../doubles/mail-double'
import { openMailServer } from '../doubles/mail-server'
import { holdingMailer } from './holding-mailer'
import { outboxAt } from './outbox-at'

const minute = 60_000

describe('a letter nobody knows of whether it arrived', () => {
  it('as a code is not sent again by itself', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'uncertain', words: 'silence' })
    const postman = at.postman(mailer)
    await at.code('code1', '40917325')
    await postman.run()
    expect(await at.row('code1')).toMatchObject({ state: 'uncertain', next_at: null, tries: 1 })
    at.time += 5 * minute
    await postman.run()
    expect(mailer.letters).toHaveLength(1)
  })

  it('as a code goes again when somebody asks for it, but not once it is over', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'uncertain', words: 'silence' })
    const postman = at.postman(mailer)
    await at.code('code1', '40917325')
    await postman.run()
    const again = (time: number) =>
      at.store.write(({ outbox }) => outbox.requeue('code1', ['uncertain'], new Date(time).toISOString()))
    expect(await again(at.time)).toBe(true)
    await postman.run()
    expect(mailer.letters.map(({ messageId }) => messageId)).toEqual(['<code1@corp.example>', '<code1@corp.example>'])
    at.time += 10 * minute
    expect(await again(at.time)).toBe(true)
    await postman.run()
    expect(mailer.letters).toHaveLength(2)
    expect(await at.row('code1')).toMatchObject({ state: 'failed', sealed: null })
  })

  it('as a notice goes again under the same id, and stays uncertain where it never gets an answer', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'uncertain', words: 'silence' })
    const postman = at.postman(mailer)
    await at.notice('notice1')
    for (let no = 1; no <= 8; no++) {
      await postman.run()
      at.time = Date.parse((await at.row('notice1')).next_at ?? new Date(at.time).toISOString())
    }
    expect(new Set(mailer.letters.map(({ messageId }) => messageId))).toEqual(new Set(['<notice1@corp.example>']))
    expect(await at.row('notice1')).toMatchObject({ state: 'uncertain', next_at: null, tries: 8 })
  })

  it('because a mailer broke its word and threw, is uncertain too', async () => {
    const at = await outboxAt()
    await at.code('code1', '40917325')
    await at.postman({ send: () => Promise.reject(new Error('broken')), close: () => undefined }).run()
    expect((await at.row('code1')).state).toBe('uncertain')
  })

  it('because the desk was killed in the middle: a code stays, a notice goes again, both before anything else', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    await at.code('code1', '40917325', { state: 'sending', next_at: null, tries: 1 })
    await at.notice('notice1', { state: 'sending', next_at: null, tries: 1 })
    await at.postman(mailer).run()
    expect(await at.row('code1')).toMatchObject({ state: 'uncertain', tries: 1 })
    expect(await at.row('notice1')).toMatchObject({ state: 'sent', tries: 2 })
    expect(mailer.letters.map(({ messageId }) => messageId)).toEqual(['<notice1@corp.example>'])
    expect(await at.said('code1')).toEqual(['The desk ended while this was being sent.'])
  })

  it('is so with a real server that drops the line after the data', async () => {
    const at = await outboxAt()
    const server = await openMailServer({ breaks: 'drops-after-data' })
    onTestFinished(() => server.close())
    const patience = { connectMs: 5000, greetingMs: 5000, silenceMs: 5000 }
    const postman = at.postman(makeSmtpMailer(server, { clock: () => at.time, patience, ca: [server.ca] }))
    await at.code('code1', '40917325')
    await at.notice('notice1')
    await postman.run()
    expect((await at.row('code1')).state).toBe('uncertain')
    expect((await at.row('notice1')).state).toBe('queued')
    server.set({})
    at.time += minute
    await postman.run()
    const ids = server.mails.map(({ messageId }) => messageId).sort()
    expect(ids).toEqual(['<code1@corp.example>', '<notice1@corp.example>', '<notice1@corp.example>'])
    expect(await at.row('notice1')).toMatchObject({ state: 'sent', sealed: null })
  })
})

describe('a code that is worthless', () => {
  it('loses its body at its end, though nothing else is mailed', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    mailer.answers({ kind: 'uncertain', words: 'silence' })
    const postman = at.postman(mailer)
    await at.code('code1', '40917325', { expires_at: new Date(at.time + 40_000).toISOString() })
    await postman.run()
    expect(at.alarms.map(({ ms }) => ms)).toEqual([40_000])
    at.time += 40_000
    at.alarms[0]!.ring()
    await expect.poll(async () => (await at.row('code1')).sealed).toBeNull()
    expect((await at.row('code1')).state).toBe('uncertain')
    await postman.run()
    expect(at.alarms).toHaveLength(1)
  })

  it('loses it also where it still waits for its turn', async () => {
    const at = await outboxAt()
    const hour = new Date(at.time + 60 * minute).toISOString()
    await at.code('code1', '40917325', { expires_at: new Date(at.time).toISOString(), next_at: hour })
    await at.postman(makeMailDouble()).run()
    expect(await at.row('code1')).toMatchObject({ state: 'failed', sealed: null, next_at: null })
    expect(await at.said('code1')).toEqual(['expired'])
  })

  it('because another took its place while it was on its way, does not go out once it is put off', async () => {
    const at = await outboxAt()
    const { mailer, held } = holdingMailer()
    const postman = at.postman(mailer)
    await at.code('code1', '40917325', { account_id: 'a' })
    postman.wake()
    await expect.poll(() => held.length).toBe(1)
    const now = new Date(at.time).toISOString()
    await at.store.write(({ outbox }) => outbox.giveUpReplaced('a', ['sign-in-code'], now))
    held[0]!.end({ kind: 'put-off', words: '450 later' })
    await postman.run()
    expect(await at.row('code1')).toMatchObject({ state: 'failed', sealed: null, next_at: null })
    expect(await at.said('code1')).toEqual(['expired', '450 later'])
    at.time += 5 * minute
    await postman.run()
    expect(held).toHaveLength(1)
  })
})

describe('a desk that is killed while a code is on its way', () => {
  /** Kills one postman in the middle of sending. @returns how often the code went out by the next one as well */
  async function sentAfterKill(storeOfFirst: (store: Store) => Store): Promise<number> {
    const at = await outboxAt()
    const { mailer, held } = holdingMailer()
    await at.code('code1', '40917325')
    at.postman(mailer, { store: storeOfFirst(at.store), lanes: 1 }).wake()
    await expect.poll(() => held.length).toBe(1)
    const next = makeMailDouble()
    await at.postman(next).run()
    held[0]!.end({ kind: 'uncertain', words: 'killed' })
    return held.length + next.letters.length
  }

  it('sends it once, for the claim was committed first', async () => {
    expect(await sentAfterKill((store) => store)).toBe(1)
  })

  it('would send it twice, were the claim not committed: this spec would see it', async () => {
    const forgetful = (store: Store): Store => ({
      ...store,
      write: (work) =>
        store.write((tables) => work({ ...tables, outbox: { ...tables.outbox, claim: async () => true } })),
    })
    expect(await sentAfterKill(forgetful)).toBe(2)
  })
})
