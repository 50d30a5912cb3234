/** Locked, switched off, run out: each says what happened and what to do, and leads back. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../src-renderer/bridge/fault'
import BlockedPage from '../../../src-renderer/components/sign-in/BlockedPage.vue'
import { blockingFault } from '../../../src-renderer/components/sign-in/blocking-fault'
import { countdown, secondsUntil } from '../../../src-renderer/components/sign-in/countdown'
import { timeZone } from '../../../src-renderer/instants'
import { windowParts } from '../window-parts'

const now = Date.parse('2026-11-24T14:05:00.000Z')
const locked = { code: 'locked', data: { until: '2026-11-24T14:19:30.000Z' } } as const

describe('the page that takes the place of the form', () => {
  it('stands for what no further try changes, and for nothing else', () => {
    const faults: Fault[] = [
      locked,
      { code: 'factor-disabled', data: {} },
      { code: 'password-expired', data: {} },
      { code: 'factor-wait', data: { until: '2026-11-24T14:05:05.000Z' } },
      { code: 'token-wrong', data: { problem: 'wrong', offSeconds: 0 } },
    ]
    expect(faults.map((fault) => blockingFault(fault)?.code ?? null)).toEqual([
      'locked',
      'factor-disabled',
      'password-expired',
      null,
      null,
    ])
  })

  it('says until when the account is locked, how long that is, and whom to call', () => {
    timeZone.value = 'UTC'
    const page = mount(BlockedPage, { props: { fault: locked, now }, global: windowParts() })
    expect(page.get('h1').text()).toBe('Locked out until 14:19')
    expect(page.get('[role="timer"]').text()).toBe('15 minutes left.')
    expect(page.text()).toContain('call the help desk')
  })

  it.each(['factor-disabled', 'password-expired'] as const)('%s says what to do, and leads back', async (code) => {
    const page = mount(BlockedPage, { props: { fault: { code, data: {} }, now }, global: windowParts() })
    expect(page.text()).toMatch(/help desk/)
    await page.get('button').trigger('click')
    expect(page.emitted('back')).toHaveLength(1)
  })
})

describe('a wait', () => {
  it('is written as minutes and seconds, with hours where there are any', () => {
    expect([5, 65, 3600, 3725].map(countdown)).toEqual(['0:05', '1:05', '1:00:00', '1:02:05'])
  })
  it('is over at its instant', () => {
    expect(secondsUntil('2026-11-24T14:05:00.500Z', now)).toBe(1)
    expect(secondsUntil('2026-11-24T14:05:00.000Z', now)).toBe(0)
    expect(secondsUntil('2026-11-24T14:00:00.000Z', now)).toBe(0)
    expect(secondsUntil(null, now)).toBe(0)
  })
})
