/** What the desk sees to by the clock: dry runs nobody wanted are dropped, and a stopped job keeps nothing sealed for ever. */
import { expect, it } from 'vitest'
import type { Desk } from '../../../src-preload/contract'
import { behind, enrolOtp } from '../../doubles/behind-the-desk'
import { refusalOf } from '../../doubles/operations'
import { outside, rowsOf } from '../../doubles/store-outside'
import { password, type TestDesk } from '../../doubles/test-desk'
import { departmentsOf, jobScene, moved, plan, request, wanted } from './scene'

const hour = 60 * 60_000
const day = 24 * hour

const signIn = async (test: TestDesk, email: string): Promise<Desk> => {
  const desk = test.at(test.seat())
  await desk.session.signIn({ email, password })
  return desk
}
const count = (test: TestDesk, what: string): number =>
  outside(test, (db) => db.prepare(`select count(*) from ${what}`).pluck().get() as number)

it('a dry run that nobody started or asked for is dropped after 7 days, and its number is not given again', async () => {
  const { test, keiko, people, colleague } = await jobScene(300)
  await colleague('administrator')
  const { id: ran } = await plan(keiko, people.slice(0, 2))
  await keiko.jobs.start({ jobId: ran, ...wanted })
  const asked = await request(keiko, people)
  const given = await plan(keiko, people)
  await keiko.jobs.cancel({ jobId: given.id })
  const lying = await plan(keiko, people)
  expect(lying.no).toBe(4)
  test.time += 7 * day - 1000
  await test.tick()
  expect(count(test, 'jobs')).toBe(4)
  test.time += 1000
  const before = rowsOf(test).length
  await test.tick()
  expect(rowsOf(test)).toHaveLength(before)
  const again = await signIn(test, 'keiko.ito@corp.example')
  expect(await refusalOf(again.jobs.start({ jobId: lying.id, ...wanted }))).toMatchObject({ code: 'not-found' })
  expect(count(test, `job_rows where job_id = '${lying.id}'`)).toBe(0)
  const { jobs } = await again.jobs.list({ only: 'all', before: null, limit: 10 })
  expect(jobs.map(({ id }) => id)).toEqual([given.id, asked.id, ran])
  expect(rowsOf(test).filter(({ act }) => act === 'jobs.plan')).toHaveLength(4)
  expect((await plan(again, people, { kind: 'set-department', department: 'Else' })).no).toBe(5)
})

it('of a stopped job papers go after 72 hours and copies after those of the policy, though nobody ends it', async () => {
  const { test, keiko, keikoId, people, colleague } = await jobScene(3)
  await colleague('administrator')
  const of = (jobId: string, column: string) =>
    count(test, `job_rows where job_id = '${jobId}' and ${column} is not null`)
  for (const id of people) await enrolOtp(test, id)
  const codes = await plan(keiko, people, { kind: 'renew-codes' })
  const columns = await plan(keiko, people, moved)
  for (const { id: jobId } of [codes, columns]) await keiko.jobs.start({ jobId, ...wanted })
  await test.composed.idle()
  // As they are where their maker lost the role before the last account.
  await behind(test, async (tables) => {
    await tables.accounts.change(keikoId, { role: 'auditor' })
    await tables.accounts.change(people[2] ?? '', { department: 'Sales' })
  })
  outside(test, (db) =>
    db.exec(`update jobs set phase = 'running', ended_at = null, undo_until = null;
      update job_rows set result = null, done_at = null, audit_no = null, undo = null, secret = null where place = 2`),
  )
  await test.tick()
  await test.composed.idle()
  let other = await signIn(test, 'administrator-0-0@corp.example')
  for (const { id: jobId } of [codes, columns]) {
    const stopped = await other.jobs.show({ jobId })
    expect(stopped).toMatchObject({ phase: 'stopped', stoppedBy: 'not-allowed', undo: { until: null } })
    expect(await refusalOf(other.jobs.planUndo({ jobId }))).toMatchObject({ code: 'undo-over' })
  }
  test.time += 72 * hour - 1000
  await test.tick()
  expect([of(codes.id, 'secret'), of(columns.id, 'undo')]).toEqual([2, 2])
  test.time += 1000
  await test.tick()
  expect([of(codes.id, 'secret'), of(columns.id, 'undo')]).toEqual([0, 0])
  const destroyed = rowsOf(test).filter(({ act }) => act === 'jobs.copiesDestroyed')
  expect(destroyed.map(({ detail }) => JSON.parse(detail) as object)).toMatchObject([{ rows: 2 }, { papers: 2 }])
  // It is gone on with all the same, and what it does from then on has its hours again.
  await behind(test, (tables) => tables.accounts.change(keikoId, { role: 'administrator' }))
  other = await signIn(test, 'administrator-0-0@corp.example')
  await other.jobs.resume({ jobId: columns.id })
  await test.composed.idle()
  expect(await other.jobs.show({ jobId: columns.id })).toMatchObject({ phase: 'done', progress: { done: 3 } })
  expect((await other.jobs.planUndo({ jobId: columns.id })).counts.change.accounts).toBe(1)
})

it('a job that stood still for a week after it was let run is not gone on with, be it stopped or killed', async () => {
  const { test, keiko, people, colleague } = await jobScene()
  await colleague('administrator')
  const { id: jobId } = await plan(keiko, people.slice(0, 3))
  await keiko.jobs.start({ jobId, ...wanted })
  await test.composed.idle()
  outside(test, (db) =>
    db.exec(`update jobs set phase = 'running', ended_at = null, undo_until = null;
      update job_rows set result = null, done_at = null, audit_no = null, undo = null, secret = null where place = 2;
      update accounts set department = 'Sales'`),
  )
  test.time += 7 * day
  await test.tick()
  await test.composed.idle()
  const other = await signIn(test, 'administrator-0-0@corp.example')
  expect(await other.jobs.show({ jobId })).toMatchObject({ phase: 'stopped', stoppedBy: 'request-expired' })
  expect(await refusalOf(other.jobs.resume({ jobId }))).toMatchObject({ code: 'request-expired' })
  expect(await departmentsOf(test, people)).toEqual(['Sales'])
  expect(await other.jobs.cancel({ jobId })).toMatchObject({ phase: 'cancelled', progress: { done: 2, cancelled: 1 } })
})
