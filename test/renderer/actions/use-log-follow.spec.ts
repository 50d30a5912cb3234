/** The number of the log in the status line follows the acts of the window. */
import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useLogFollow } from '../../../src-renderer/actions/use-log-follow'
import { useLogState } from '../../../src-renderer/stores/log-state'
import { answer, calls, desk, forgetAll, refuse } from '../fake-desk'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

type Calls = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>
const { otp, session } = desk as Calls
let scope = effectScope()

beforeEach(() => {
  vi.useFakeTimers()
  forgetAll()
  setActivePinia(createPinia())
  scope = effectScope()
  answer('audit.state', { last: 7, checkedFrom: 1, checkedTo: 7, brokenAt: null })
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})
const asked = () => calls.filter(([name]) => name === 'audit.state').length

it('is asked once for acts that come together, also where one was refused, and does not ask of itself again', async () => {
  scope.run(() => useLogFollow(() => true))
  answer('otp.reissue', {})
  refuse('otp.verify', 'not-found', { what: 'account' })
  await otp!['reissue']!()
  await otp!['verify']!().catch(() => null)
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked()).toBe(1)
  expect(useLogState().state?.last).toBe(7)
})

it('is not asked for what the window asks by itself, nor where nobody sees the log, nor after the window is gone', async () => {
  let sees = true
  scope.run(() => useLogFollow(() => sees))
  answer('session.state', {})
  answer('otp.reissue', {})
  await session!['state']!()
  await vi.advanceTimersByTimeAsync(5000)
  sees = false
  await otp!['reissue']!()
  await vi.advanceTimersByTimeAsync(5000)
  sees = true
  await otp!['reissue']!()
  scope.stop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked()).toBe(0)
})
