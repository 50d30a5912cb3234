/** The welcome while it is left: nobody reads words that are not so, and who comes second is led to the sign-in. */
import { mount } from '@vue/test-utils'
import { ORPCError } from '@orpc/client'
import { createPinia, setActivePinia } from 'pinia'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useWelcome } from '../../../src-renderer/actions/use-welcome'
import { desk } from '../../../src-renderer/bridge/desk'
import { useSession } from '../../../src-renderer/stores/session'
import session from '../../../src-renderer/locales/en/session.json'

vi.mock('../../../src-renderer/bridge/desk', () => ({
  onSessionLost: () => undefined,
  desk: {
    session: { state: vi.fn(), signOut: vi.fn() },
    welcome: { makeAdministrator: vi.fn(), makeRecoveryKey: vi.fn(), confirmRecoveryKey: vi.fn() },
  },
}))

const first = { name: 'Keiko Ito', email: 'keiko.ito@corp.example', password: 'a long sentence', issuer: 'WhaTap' }
const me = { id: 'a', name: 'Keiko Ito', rights: ['accounts.see'] }
const now = '2026-03-31T09:00:00.000Z'
const page = { template: '<p />' }

/** The acts as the page holds them, on a window whose desk is in `state`. */
async function welcome(state: object) {
  setActivePinia(createPinia())
  useSession().state = { now, timeZone: 'UTC', me: null, ...state } as never
  const routes = [{ path: '/:any(.*)*', component: page }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push('/welcome')
  let act!: ReturnType<typeof useWelcome>
  const setup = () => ((act = useWelcome()), () => null)
  const wrapper = mount(defineComponent({ setup }), { global: { plugins: [router] } })
  return { act, router, wrapper }
}
const refuse = () => Promise.reject(new ORPCError('welcome-done', { defined: true, data: {} }))

beforeEach(() => vi.clearAllMocks())

it('whoever comes second to the first administrator is led to the sign-in, with the reason there', async () => {
  const { act, router } = await welcome({ welcome: 'administrator' })
  vi.mocked(desk.welcome.makeAdministrator).mockImplementation(refuse)
  vi.mocked(desk.session.state).mockResolvedValue({ welcome: null, me: null, now, timeZone: 'UTC' } as never)
  await act.makeAdministrator(first)
  expect(act.fault.value).toBeNull()
  // the form stands until the page is left
  expect(act.step.value).toBe('administrator')
  expect(useSession().state?.welcome).toBeNull()
  const { notice } = useSession()
  expect(session.signIn.notice[notice ?? 'idle']).toBe('The first administrator is made already. Sign in.')
  expect(router.currentRoute.value.path).toBe('/')
})

it('the recovery key stands on the page until it is left, and goes with it', async () => {
  const { act, wrapper } = await welcome({ welcome: 'administrator' })
  const recoveryKey = { groups: ['AAAA'], askBack: [0] }
  vi.mocked(desk.welcome.makeAdministrator).mockResolvedValue({ me, recoveryKey } as never)
  await act.makeAdministrator(first)
  expect(act.step.value).toBe('recovery-key')
  const seen: unknown[] = []
  vi.mocked(desk.session.signOut).mockImplementation((() => Promise.resolve(seen.push(act.recoveryKey.value))) as never)
  await act.confirm(['AAAA'])
  expect(seen).toEqual([recoveryKey])
  expect([act.recoveryKey.value, act.step.value]).toEqual([recoveryKey, 'recovery-key'])
  expect(useSession()).toMatchObject({ me: null, notice: 'welcome-done' })
  wrapper.unmount()
  expect(act.recoveryKey.value).toBeNull()
})
