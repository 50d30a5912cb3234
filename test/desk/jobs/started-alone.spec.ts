/** What one person starts alone: up to ten accounts an hour, nothing the policy names, and nothing of anybody else's. */
import { describe, expect, it } from 'vitest'
import type { JobAct } from '../../../src-preload/contract/jobs'
import { behind, enrolOtp } from '../../doubles/behind-the-desk'
import { faultOf } from '../../doubles/operations'
import { rowsOf } from '../../doubles/store-outside'
import { makeAccount, password } from '../../doubles/test-desk'
import { totp } from '../../oracles/totp'
import { approving, jobScene, plan, wanted } from './scene'

const hour = 60 * 60_000

describe('what is started alone', () => {
  it('a job over up to 10 accounts; over more it waits for a second person', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    await colleague('administrator')
    const few = await plan(keiko, people.slice(0, 10))
    expect(few.needs).toBe('nothing')
    await keiko.jobs.start({ jobId: few.id, ...wanted })
    await test.composed.idle()
    expect(await keiko.jobs.show({ jobId: few.id })).toMatchObject({ phase: 'done', progress: { total: 10, done: 10 } })
    const many = await plan(keiko, people, { kind: 'set-department', department: 'Else' })
    expect(many).toMatchObject({ needs: 'second-person', needsWhy: 'size' })
    expect(await faultOf(keiko.jobs.start({ jobId: many.id, ...wanted }))).toBe('second-person-needed')
  })

  it('not what is cut into small jobs: accounts of one person’s own jobs of the last hour count together, each once', async () => {
    const { test, keiko, keikoId, people, colleague } = await jobScene(14)
    const { desk: other } = await colleague('administrator')
    const to = (department: string) => ({ kind: 'set-department', department }) as const
    const start = async (from: number, until: number, act: JobAct, desk = keiko) => {
      const { id: jobId } = await plan(desk, people.slice(from, until), act)
      const refused = await faultOf(desk.jobs.start({ jobId, ...wanted }))
      await test.composed.idle()
      return refused
    }
    const late = await plan(keiko, people.slice(6, 11), to('One'))
    expect(late.needs).toBe('nothing')
    expect(await start(0, 6, to('One'))).toBeNull()
    // Planned before, and one too many by now.
    expect(await keiko.jobs.show({ jobId: late.id })).toMatchObject({ needs: 'second-person', needsWhy: 'hour' })
    expect(await faultOf(keiko.jobs.start({ jobId: late.id, ...wanted }))).toBe('second-person-needed')
    expect(await start(6, 10, to('One'))).toBeNull()
    // The same ten again: other accounts they are not.
    expect(await start(0, 10, to('Two'))).toBeNull()
    expect(await start(9, 11, to('Three'))).toBe('second-person-needed')
    // Whoever else it is has ten of their own, and what was approved is of nobody's ten.
    expect(await start(10, 14, to('Three'), other)).toBeNull()
    await approving(other, await keiko.jobs.ask({ jobId: late.id, ...wanted }))
    await test.composed.idle()
    expect(await start(0, 10, to('Four'))).toBeNull()
    // What was stopped before its turn came is theirs still.
    const held = await plan(other, people.slice(0, 6), to('Held'))
    const started_at = new Date(test.time).toISOString()
    await behind(test, (tables) =>
      tables.jobs.change(held.id, { phase: 'stopped', started_at, digest: 'f'.repeat(64) }),
    )
    expect(await start(6, 7, to('Five'), other)).toBe('second-person-needed')
    test.time += hour
    const again = test.at(test.seat())
    await again.session.signIn({ email: 'keiko.ito@corp.example', password })
    expect(await start(10, 14, to('Six'), again)).toBeNull()
    expect(rowsOf(test).filter(({ act, actor_id }) => act === 'jobs.start' && actor_id === keikoId)).not.toHaveLength(0)
  })

  it('not what the policy names, however small: roles, files of codes, clearing of staff', async () => {
    const { keiko, people, colleague } = await jobScene(1)
    const { id: staff } = await colleague('operator')
    await colleague('administrator')
    await keiko.session.stepUp({ password })
    const named = ['clear-staff', 'recovery-files', 'role-changes'] as const
    await keiko.settings.changeApprovals({ secondPersonFor: [...named], requestHours: 1, undoHours: 0 })
    expect((await keiko.settings.show()).approvals.secondPersonFor).toEqual(named)
    const needs = async (ids: string[], act: Parameters<typeof plan>[2]) => {
      const job = await plan(keiko, ids, act)
      return [job.needs, job.needsWhy]
    }
    expect(await needs([...people], { kind: 'set-role', role: 'operator' })).toEqual(['second-person', 'policy'])
    expect(await needs([...people], { kind: 'renew-codes' })).toEqual(['second-person', 'policy'])
    expect(await needs([...people], { kind: 'clear-mfa' })).toEqual(['nothing', null])
    expect(await needs([...people], { kind: 'disable' })).toEqual(['nothing', null])
    // the acts by themselves are no way around it
    const { rev } = await keiko.accounts.show({ id: staff })
    const reason = 'why'
    await keiko.session.stepUp({ password })
    expect(await faultOf(keiko.accounts.clearMfa({ id: staff, reason }))).toBe('second-person-needed')
    expect(await faultOf(keiko.accounts.deleteOtpKey({ id: staff, reason }))).toBe('second-person-needed')
    expect(await faultOf(keiko.accounts.changeRole({ id: staff, rev, role: 'user', reason }))).toBe(
      'second-person-needed',
    )
    expect(await faultOf(makeAccount(keiko, 'New', 'new@corp.example', 'helpdesk'))).toBe('second-person-needed')
    expect(await faultOf(makeAccount(keiko, 'New', 'new@corp.example'))).toBeNull()
  })

  it('not another factor for staff that has one, where clearing it takes a second person; a first one is set up', async () => {
    const { test, keiko, people, colleague } = await jobScene(1)
    const { id: staff } = await colleague('operator')
    const { id: fresh } = await colleague('operator')
    await enrolOtp(test, staff)
    await enrolOtp(test, people[0] ?? '')
    await keiko.session.stepUp({ password })
    await keiko.settings.changeApprovals({ secondPersonFor: ['clear-staff'], requestHours: 24, undoHours: 72 })
    const setUp = async (accountId: string) => {
      const { keyId, secret } = await keiko.otp.reissue({ accountId, reason: 'new phone' })
      return faultOf(keiko.otp.verify({ accountId, keyId, token: totp({ secret, nowMs: test.time }) }))
    }
    expect(await setUp(staff)).toBe('second-person-needed')
    expect(await faultOf(keiko.email.send({ accountId: staff, reason: 'no phone' }))).toBe('second-person-needed')
    expect(await keiko.accounts.show({ id: staff })).toMatchObject({ state: 'enrolled-otp' })
    expect([await setUp(fresh), await setUp(people[0] ?? '')]).toEqual([null, null])
    expect(await faultOf(keiko.email.send({ accountId: people[0] ?? '', reason: 'no phone' }))).toBeNull()
  })

  it('nothing by anybody but whoever made the dry run, and nothing that changes nobody', async () => {
    const { keiko, people, colleague } = await jobScene(2)
    const { desk: other } = await colleague('administrator')
    const job = await plan(keiko, people)
    expect(await faultOf(other.jobs.start({ jobId: job.id, ...wanted }))).toBe('not-allowed')
    expect(await faultOf(other.jobs.ask({ jobId: job.id, ...wanted }))).toBe('not-allowed')
    const empty = await plan(keiko, people, { kind: 'unlock' })
    expect(await faultOf(keiko.jobs.start({ jobId: empty.id, ...wanted }))).toBe('nothing-to-change')
    expect(await faultOf(keiko.jobs.ask({ jobId: empty.id, ...wanted }))).toBe('nothing-to-change')
    expect(await faultOf(keiko.jobs.show({ jobId: 'a'.repeat(26) }))).toBe('not-found')
  })

  it('no act whose own right is lacking', async () => {
    const { people, colleague } = await jobScene(1)
    const { desk: operator } = await colleague('operator')
    expect(await faultOf(plan(operator, people, { kind: 'disable' }))).toBe('not-allowed')
    expect(await faultOf(plan(operator, people, { kind: 'set-role', role: 'administrator' }))).toBe('not-allowed')
    expect(await faultOf(plan(operator, people, { kind: 'renew-codes' }))).toBeNull()
  })
})
