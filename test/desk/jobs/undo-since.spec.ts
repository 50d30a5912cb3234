/** Undoing brings back nothing that was given and taken again since, nothing the site asks more than, and no role past the policy. */
import { describe, expect, it } from 'vitest'
import type { Desk } from '../../../src-preload/contract'
import type { JobAct } from '../../../src-preload/contract/jobs'
import { behind, enrolOtp } from '../../doubles/behind-the-desk'
import { faultOf } from '../../doubles/operations'
import { password } from '../../doubles/test-desk'
import { csvFile, written } from '../import-at'
import { jobScene, plan, proving, wanted, type JobScene } from './scene'

const reason = 'why'
const changed = { change: { accounts: 0 }, leftOut: [{ problem: 'changed-meanwhile', accounts: 1 }] }

async function sceneOfTwo(): Promise<
  JobScene & { readonly other: Desk; readonly id: string; ran(act: JobAct): Promise<string> }
> {
  const scene = await jobScene(1)
  const { desk: other } = await scene.colleague('administrator')
  const { keiko, test, people } = scene
  return {
    ...{ ...scene, other, id: people[0] ?? '' },
    async ran(act) {
      const { id: jobId } = await plan(keiko, people, act)
      await proving(keiko, () => keiko.jobs.start({ jobId, ...wanted }))
      await test.composed.idle()
      return jobId
    },
  }
}

describe('what was given and taken again since', () => {
  it('an account enabled by hand and disabled for another reason is not enabled by undoing the first', async () => {
    const { test, keiko, other, id, ran } = await sceneOfTwo()
    const jobId = await ran({ kind: 'disable' })
    expect((await other.jobs.planUndo({ jobId })).counts.change.accounts).toBe(1)
    const early = await other.jobs.planUndo({ jobId })
    await keiko.accounts.enable({ id, reason })
    await keiko.accounts.disable({ id, reason })
    expect((await other.jobs.planUndo({ jobId })).counts).toMatchObject(changed)
    // Nor by a dry run of before.
    await other.jobs.start({ jobId: early.id, ...wanted })
    await test.composed.idle()
    expect((await other.jobs.show({ jobId: early.id })).progress).toMatchObject({ done: 0, refused: 1 })
    expect(await keiko.accounts.show({ id })).toMatchObject({ enabled: false })
  })

  it('a role taken again stays taken, and what else changed is no matter', async () => {
    const { keiko, other, id, ran } = await sceneOfTwo()
    const jobId = await ran({ kind: 'set-role', role: 'operator' })
    await ran({ kind: 'set-department', department: 'Else' })
    expect((await other.jobs.planUndo({ jobId })).counts.change.accounts).toBe(1)
    for (const role of ['user', 'operator'] as const) {
      const { rev } = await keiko.accounts.show({ id })
      await keiko.session.stepUp({ password })
      await keiko.accounts.changeRole({ id, rev, role, reason })
    }
    expect((await other.jobs.planUndo({ jobId })).counts).toMatchObject(changed)
  })

  it('factors of before another enrolment do not come back when that one was cleared, too', async () => {
    const { test, other, id, ran } = await sceneOfTwo()
    await enrolOtp(test, id)
    const first = await ran({ kind: 'clear-mfa' })
    expect((await other.jobs.planUndo({ jobId: first })).counts.change.accounts).toBe(1)
    await enrolOtp(test, id)
    const second = await ran({ kind: 'clear-mfa' })
    expect((await other.jobs.planUndo({ jobId: first })).counts).toMatchObject(changed)
    expect((await other.jobs.planUndo({ jobId: second })).counts.change.accounts).toBe(1)
  })
})

describe('MFA that is asked for by now', () => {
  const policy = { strength: 'default', issuer: 'WhaTap', idleMinutes: 15, absoluteHours: 8, graceDays: 14 } as const

  it('by the site of everybody is not taken off an account again', async () => {
    const { keiko, other, id, ran } = await sceneOfTwo()
    const jobId = await ran({ kind: 'require-enrolment', graceDays: 7 })
    await keiko.session.stepUp({ password })
    await keiko.settings.changePolicy({ ...policy, required: 'everyone' })
    expect((await other.jobs.planUndo({ jobId })).counts).toMatchObject(changed)
    expect(await keiko.accounts.show({ id })).toMatchObject({ policy: 'required' })
  })

  it('by name is not taken off with a role that was given before', async () => {
    const { keiko, other, id, ran } = await sceneOfTwo()
    await keiko.session.stepUp({ password })
    await keiko.settings.changePolicy({ ...policy, required: 'staff' })
    const jobId = await ran({ kind: 'set-role', role: 'operator' })
    await ran({ kind: 'set-policy', policy: 'required' })
    expect((await other.jobs.planUndo({ jobId })).counts).toMatchObject(changed)
    expect(await keiko.accounts.show({ id })).toMatchObject({ policy: 'required' })
  })
})

it('roles that an import took are given back by a job that somebody approves, where the policy names them by now', async () => {
  const { test, keiko, other, id } = await sceneOfTwo()
  await behind(test, (tables) => tables.accounts.change(id, { role: 'operator' }))
  const { jobId } = await written(keiko, csvFile('email,role,department\r\np0@corp.example,user,Moved\r\n'))
  await keiko.session.stepUp({ password })
  await keiko.settings.changeApprovals({ secondPersonFor: ['role-changes'], requestHours: 24, undoHours: 72 })
  const undo = await other.jobs.planUndo({ jobId: jobId! })
  expect(undo.counts).toMatchObject({ change: { accounts: 0 }, leftOut: [{ problem: 'second-person-needed' }] })
  expect(await faultOf(other.jobs.start({ jobId: undo.id, ...wanted }))).toBe('nothing-to-change')
  await keiko.session.stepUp({ password })
  await keiko.settings.changeApprovals({ secondPersonFor: [], requestHours: 24, undoHours: 72 })
  const free = await other.jobs.planUndo({ jobId: jobId! })
  await keiko.session.stepUp({ password })
  await keiko.settings.changeApprovals({ secondPersonFor: ['role-changes'], requestHours: 24, undoHours: 72 })
  await proving(other, () => other.jobs.start({ jobId: free.id, ...wanted }))
  await test.composed.idle()
  const { rows } = await other.jobs.rows({ jobId: free.id, only: 'refused', after: -1, limit: 1 })
  expect(rows).toMatchObject([{ accountId: id, code: 'second-person-needed' }])
})

it('an account that became staff after the dry run is not acted on: whoever let it run was shown none', async () => {
  const { test, keiko, id } = await sceneOfTwo()
  await enrolOtp(test, id)
  await keiko.session.stepUp({ password })
  await keiko.settings.changeApprovals({ secondPersonFor: ['clear-staff'], requestHours: 24, undoHours: 72 })
  const job = await plan(keiko, [id], { kind: 'clear-mfa' })
  await behind(test, (tables) => tables.accounts.change(id, { role: 'helpdesk' }))
  await keiko.jobs.start({ jobId: job.id, ...wanted })
  await test.composed.idle()
  const { rows } = await keiko.jobs.rows({ jobId: job.id, only: 'refused', after: -1, limit: 1 })
  expect(rows).toMatchObject([{ accountId: id, code: 'changed-meanwhile' }])
  expect(await keiko.accounts.show({ id })).toMatchObject({ state: 'enrolled-otp' })
})

it('sheets of keys that are dropped with the undoing are destroyed with it', async () => {
  const { test, other, ran } = await sceneOfTwo()
  const jobId = await ran({ kind: 'reissue', way: 'sheet' })
  expect((await other.jobs.show({ jobId })).papersWaiting).toBe(1)
  const undo = await other.jobs.planUndo({ jobId })
  await other.jobs.start({ jobId: undo.id, ...wanted })
  await test.composed.idle()
  expect((await other.jobs.show({ jobId: undo.id })).progress).toMatchObject({ done: 1 })
  expect((await other.jobs.show({ jobId })).papersWaiting).toBe(0)
})
