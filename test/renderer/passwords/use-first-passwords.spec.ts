/** First passwords for many: one call each, one result each, stopped by hand or by what ends everything. */
import { ORPCError } from '@orpc/client'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useFirstPasswords } from '../../../src-renderer/actions/use-first-passwords'
import { desk } from '../../../src-renderer/bridge/desk'
import { useSession } from '../../../src-renderer/stores/session'
import { aState, someone } from '../fake-desk'

vi.mock('../../../src-renderer/bridge/desk', () => ({
  desk: { passwords: { lacking: vi.fn(), issue: vi.fn() }, session: { stepUp: vi.fn() } },
  onSessionLost: vi.fn(),
}))
const lacking = vi.mocked(desk.passwords.lacking)
const issue = vi.mocked(desk.passwords.issue)
const refusal = (code: string, status = 403) => new ORPCError(code, { status, data: {} })

const people = ['a', 'b', 'c'].map((letter) => ({
  id: letter.repeat(26),
  name: `Person ${letter}`,
  email: `${letter}@corp.example`,
}))
const slipOf = (accountId: string) => ({
  password: `${accountId[0]}-PASSWORD`,
  issuer: 'WhaTap',
  accountName: accountId,
  personName: accountId,
  expiresAt: '2026-11-27T14:00:00.000Z',
})

async function begun() {
  const scope = effectScope()
  const act = scope.run(() => useFirstPasswords())!
  await flushPromises()
  return { act, scope }
}

describe('useFirstPasswords', () => {
  beforeEach(() => {
    vi.resetAllMocks()
    setActivePinia(createPinia())
    useSession().state = aState({ me: someone() })
    lacking.mockImplementation(({ after }) => {
      const from = after === null ? 0 : people.findIndex(({ id }) => id === after) + 1
      return Promise.resolve({ count: people.length, accounts: people.slice(from, from + 2) })
    })
    issue.mockImplementation(({ accountId, way }) =>
      Promise.resolve({ slip: way === 'slip' ? slipOf(accountId) : null }),
    )
  })

  it('makes one per account over all pages, with the way and the reason', async () => {
    const { act } = await begun()
    act.way.value = 'mail'
    await act.run('First day')
    expect(issue.mock.calls.map(([input]) => input)).toEqual(
      people.map(({ id }) => ({ accountId: id, way: 'mail', reason: 'First day' })),
    )
    expect(act.made.value).toBe(3)
    expect(act.slips.value).toEqual([])
    expect(act.phase.value).toBe('done')
  })

  it('keeps the slips until they are forgotten, and nothing of them once the page is gone', async () => {
    const { act, scope } = await begun()
    act.way.value = 'slip'
    await act.run('First day')
    expect(act.slips.value).toHaveLength(3)
    scope.stop()
    expect(act.slips.value).toEqual([])
  })

  it('goes on after an account that was refused, and tells why', async () => {
    issue.mockRejectedValueOnce(refusal('staff-account'))
    const { act } = await begun()
    await act.run('First day')
    expect(act.made.value).toBe(2)
    expect(act.refused.value.map(({ account, fault }) => [account.id, fault?.code])).toEqual([
      [people[0]!.id, 'staff-account'],
    ])
  })

  it('stops by hand after the one that is being made', async () => {
    const { act } = await begun()
    issue.mockImplementationOnce(() => {
      act.stop()
      return Promise.resolve({ slip: null })
    })
    await act.run('First day')
    expect(issue).toHaveBeenCalledTimes(1)
    expect(act.stoppedBy.value).toBe('person')
  })

  it('stops where no other account would fare better', async () => {
    issue.mockRejectedValueOnce(refusal('store-full', 507))
    const { act } = await begun()
    await act.run('First day')
    expect(issue).toHaveBeenCalledTimes(1)
    expect(act.stoppedBy.value).toMatchObject({ code: 'store-full' })
  })
})
