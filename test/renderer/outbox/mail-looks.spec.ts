/** What each state of a mail means, and what can be done in it. */
import { describe, expect, it } from 'vitest'
import type { MailRow } from '../../../src-preload/contract/outbox'
import { letterKinds, mailStates } from '../../../src-preload/contract/outbox'
import { mayPrint, mayTryAgain, meaningOf } from '../../../src-renderer/components/outbox/mail-looks'
import { wordsAt } from '../words'

const mail = (over: Partial<MailRow>): MailRow => ({
  id: 'a'.repeat(26),
  kind: 'mfa-cleared',
  state: 'failed',
  to: 'goro.inoue@plant.example',
  accountId: 'b'.repeat(26),
  accountName: 'Goro Inoue',
  madeAt: '2026-11-24T13:50:00.000Z',
  tries: 3,
  nextAt: null,
  lastAt: '2026-11-24T13:50:00.000Z',
  said: [],
  secret: false,
  ...over,
})

describe('a mail of the outbox', () => {
  it.each(mailStates)('in the state %s has words for the state and for what it means', (state) => {
    expect(wordsAt(`outbox.state.${state}`)).toEqual(expect.stringMatching(/\S/))
    for (const secret of [true, false])
      for (const key of meaningOf(mail({ state, secret })))
        expect(wordsAt(`outbox.means.${key}`)).toEqual(expect.stringMatching(/\S/))
  })

  it.each(letterKinds)('that is a %s has a name', (kind) => {
    expect(wordsAt(`outbox.kind.${kind}`)).toEqual(expect.stringMatching(/\S/))
  })

  it('is told by the server’s words where the address is what is wrong', () => {
    const said = [{ at: '2026-11-24T13:50:00.000Z', words: '550 5.1.1 <goro>: User unknown' }]
    expect(meaningOf(mail({ said }))[0]).toBe('badAddress')
    expect(meaningOf(mail({ said: [{ ...said[0]!, words: '554 5.7.1 Blocked' }] }))[0]).toBe('failed')
  })

  it('goes again and on paper while it is open, a code never on paper', () => {
    for (const state of ['queued', 'failed', 'uncertain'] as const) {
      expect([mayTryAgain(mail({ state })), mayPrint(mail({ state }))]).toEqual([true, true])
      expect(mayPrint(mail({ state, secret: true }))).toBe(false)
    }
    for (const state of ['sending', 'sent', 'folder', 'handed-over'] as const)
      expect([mayTryAgain(mail({ state })), mayPrint(mail({ state }))]).toEqual([false, false])
  })

  it('that held a code and failed is gone with it', () => {
    expect(mayTryAgain(mail({ secret: true }))).toBe(false)
    expect(mayTryAgain(mail({ secret: true, state: 'uncertain' }))).toBe(true)
  })
})
