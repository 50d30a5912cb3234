/** Who sits here: in, out, or away from a page that stays; and a seat that changes with the person. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '../../../src-renderer/stores/session'
import { aChallenge, answer, aState, forgetAll, loseSession, someone } from '../fake-desk'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const opened = async (state = aState()) => {
  answer('session.state', state)
  const session = useSession()
  await session.load()
  return session
}
const haruka = someone()
const mika = someone({ id: 'b'.repeat(26), name: 'Mika Tanaka' })

describe('the session of the window', () => {
  beforeEach(() => {
    forgetAll()
    setActivePinia(createPinia())
  })

  it('is out, then owes the second step, then is in', async () => {
    const session = await opened()
    expect(session.standing).toBe('out')
    session.owe(aChallenge())
    expect([session.standing, session.challenge?.method]).toEqual(['out', 'otp'])
    session.enter(haruka)
    expect([session.standing, session.challenge, session.me?.id]).toEqual(['in', null, haruka.id])
    expect(session.seat).toBe(0)
  })

  it.each(['idle', 'absolute', 'ended'] as const)('keeps the page of whoever was signed in: %s', async (cause) => {
    const session = await opened(aState({ me: haruka }))
    loseSession(cause)
    expect([session.standing, session.notice, session.me?.name]).toEqual(['covered', cause, 'Haruka Sato'])
    // what the page may show stays as it was; the desk refuses whatever it asks
    expect(session.can('audit.see')).toBe(true)
  })

  it('gives the page back to the same person, the second step between', async () => {
    const session = await opened(aState({ me: haruka }))
    loseSession('idle')
    session.owe(aChallenge())
    expect(session.standing).toBe('covered')
    session.enter(someone({ signedInAt: '2026-11-24T15:00:00.000Z' }))
    expect([session.standing, session.seat, session.notice]).toEqual(['in', 0, null])
  })

  it('begins afresh for another person', async () => {
    const session = await opened(aState({ me: haruka }))
    loseSession('idle')
    session.enter(mika)
    expect([session.standing, session.seat, session.me?.name]).toEqual(['in', 1, 'Mika Tanaka'])
  })

  it('keeps nothing where one signs out by hand', async () => {
    const session = await opened(aState({ me: haruka }))
    session.leave('signed-out')
    expect([session.standing, session.seat, session.me]).toEqual(['out', 1, null])
  })

  it('does not change its mind when the end is told twice', async () => {
    const session = await opened(aState({ me: haruka }))
    session.leave('idle')
    loseSession('ended')
    expect(session.notice).toBe('idle')
  })

  it('may do nothing but what is its own while it is kept to one thing', async () => {
    const confined = { to: 'factor', because: 'recovery-code' } as const
    const session = await opened(aState({ me: someone({ confined }) }))
    expect([session.can('accounts.see'), session.can('self.change')]).toEqual([false, true])
    expect(session.home).toBe('/account-management/mfa')
    session.renew(someone())
    expect([session.can('accounts.see'), session.home]).toEqual([true, '/accounts'])
  })

  it('says why the second step is over, and stays out', async () => {
    const session = await opened(aState({ challenge: aChallenge() }))
    session.dropChallenge('challenge-over')
    expect([session.standing, session.challenge, session.notice]).toEqual(['out', null, 'challenge-over'])
  })
})
