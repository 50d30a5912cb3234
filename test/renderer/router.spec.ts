/** Who may go where: before sign-in, between its steps, kept to one thing, and under the sign-in screen. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeskState } from '../../src-preload/contract/session'
import { makeRouter, wayTo } from '../../src-renderer/router'
import { useSession } from '../../src-renderer/stores/session'
import { aChallenge, aState, forgetAll, someone } from './fake-desk'

vi.mock('../../src-renderer/bridge/desk', () => import('./fake-desk'))

const router = makeRouter()
/** Where `path` leads; `true` is there. */
function from(path: string, state: Partial<DeskState>, cover = false) {
  const session = useSession()
  session.state = aState(state)
  if (cover) session.leave('idle')
  return wayTo(router.resolve(path), session)
}
const factor = { to: 'factor', because: 'recovery-code' } as const
const password = { to: 'password', because: 'temporary-password' } as const
const every = [
  '/accounts',
  '/accounts/import',
  '/audit-log',
  '/outbox',
  '/account-management/name',
  '/account-management/password',
  '/account-management/mfa',
  '/account-management/sessions',
  '/account-management/activity',
  '/account-management/language',
]

describe('the way through the window', () => {
  beforeEach(() => {
    forgetAll()
    setActivePinia(createPinia())
  })

  it('leads to sign-in first, and remembers where one wanted to go', () => {
    expect(from('/audit-log', {})).toEqual({ path: '/sign-in', query: { then: '/audit-log' } })
    expect(from('/', {})).toEqual({ path: '/sign-in', query: {} })
    expect(from('/sign-in?then=/audit-log', {})).toBe(true)
  })

  it('M16 leads to the second step as long as it is owed, and to it alone', () => {
    const owed = { challenge: aChallenge() }
    expect(from('/accounts', owed)).toEqual({ path: '/sign-in/second-step', query: { then: '/accounts' } })
    expect(from('/sign-in?then=/accounts', owed)).toEqual({
      path: '/sign-in/second-step',
      query: { then: '/accounts' },
    })
    expect(from('/sign-in/second-step', owed)).toBe(true)
  })

  it('leads back to the password where no second step is owed', () => {
    expect(from('/sign-in/second-step', {})).toEqual({ path: '/sign-in', query: {} })
  })

  it('leads in to where one wanted to go, and never out of the window', () => {
    const me = someone()
    expect(from('/sign-in?then=/audit-log', { me })).toBe('/audit-log')
    expect(from('/sign-in/second-step', { me })).toBe('/accounts')
    for (const then of ['//evil.example', 'https://evil.example', 'javascript:1', '/\\evil']) {
      expect(from(`/sign-in?then=${encodeURIComponent(then)}`, { me })).toBe('/accounts')
    }
  })

  it.each(every)('M18 leads from %s to the section of MFA and nowhere else after a recovery code', (path) => {
    const way = from(path, { me: someone({ confined: factor }) })
    expect(way).toBe(path === '/account-management/mfa' ? true : '/account-management/mfa')
  })

  it.each(every)('leads from %s to the new password and nowhere else with a temporary one', (path) => {
    const way = from(path, { me: someone({ confined: password }) })
    expect(way).toBe(path === '/account-management/password' ? true : '/account-management/password')
  })

  it('opens everything once nothing is owed any more, as far as the role goes', () => {
    for (const path of every.filter((one) => one !== '/accounts/import' && one !== '/outbox')) {
      expect(from(path, { me: someone() })).toBe(true)
    }
    expect(from('/outbox', { me: someone() })).toBe('/accounts')
    expect(from('/accounts', { me: someone({ role: 'user', rights: ['self.see', 'self.change'] }) })).toBe(
      '/account-management',
    )
  })

  it('goes nowhere under the sign-in screen: back and forward leave the page where it is', () => {
    expect(from('/audit-log', { me: someone() }, true)).toBe(false)
    expect(from('/sign-in', { me: someone() }, true)).toBe(false)
  })
})
