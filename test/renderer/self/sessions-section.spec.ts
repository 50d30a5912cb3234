/** Active sessions: this one is marked, each other one can be ended by a name of its own, and all of them at once. */
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '../../../src-renderer/stores/session'
import SessionsSection from '../../../src-renderer/views/self/SessionsSection.vue'
import { answer, aState, calls, forgetAll, refuse, someone } from '../fake-desk'
import { windowParts } from '../window-parts'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const at = '2026-11-24T14:00:00.000Z'
const one = (handle: string, computer: string, isThis = false) => ({
  handle,
  computer,
  host: 'loopback',
  madeAt: at,
  lastSeenAt: at,
  isThis,
})

describe('active sessions', () => {
  let sessions = [one('a', 'FIN-07', true), one('b', 'KIOSK-2'), one('c', 'HOME')]
  const open = async () => {
    const pinia = createPinia()
    setActivePinia(pinia)
    useSession().state = aState({ me: someone() })
    const parts = windowParts()
    const section = mount(SessionsSection, { global: { ...parts, plugins: [pinia, ...parts.plugins] } })
    await flushPromises()
    return section
  }
  const button = (section: Awaited<ReturnType<typeof open>>, name: RegExp) =>
    section.findAll('button').filter((one) => name.test(one.attributes('aria-label') ?? one.text()))
  beforeEach(() => {
    forgetAll()
    sessions = [one('a', 'FIN-07', true), one('b', 'KIOSK-2'), one('c', 'HOME')]
    answer('self.sessions', () => ({ sessions }))
  })

  it('marks this one, and offers to end each other one under its own name', async () => {
    const section = await open()
    expect(section.findAll('li')).toHaveLength(3)
    expect(section.findAll('li')[0]!.text()).toContain('This one')
    const names = button(section, /^End/).map((found) => found.attributes('aria-label'))
    expect(names).toHaveLength(2)
    expect(new Set(names).size).toBe(2)
    expect(names[0]).toContain('KIOSK-2')
  })

  it('ends the one that was pressed, and shows what is left', async () => {
    const section = await open()
    answer('self.endSession', () => {
      sessions = sessions.filter(({ handle }) => handle !== 'c')
      return {}
    })
    await button(section, /HOME/)[0]!.trigger('click')
    await flushPromises()
    expect(calls).toContainEqual(['self.endSession', { handle: 'c' }])
    expect(section.findAll('li')).toHaveLength(2)
    expect(section.get('[role="status"]').text()).toBe('1 other sign-in has ended.')
  })

  it('signs out everywhere else, and says that there is nowhere else', async () => {
    const section = await open()
    answer('self.endOtherSessions', () => {
      sessions = sessions.slice(0, 1)
      return { ended: 2 }
    })
    const others = () => button(section, /^Sign out everywhere else$/)[0]!
    await others().trigger('click')
    await flushPromises()
    expect(section.get('[role="status"]').text()).toBe('2 other sign-ins have ended.')
    expect(others().attributes('disabled')).toBeDefined()
    expect(section.text()).toContain('You are signed in nowhere else.')
  })

  it('says so where it had ended already, and shows the list as it is', async () => {
    const section = await open()
    refuse('self.endSession', 'not-found', { what: 'session' })
    sessions = sessions.slice(0, 2)
    await button(section, /HOME/)[0]!.trigger('click')
    await flushPromises()
    expect(section.get('[role="alert"]').text()).toContain('has ended already')
    expect(section.findAll('li')).toHaveLength(2)
  })
})
