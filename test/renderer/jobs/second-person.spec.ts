/** A single act that needs a second person becomes a job of one account, with its reason; a new member of staff begins as a user. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AccountDetail } from '../../../src-preload/contract/accounts'
import { useChangeRole } from '../../../src-renderer/actions/use-change-role'
import { useClearMfa } from '../../../src-renderer/actions/use-clear-mfa'
import { useNewAccount } from '../../../src-renderer/actions/use-new-account'
import { useJobDrafts } from '../../../src-renderer/stores/job-drafts'
import { answer, calls, forgetAll, refuse } from '../fake-desk'

const push = vi.hoisted(() => vi.fn())
vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))
vi.mock('vue-router', async (original) => ({
  ...(await original<typeof import('vue-router')>()),
  useRouter: () => ({ push }),
}))

const jobId = 'j'.repeat(26)
const account = () => ({ id: 's'.repeat(26), rev: 4 }) as AccountDetail
const planned = () => calls.filter(([name]) => name === 'jobs.plan').map(([, input]) => input)
const ofOne = { by: 'rows', ids: ['s'.repeat(26)] }
const fields = { name: 'Sofia Lind', email: 'sofia.lind@corp.example', secondEmail: '', userName: '' }
const newcomer = { ...fields, department: '', phone: '', language: null, role: 'operator' } as const

describe('second-person-needed', () => {
  beforeEach(() => {
    forgetAll()
    push.mockReset()
    setActivePinia(createPinia())
    answer('jobs.plan', { id: jobId })
  })

  it('clearing MFA: the page of its job, the reason typed already', async () => {
    refuse('accounts.clearMfa', 'second-person-needed', {})
    const refresh = vi.fn(() => Promise.resolve())
    const end = vi.fn(() => Promise.resolve())
    const clearing = useClearMfa(account, { refresh, end })
    clearing.begin('clearMfa')
    await clearing.confirm('Phone stolen')
    expect(planned()).toEqual([{ act: { kind: 'clear-mfa' }, of: ofOne }])
    expect(push).toHaveBeenCalledExactlyOnceWith(`/jobs/${jobId}`)
    expect(useJobDrafts().of(jobId)).toMatchObject({ reason: 'Phone stolen', say: 'second' })
    expect([clearing.fault.value, end.mock.calls.length]).toEqual([null, 0])
  })

  it('changing a role: the same', async () => {
    refuse('accounts.changeRole', 'second-person-needed', {})
    const role = useChangeRole(account, () => Promise.resolve())
    role.begin()
    expect(await role.confirm('auditor', 'New task')).toBe(false)
    expect(planned()).toEqual([{ act: { kind: 'set-role', role: 'auditor' }, of: ofOne }])
    expect(push).toHaveBeenCalledOnce()
  })

  it('a new account with a staff role: a user is made, and the role asked for', async () => {
    refuse('accounts.make', 'second-person-needed', {})
    const made = vi.fn()
    const creating = useNewAccount(made)
    const making = creating.make(newcomer)
    answer('accounts.make', { id: 's'.repeat(26) })
    await making
    expect(calls.filter(([name]) => name === 'accounts.make').map(([, input]) => input)).toEqual([
      ...[newcomer, { ...newcomer, role: 'user' }],
    ])
    expect(planned()).toEqual([{ act: { kind: 'set-role', role: 'operator' }, of: ofOne }])
    expect(made).not.toHaveBeenCalled()
  })

  it('any other refusal stays where it is', async () => {
    refuse('accounts.clearMfa', 'own-account', {})
    const clearing = useClearMfa(account, { refresh: () => Promise.resolve(), end: () => Promise.resolve() })
    clearing.begin('clearMfa')
    await clearing.confirm('Phone stolen')
    expect([planned(), clearing.fault.value?.code]).toEqual([[], 'own-account'])
  })
})
