/** The whole window over a fake desk: what was typed outlives the end of a session for the same person, and for nobody else. */
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import App from '../../src-renderer/app.vue'
import { makeRouter } from '../../src-renderer/router'
import { useSession } from '../../src-renderer/stores/session'
import { aChallenge, answer, aState, forgetAll, loseSession, ownAccount, someone } from './fake-desk'
import { englishWords } from './words'

vi.mock('../../src-renderer/bridge/desk', () => import('./fake-desk'))

const haruka = someone({ role: 'user', rights: ['self.see', 'self.change'], endsAt: '2100-01-01T00:00:00.000Z' })
const mika = { ...haruka, id: 'b'.repeat(26), name: 'Mika Tanaka' }

const cover = () => document.querySelector<HTMLDialogElement>('dialog.session-cover')
function field(name: string, within: ParentNode = document): HTMLInputElement {
  const label = [...within.querySelectorAll('label')].find((one) => one.textContent.trim() === name)
  const found = label && document.getElementById(label.htmlFor)
  if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${name}`)
  return found
}
function type(into: HTMLInputElement, text: string): void {
  into.value = text
  into.dispatchEvent(new Event('input'))
}
async function submit(within: ParentNode = document): Promise<void> {
  within.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}
async function signInOnCover(): Promise<void> {
  const on = cover()!
  type(field('Email', on), 'haruka.sato@corp.example')
  type(field('Password', on), 'a password')
  await submit(on)
}

describe('the window', () => {
  let app: ReturnType<typeof mount>
  let router: ReturnType<typeof makeRouter>

  beforeEach(async () => {
    forgetAll()
    const pinia = createPinia()
    setActivePinia(pinia)
    answer('session.state', () => aState({ me: useSession().state ? useSession().state!.me : haruka }))
    answer('self.show', ownAccount())
    answer('self.sessions', { sessions: [] })
    window.location.hash = '#/account-management/password'
    router = makeRouter()
    app = mount(App, {
      global: { plugins: [pinia, router, englishWords()], stubs: { Icon: true, UIcon: true } },
      attachTo: document.body,
    })
    await router.isReady()
    await expect.poll(() => document.body.textContent).toContain('New password')
  })
  afterEach(() => app.unmount())

  it('keeps what was typed under the sign-in screen, for the same person, the second step between', async () => {
    const typed = field('New password')
    type(typed, 'half a sentence')
    loseSession('idle')
    await flushPromises()
    expect(cover()?.open).toBe(true)
    expect(document.title).toBe('Sign in · MFA Desk')
    expect(cover()?.textContent).toContain('You were signed out after a time without input')
    // mounted, inert, and where it was
    expect([typed.isConnected, typed.closest('[inert]') !== null]).toEqual([true, true])
    expect(router.currentRoute.value.path).toBe('/account-management/password')

    answer('session.signIn', { kind: 'challenge', challenge: aChallenge({ endsAt: '2100-01-01T00:00:00.000Z' }) })
    answer('session.state', () => aState({ challenge: useSession().challenge, me: useSession().state?.me ?? null }))
    await signInOnCover()
    expect(cover()?.querySelector('h1')?.textContent).toContain('Multi-factor authentication')
    expect(field('New password')).toBe(typed)

    answer('session.authenticate', { kind: 'in', me: haruka })
    type(field('Authentication code', cover()!), '492031')
    await submit(cover()!)
    expect(cover()).toBeNull()
    expect(field('New password')).toBe(typed)
    expect([typed.value, typed.closest('[inert]')]).toEqual(['half a sentence', null])
  })

  it('begins afresh for another person', async () => {
    const typed = field('New password')
    type(typed, 'half a sentence')
    loseSession('idle')
    await flushPromises()
    answer('session.signIn', { kind: 'in', me: mika })
    await signInOnCover()
    await expect.poll(() => router.currentRoute.value.path).toBe('/account-management/mfa')
    expect([cover(), typed.isConnected]).toEqual([null, false])
    await expect.poll(() => document.body.textContent).toContain('Mika Tanaka')
  })

  it('keeps nothing where one signs out by hand', async () => {
    const typed = field('New password')
    type(typed, 'half a sentence')
    useSession().leave('signed-out')
    await expect.poll(() => router.currentRoute.value.fullPath).toBe('/sign-in')
    expect([cover(), typed.isConnected]).toEqual([null, false])
    answer('session.signIn', { kind: 'in', me: haruka })
    type(field('Email'), 'haruka.sato@corp.example')
    type(field('Password'), 'a password')
    await submit()
    await expect.poll(() => router.currentRoute.value.path).toBe('/account-management/mfa')
  })

  it('M18 goes to the section of MFA by itself where the session is kept to it, and stays there', async () => {
    const confined = { to: 'factor', because: 'recovery-code' } as const
    useSession().renew({ ...haruka, confined })
    await expect.poll(() => router.currentRoute.value.path).toBe('/account-management/mfa')
    await expect.poll(() => document.body.textContent).toContain('You signed in with a recovery code')
    await router.push('/account-management/sessions')
    expect(router.currentRoute.value.path).toBe('/account-management/mfa')
    expect(document.querySelectorAll('nav a')).toHaveLength(1)
    useSession().renew(haruka)
    await flushPromises()
    expect(document.querySelectorAll('nav a').length).toBeGreaterThan(1)
    await router.push('/account-management/sessions')
    expect(router.currentRoute.value.path).toBe('/account-management/sessions')
  })
})
