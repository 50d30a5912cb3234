/** Requests: what waits for a second person, who may be one, and everything that is refused on the way. */
import { describe, expect, it } from 'vitest'
import { behind } from '../../doubles/behind-the-desk'
import { faultOf, refusalOf } from '../../doubles/operations'
import { rowsOf } from '../../doubles/store-outside'
import { password } from '../../doubles/test-desk'
import { approving, departmentsOf, jobScene, plan, request, wanted } from './scene'

const hour = 60 * 60_000

describe('a request', () => {
  it('starts at once when a second person approves what they saw; rows say who asked and who approved', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    const { desk: other } = await colleague('administrator')
    const job = await request(keiko, people)
    expect(job).toMatchObject({ phase: 'asked', waitUntil: null, expiresAt: '2026-04-01T09:00:00.000Z' })
    expect([await keiko.jobs.counts(), await other.jobs.counts()]).toMatchObject([{ toDecide: 0 }, { toDecide: 1 }])
    expect((await other.jobs.list({ only: 'requests', before: null, limit: 10 })).jobs).toHaveLength(1)
    expect(await approving(other, job)).toMatchObject({ phase: 'running', decided: { by: { name: /administrator/ } } })
    await test.composed.idle()
    expect(await keiko.jobs.show({ jobId: job.id })).toMatchObject({ phase: 'done', progress: { done: 12 } })
    expect(await departmentsOf(test, people)).toEqual(['Moved'])
    const rows = rowsOf(test).filter(({ act }) => act === 'jobs.setDepartment')
    expect(rows).toHaveLength(12)
    for (const { actor_name, reason, detail } of rows) {
      expect([actor_name, reason]).toEqual(['Keiko Ito', wanted.reason])
      expect(JSON.parse(detail)).toMatchObject({ job: job.no, approvedBy: 'administrator-0- 0' })
    }
    expect(rowsOf(test).at(-1)).toMatchObject({ act: 'jobs.finished', actor_name: 'Keiko Ito' })
  })

  it('is refused to whoever asked, and to whoever lacks a right of it', async () => {
    const { keiko, people, colleague } = await jobScene()
    await colleague('administrator')
    const { desk: operator } = await colleague('operator')
    const { desk: auditor } = await colleague('auditor')
    const job = await request(keiko, people)
    expect(await faultOf(approving(keiko, job))).toBe('own-request')
    expect(await faultOf(keiko.jobs.deny({ jobId: job.id, reason: 'no' }))).toBe('own-request')
    expect(await faultOf(approving(operator, job))).toBe('not-allowed')
    expect(await faultOf(operator.jobs.cancel({ jobId: job.id }))).toBe('not-allowed')
    expect(await faultOf(approving(auditor, job))).toBe('not-allowed')
    expect((await keiko.jobs.show({ jobId: job.id })).phase).toBe('asked')
  })

  it('is refused to an approver who lost the role in between, or was disabled', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    const { desk: other, id } = await colleague('administrator')
    const job = await request(keiko, people)
    const change = (fields: object) => behind(test, (tables) => tables.accounts.change(id, fields))
    await change({ role: 'operator' })
    expect(await faultOf(approving(other, job))).toBe('not-allowed')
    await change({ role: 'auditor' })
    expect(await faultOf(approving(other, job))).toBe('not-allowed')
    await change({ role: 'administrator', enabled: 0 })
    expect(await faultOf(approving(other, job))).toBe('session-ended')
    await test.composed.idle()
    expect(await departmentsOf(test, people)).toEqual(['Sales'])
    expect(await keiko.jobs.show({ jobId: job.id })).toMatchObject({ phase: 'asked', decided: null })
  })

  it('with staff in it needs somebody who may act on staff', async () => {
    const { keiko, people, colleague } = await jobScene()
    const { id: staff } = await colleague('operator')
    const { desk: helpdesk } = await colleague('helpdesk')
    await colleague('administrator')
    const job = await request(keiko, [...people, staff], { kind: 'send-mail', text: 'hello' })
    expect(await faultOf(approving(helpdesk, job))).toBe('not-allowed')
    const plain = await request(keiko, people, { kind: 'send-mail', text: 'hello' })
    expect(await faultOf(approving(helpdesk, plain))).toBeNull()
  })

  it('expires: nobody approves it then, and the desk writes it down', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    await colleague('administrator')
    await keiko.session.stepUp({ password })
    await keiko.settings.changeApprovals({ secondPersonFor: [], requestHours: 1, undoHours: 0 })
    const job = await request(keiko, people)
    test.time += hour
    expect(new Date(test.time).toISOString()).toBe(job.expiresAt)
    const again = test.at(test.seat())
    await again.session.signIn({ email: 'administrator-0-0@corp.example', password })
    expect(await faultOf(approving(again, job))).toBe('request-expired')
    expect((await again.jobs.counts()).toDecide).toBe(0)
    await test.tick()
    expect(rowsOf(test).at(-1)).toMatchObject({ act: 'jobs.expired', actor_name: 'Keiko Ito' })
    expect(await faultOf(approving(again, job))).toBe('request-expired')
    expect(await again.jobs.show({ jobId: job.id })).toMatchObject({ phase: 'expired' })
    expect(await departmentsOf(test, people)).toEqual(['Sales'])
  })

  it('is bound to exactly what was asked: a row, the act, or the reason changed behind it is refused', async () => {
    const { test, keiko, people, colleague } = await jobScene(13)
    const { desk: other } = await colleague('administrator')
    const [id = ''] = people
    const changes = [
      (jobId: string) => ({ jobId, changes: { reason: 'another' } }),
      (jobId: string) => ({ jobId, changes: { include_no_way_in: 1 } }),
      (jobId: string) => ({ jobId, changes: { act: JSON.stringify({ kind: 'disable' }) } }),
    ]
    for (const change of changes) {
      const job = await request(keiko, people.slice(1))
      const { jobId, changes: columns } = change(job.id)
      await behind(test, (tables) => tables.jobs.change(jobId, columns))
      expect(await faultOf(approving(other, job))).toBe('request-changed')
    }
    const more = await request(keiko, people.slice(1))
    const row = { job_id: more.id, place: 12, account_id: id, part: 'change', problem: null } as const
    const none = { staff: 0, mails: 0, papers: 0, sessions: 0, result: null, code: null, done_at: null, audit_no: null }
    await behind(test, (tables) => tables.jobRows.insertMany([{ ...row, ...none, undo: null, secret: null }]))
    expect(await faultOf(approving(other, more))).toBe('request-changed')
    // what the approver saw is another one
    const job = await request(keiko, people.slice(1))
    expect(await faultOf(other.jobs.approve({ jobId: job.id, digest: 'f'.repeat(64) }))).toBe('request-changed')
    expect(await faultOf(other.jobs.deny({ jobId: more.id, reason: 'not what I saw' }))).toBeNull()
    await test.composed.idle()
    expect(await departmentsOf(test, people)).toEqual(['Sales'])
  })

  it('changed after it was approved is not run', async () => {
    const { test, keiko, people, colleague } = await jobScene(13)
    const { desk: other } = await colleague('administrator')
    const [id = ''] = people
    const job = await request(keiko, people.slice(1))
    await approving(other, job)
    // closed before its first slice, changed, opened again
    await test.composed.close()
    const ran = await departmentsOf(test, people)
    const place = 0
    await behind(test, async (tables) => {
      const [first] = (await tables.jobRows.list(job.id, 'all', -1, 1)).rows
      expect(first?.place).toBe(place)
      await tables.jobs.change(job.id, { act: JSON.stringify({ kind: 'disable' }) })
    })
    await test.restart()
    await test.composed.idle()
    const seat = test.seat()
    await test.at(seat).session.signIn({ email: 'keiko.ito@corp.example', password })
    const now = await test.at(seat).jobs.show({ jobId: job.id })
    expect(now).toMatchObject({ phase: 'stopped', stoppedBy: 'request-changed' })
    expect(rowsOf(test).findLast(({ act }) => act === 'jobs.stopped')).toBeDefined()
    expect(await departmentsOf(test, people)).toEqual(ran)
    expect(await faultOf(test.at(seat).jobs.resume({ jobId: job.id }))).toBe('request-changed')
    expect((await behind(test, (tables) => tables.accounts.find(id)))?.enabled).toBe(1)
  })

  it('is nobody’s any more once its requester is disabled or lost the right; nor runs one that was approved', async () => {
    const { test, keiko, keikoId, people, colleague } = await jobScene()
    const { desk: other } = await colleague('administrator')
    const job = await request(keiko, people)
    const change = (fields: object) => behind(test, (tables) => tables.accounts.change(keikoId, fields))
    await change({ enabled: 0 })
    expect(await faultOf(approving(other, job))).toBe('not-allowed')
    await change({ enabled: 1, role: 'operator' })
    expect(await faultOf(approving(other, job))).toBe('not-allowed')
    await change({ role: 'administrator' })
    await approving(other, job)
    await change({ role: 'operator' })
    await test.composed.idle()
    const stopped = await other.jobs.show({ jobId: job.id })
    // it may have been done with before the role was gone; nothing of it is done afterwards
    if (stopped.phase === 'stopped') {
      expect(stopped.stoppedBy).toBe('not-allowed')
      await other.jobs.resume({ jobId: job.id })
      await test.composed.idle()
      expect(await other.jobs.show({ jobId: job.id })).toMatchObject({ phase: 'stopped', stoppedBy: 'not-allowed' })
      expect(await other.jobs.cancel({ jobId: job.id })).toMatchObject({ phase: 'cancelled' })
    } else expect(stopped.phase).toBe('done')
  })

  it('is decided on once: approved, denied or given up, and then no more', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    const { desk: one } = await colleague('administrator')
    const { desk: two } = await colleague('administrator')
    const approved = await request(keiko, people)
    await approving(one, approved)
    expect(await faultOf(approving(two, approved))).toBe('job-not-open')
    expect(await faultOf(two.jobs.deny({ jobId: approved.id, reason: 'no' }))).toBe('job-not-open')
    await test.composed.idle()
    const denied = await request(keiko, people, { kind: 'disable' })
    expect(await one.jobs.deny({ jobId: denied.id, reason: 'not today' })).toMatchObject({
      phase: 'denied',
      decided: { note: 'not today' },
    })
    expect(await refusalOf(approving(two, denied))).toEqual({ code: 'job-not-open', data: { phase: 'denied' } })
    const given = await request(keiko, people, { kind: 'disable' })
    await keiko.jobs.cancel({ jobId: given.id })
    expect(await refusalOf(approving(two, given))).toEqual({ code: 'job-not-open', data: { phase: 'cancelled' } })
    expect(await faultOf(keiko.jobs.start({ jobId: given.id, ...wanted }))).toBe('job-not-open')
  })
})

describe('where nobody else could approve', () => {
  it('it waits an hour, then whoever asked starts it, and only that', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    await colleague('operator')
    const planned = await plan(keiko, people)
    expect(planned.needs).toBe('wait')
    const job = await keiko.jobs.ask({ jobId: planned.id, ...wanted })
    expect(job).toMatchObject({ phase: 'waiting', waitUntil: '2026-03-31T10:00:00.000Z' })
    expect(await refusalOf(keiko.jobs.start({ jobId: job.id, ...wanted }))).toEqual({
      code: 'job-waits',
      data: { until: '2026-03-31T10:00:00.000Z' },
    })
    test.time += hour
    const again = test.at(test.seat())
    await again.session.signIn({ email: 'keiko.ito@corp.example', password })
    expect(await faultOf(again.jobs.start({ jobId: job.id, ...wanted, reason: 'another' }))).toBe('request-changed')
    expect(await again.jobs.start({ jobId: job.id, ...wanted })).toMatchObject({ phase: 'running', needs: 'wait' })
    await test.composed.idle()
    expect(await departmentsOf(test, people)).toEqual(['Moved'])
  })

  it('somebody who could by the end of the hour decides, and it is not started past them', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    const { desk: other, id } = await colleague('administrator')
    const enable = (enabled: 0 | 1) => behind(test, (tables) => tables.accounts.change(id, { enabled }))
    // Away for the moment of asking only.
    await enable(0)
    const job = await request(keiko, people)
    expect(job).toMatchObject({ phase: 'waiting', needs: 'wait' })
    await enable(1)
    expect((await keiko.jobs.show({ jobId: job.id })).needs).toBe('second-person')
    expect((await other.jobs.counts()).toDecide).toBe(1)
    test.time += hour
    const [again, theirs] = [test.at(test.seat()), test.at(test.seat())]
    await again.session.signIn({ email: 'keiko.ito@corp.example', password })
    await theirs.session.signIn({ email: 'administrator-0-0@corp.example', password })
    expect(await faultOf(again.jobs.start({ jobId: job.id, ...wanted }))).toBe('second-person-needed')
    expect(await faultOf(approving(theirs, job))).toBeNull()
    await test.composed.idle()
    expect(await departmentsOf(test, people)).toEqual(['Moved'])
  })

  it('a day after the hour it is over', async () => {
    const { test, keiko, people } = await jobScene()
    const job = await request(keiko, people)
    test.time += 25 * hour
    const again = test.at(test.seat())
    await again.session.signIn({ email: 'keiko.ito@corp.example', password })
    expect(await faultOf(again.jobs.start({ jobId: job.id, ...wanted }))).toBe('request-expired')
  })
})
