/** The postman on a disk that fails, and when the desk is closed: what was sent is written down, and sent once. */
import { describe, expect, it } from 'vitest'
import type { Store } from '../../src-main/store/store'
import { makeMailDouble } from '../doubles/mail-double'
import { holdingMailer } from './holding-mailer'
import { outboxAt } from './outbox-at'

const minute = 60_000

describe('a disk that fails', () => {
  /** Refuses writes, from the one with this number on, as long as it is told to. */
  function failing(store: Store, from: number) {
    const state = { writes: 0, fails: true }
    const broken: Store = {
      ...store,
      write: (work) =>
        ++state.writes >= from && state.fails ? Promise.reject(new Error('disk full')) : store.write(work),
    }
    return { broken, state }
  }

  it('after a letter was sent: it is written down later, and not sent twice', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    await at.code('code1', '40917325')
    // recover, claim, settle
    const { broken, state } = failing(at.store, 3)
    const postman = at.postman(mailer, { store: broken })
    await postman.run()
    expect((await at.row('code1')).state).toBe('sending')
    expect(at.logged).toHaveLength(1)
    expect(at.alarms.map(({ ms }) => ms)).toEqual([minute])
    state.fails = false
    at.alarms[0]!.ring()
    await postman.run()
    expect(await at.row('code1')).toMatchObject({ state: 'sent', sealed: null, tries: 1 })
    expect(mailer.letters).toHaveLength(1)
  })

  it('before anything was taken: nothing is sent, and all of it later', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    await at.code('code1', '40917325')
    await at.notice('notice1', { state: 'sending', next_at: null })
    const { broken, state } = failing(at.store, 1)
    const postman = at.postman(mailer, { store: broken })
    await postman.run()
    expect(mailer.letters).toEqual([])
    state.fails = false
    await postman.run()
    expect(mailer.letters).toHaveLength(2)
  })
})

describe('closing', () => {
  it('waits for the letter that is on its way', async () => {
    const at = await outboxAt()
    const { mailer, held } = holdingMailer()
    const postman = at.postman(mailer)
    await at.notice('notice1')
    postman.wake()
    await expect.poll(() => held.length).toBe(1)
    const closing = postman.close()
    held[0]!.end({ kind: 'sent', words: '250 Ok' })
    await closing
    expect((await at.row('notice1')).state).toBe('sent')
    expect(at.alarms).toEqual([])
  })

  it('cuts it after a while, and says what is known of it', async () => {
    const at = await outboxAt()
    const { mailer, held, isClosed } = holdingMailer()
    const postman = at.postman(mailer)
    await at.code('code1', '40917325')
    postman.wake()
    await expect.poll(() => held.length).toBe(1)
    const closing = postman.close()
    expect(isClosed()).toBe(false)
    expect(at.alarms.map(({ ms }) => ms)).toEqual([5000])
    at.alarms[0]!.ring()
    await closing
    expect((await at.row('code1')).state).toBe('uncertain')
  })

  it('takes nothing more, and is over at once where nothing is on its way', async () => {
    const at = await outboxAt()
    const mailer = makeMailDouble()
    const postman = at.postman(mailer)
    await postman.close()
    await at.notice('notice1')
    postman.wake()
    await postman.run()
    await postman.close()
    expect(mailer.letters).toEqual([])
    expect((await at.row('notice1')).state).toBe('queued')
    expect(at.alarms).toEqual([])
  })
})
