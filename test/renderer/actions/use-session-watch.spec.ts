/** The end of a session by the clock: a warning a minute before, staying, and the page that is covered when it is over. */
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useSessionWatch } from '../../../src-renderer/actions/use-session-watch'
import { useSession } from '../../../src-renderer/stores/session'
import { answer, aState, calls, forgetAll, someone } from '../fake-desk'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const began = Date.parse('2026-11-24T14:00:00.000Z')
const minute = 60_000
const pressed = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }))
const names = () => calls.map(([name]) => name)

describe('the watch over a session', () => {
  let watching: ReturnType<typeof useSessionWatch>
  let mounted: ReturnType<typeof mount>
  let session: ReturnType<typeof useSession>

  const open = (me = someone()) => {
    forgetAll()
    setActivePinia(createPinia())
    answer('session.stay', me)
    answer('session.signOut', {})
    session = useSession()
    session.state = aState({ me })
    mounted = mount(
      defineComponent({
        setup() {
          watching = useSessionWatch()
          return () => h('p')
        },
      }),
    )
  }
  beforeEach(() => {
    vi.useFakeTimers({ now: began })
    open()
  })
  afterEach(() => {
    mounted.unmount()
    vi.useRealTimers()
  })

  it('warns in the last minute without input, and counts it down', async () => {
    await vi.advanceTimersByTimeAsync(13 * minute + 59_000)
    expect(watching.warning.value).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    expect(watching.warning.value).toEqual({ cause: 'idle', secondsLeft: 59 })
    await vi.advanceTimersByTimeAsync(29_000)
    expect(watching.warning.value?.secondsLeft).toBe(30)
  })

  it('covers the page at the end and has the desk end the session too', async () => {
    await vi.advanceTimersByTimeAsync(15 * minute)
    expect([session.standing, session.notice]).toEqual(['covered', 'idle'])
    expect(names()).toEqual(['session.signOut'])
    expect(watching.warning.value).toBeNull()
  })

  it('keeps whoever presses Stay signed in', async () => {
    await vi.advanceTimersByTimeAsync(14 * minute + 30_000)
    await watching.stay()
    expect(names()).toContain('session.stay')
    await vi.advanceTimersByTimeAsync(2000)
    expect(watching.warning.value).toBeNull()
    await vi.advanceTimersByTimeAsync(14 * minute - 5000)
    expect(session.standing).toBe('in')
    await vi.advanceTimersByTimeAsync(minute + 5000)
    expect(session.standing).toBe('covered')
  })

  it('is not moved by a brushed mouse once the warning stands', async () => {
    await vi.advanceTimersByTimeAsync(14 * minute + 10_000)
    window.dispatchEvent(new Event('pointerdown'))
    await vi.advanceTimersByTimeAsync(50_000)
    expect(session.standing).toBe('covered')
  })

  it('tells the desk of a person at work once a minute, and of nobody otherwise', async () => {
    await vi.advanceTimersByTimeAsync(5 * minute)
    expect(calls).toEqual([])
    for (let at = 0; at < 150; at++) {
      pressed()
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(names()).toEqual(['session.stay', 'session.stay', 'session.stay'])
  })

  it('says once that the longest time is nearly over, and ends it whatever is typed', async () => {
    mounted.unmount()
    open(someone({ endsAt: new Date(began + 10 * minute).toISOString() }))
    await vi.advanceTimersByTimeAsync(9 * minute + 10_000)
    expect(watching.warning.value).toEqual({ cause: 'absolute', secondsLeft: 50 })
    await watching.stay()
    expect(watching.warning.value).toBeNull()
    for (let at = 0; at < 50; at++) {
      pressed()
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect([session.standing, session.notice]).toEqual(['covered', 'absolute'])
  })

  it('counts from anew for whoever signs in after an end', async () => {
    await vi.advanceTimersByTimeAsync(40 * minute)
    session.enter(someone({ endsAt: new Date(began + 500 * minute).toISOString() }))
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect([session.standing, watching.warning.value]).toEqual(['in', null])
  })
})
