/** The watch over a session: whoever works stays, whoever left is signed out, whatever the role. */
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useSessionWatch } from '../../../src-renderer/actions/use-session-watch'
import { desk } from '../../../src-renderer/bridge/desk'
import { useSession } from '../../../src-renderer/stores/session'

vi.mock('../../../src-renderer/bridge/desk', () => ({
  onSessionLost: () => undefined,
  desk: {
    session: { state: vi.fn(), stay: vi.fn(() => Promise.resolve()), signOut: vi.fn(() => Promise.resolve()) },
    audit: { state: vi.fn(() => Promise.reject(new Error('not asked here'))) },
  },
}))

const minute = 60_000
let unmount: () => void

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-31T09:00:00.000Z') })
  vi.clearAllMocks()
  setActivePinia(createPinia())
  const session = useSession()
  const me = { id: 'u', name: 'U', email: 'u@corp.example', role: 'user', rights: ['self.see'], idleMinutes: 15 }
  session.state = { me: { ...me, endsAt: '2026-03-31T17:00:00.000Z' } } as never
  const wrapper = mount(defineComponent({ setup: () => (useSessionWatch(), () => null) }))
  unmount = () => wrapper.unmount()
})
afterEach(() => {
  unmount()
  vi.useRealTimers()
})

it('tells the desk about once a minute that a plain user is at work, by a call that counts', async () => {
  for (let passed = 0; passed < 20; passed++) {
    window.dispatchEvent(new Event('keydown'))
    await vi.advanceTimersByTimeAsync(minute)
  }
  expect(vi.mocked(desk.session.stay).mock.calls.length).toBeGreaterThanOrEqual(15)
  expect(desk.session.signOut).not.toHaveBeenCalled()
  expect(useSession().me).not.toBeNull()
})

it('says nothing for who is not there, and signs out after the idle time', async () => {
  await vi.advanceTimersByTimeAsync(14 * minute)
  expect(desk.session.stay).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(minute)
  expect(desk.session.signOut).toHaveBeenCalledOnce()
  expect(useSession()).toMatchObject({ me: null, notice: 'idle' })
})
