/** A policy set on accounts by name: the site, a role and an import do not move it, until it is left to the site again. */
import { beforeEach, expect, it } from 'vitest'
import type { JobAct } from '../../../src-preload/contract/jobs'
import { defaultPolicy } from '../../../src-main/engine/policy'
import { outside } from '../../doubles/store-outside'
import { password } from '../../doubles/test-desk'
import { csvFile, written } from '../import-at'
import { jobScene, plan, proving, wanted, type JobScene } from './scene'

const day = 86_400_000
let scene: JobScene

beforeEach(async () => {
  scene = await jobScene(2)
})

const kept = (id: string) =>
  outside(scene.test, (db) =>
    db.prepare('select role, policy, policy_own, grace_until from accounts where id = ?').get(id),
  )
const inDays = (days: number) => new Date(scene.test.time + days * day).toISOString()

async function run(id: string, act: JobAct): Promise<void> {
  const job = await plan(scene.keiko, [id], act)
  await proving(scene.keiko, () => scene.keiko.jobs.start({ jobId: job.id, ...wanted }))
  await scene.test.composed.idle()
}
async function site(required: 'nobody' | 'staff' | 'everyone'): Promise<void> {
  await scene.keiko.session.stepUp({ password })
  await scene.keiko.settings.changePolicy({ ...defaultPolicy, issuer: 'WhaTap', required })
}

it('stays as it was set while the site changes, and follows it again once it is left to it', async () => {
  const [one = '', two = ''] = scene.people
  await run(one, { kind: 'require-enrolment', graceDays: 3 })
  await run(two, { kind: 'set-policy', policy: 'not-required' })
  const asked = { policy: 'required', policy_own: 'required', grace_until: inDays(3) }
  const free = { policy: 'not-required', policy_own: 'not-required', grace_until: null }
  for (const required of ['everyone', 'nobody', 'staff', 'everyone'] as const) {
    await site(required)
    expect([kept(one), kept(two)]).toMatchObject([asked, free])
  }
  expect(await scene.keiko.accounts.show({ id: one })).toMatchObject({ policyOwn: true })
  for (const id of scene.people) await run(id, { kind: 'set-policy', policy: 'site' })
  expect(kept(one)).toMatchObject({ policy: 'required', policy_own: null, grace_until: inDays(3) })
  expect(kept(two)).toMatchObject({ policy: 'required', policy_own: null, grace_until: inDays(14) })
  await site('nobody')
  for (const id of scene.people) expect(kept(id)).toMatchObject({ policy: 'not-required', policy_own: null })
})

it('stays through another role, by hand, by a job and by an import', async () => {
  await site('staff')
  const [one = '', two = ''] = scene.people
  for (const id of scene.people) await run(id, { kind: 'set-policy', policy: 'not-required' })
  const free = { policy: 'not-required', policy_own: 'not-required', grace_until: null }
  await scene.keiko.session.stepUp({ password })
  const { rev } = await scene.keiko.accounts.show({ id: one })
  await scene.keiko.accounts.changeRole({ id: one, rev, role: 'helpdesk', reason: 'joins us' })
  expect(kept(one)).toEqual({ role: 'helpdesk', ...free })
  await run(one, { kind: 'set-role', role: 'auditor' })
  expect(kept(one)).toEqual({ role: 'auditor', ...free })
  await written(scene.keiko, csvFile('email,role\r\np1@corp.example,operator\r\nnew@corp.example,operator\r\n'))
  expect(kept(two)).toEqual({ role: 'operator', ...free })
  const made = outside(scene.test, (db) =>
    db.prepare(`select policy, policy_own from accounts where email = 'new@corp.example'`).get(),
  )
  expect(made).toEqual({ policy: 'required', policy_own: null })
})
