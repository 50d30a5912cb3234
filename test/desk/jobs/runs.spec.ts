/** Jobs that run: to their end, given up in the middle, gone on with, undone as one, and what is destroyed by the clock. */
import { describe, expect, it } from 'vitest'
import type { Desk } from '../../../src-preload/contract'
import { behind, enrolOtp } from '../../doubles/behind-the-desk'
import { faultOf, refusalOf } from '../../doubles/operations'
import { outside, rowsOf } from '../../doubles/store-outside'
import { password, type TestDesk } from '../../doubles/test-desk'
import { approving, departmentsOf, jobScene, moved, plan, proving, request, wanted } from './scene'

const hour = 60 * 60_000

const signIn = async (test: TestDesk, email: string): Promise<Desk> => {
  const desk = test.at(test.seat())
  await desk.session.signIn({ email, password })
  return desk
}
const sealed = (test: TestDesk, column: 'undo' | 'secret'): number =>
  outside(test, (db) => db.prepare(`select count(*) from job_rows where ${column} is not null`).pluck().get() as number)

describe('a job that runs', () => {
  it('judges each account anew: what was so meanwhile is the same, what may not be is refused with its reason', async () => {
    const { test, keiko, people } = await jobScene(3)
    const [one = '', two = '', three = ''] = people
    const job = await plan(keiko, people, { kind: 'disable' })
    await behind(test, (tables) => tables.accounts.change(one, { enabled: 0 }))
    await behind(test, (tables) => tables.accounts.removeMany([two]))
    await keiko.jobs.start({ jobId: job.id, ...wanted })
    await test.composed.idle()
    const { rows } = await keiko.jobs.rows({ jobId: job.id, only: 'all', after: -1, limit: 10 })
    const of = (id: string) => rows.find(({ accountId }) => accountId === id)
    expect(of(one)).toMatchObject({ result: 'same', code: null, auditNo: null })
    expect(of(two)).toMatchObject({ result: 'refused', code: 'not-found', account: null })
    expect(of(three)).toMatchObject({ result: 'done', code: null })
    const log = rowsOf(test)
    expect(log.filter(({ act }) => act === 'accounts.disable')).toMatchObject([
      { result: of(two)!.place < of(three)!.place ? 'refused' : 'done' },
      { result: of(two)!.place < of(three)!.place ? 'done' : 'refused' },
    ])
    expect(log.at(-1)).toMatchObject({ act: 'jobs.finished' })
    expect(JSON.parse(log.at(-1)!.detail)).toMatchObject({ job: 1, done: 1, same: 1, refused: 1, cancelled: 0 })
    for (const only of ['done', 'same', 'refused', 'staff', 'change', 'cancelled'] as const) {
      const found = await keiko.jobs.rows({ jobId: job.id, only, after: -1, limit: 10 })
      expect([only, found.rows.length]).toEqual([
        only,
        { done: 1, same: 1, refused: 1, change: 3 }[only as 'done'] ?? 0,
      ])
    }
  })

  it('given up in the middle, leaves what is done and cancels the rest; whoever may decide gives up another’s', async () => {
    const { test, keiko, people, colleague } = await jobScene(40)
    const { desk: other } = await colleague('administrator')
    const job = await request(keiko, people)
    await approving(other, job)
    const given = await other.jobs.cancel({ jobId: job.id })
    await test.composed.idle()
    const { phase, progress } = await keiko.jobs.show({ jobId: job.id })
    expect([given.phase, phase]).toEqual(['cancelled', 'cancelled'])
    expect(progress.done + progress.cancelled).toBe(40)
    expect(progress.cancelled).toBeGreaterThan(0)
    expect(given.progress).toEqual(progress)
    const done = rowsOf(test).filter(({ act }) => act === 'jobs.setDepartment')
    expect(done).toHaveLength(progress.done)
    expect(await faultOf(keiko.jobs.cancel({ jobId: job.id }))).toBe('job-not-open')
    expect(await faultOf(keiko.jobs.resume({ jobId: job.id }))).toBe('job-not-open')
  })

  it('stops where its requester may not any more, and goes on where they may again', async () => {
    const { test, keiko, keikoId, people, colleague } = await jobScene()
    const { desk: other } = await colleague('administrator')
    const job = await request(keiko, people)
    await approving(other, job)
    await test.composed.close()
    const left = await behind(test, async (tables) => {
      // as it is where the desk is closed right after the approval
      await tables.accounts.change(keikoId, { role: 'operator' })
      return tables.jobRows.results(job.id)
    })
    await test.restart()
    await test.composed.idle()
    const again = await signIn(test, 'administrator-0-0@corp.example')
    const stopped = await again.jobs.show({ jobId: job.id })
    if (left.done < 12) expect(stopped).toMatchObject({ phase: 'stopped', stoppedBy: 'not-allowed' })
    await behind(test, (tables) => tables.accounts.change(keikoId, { role: 'administrator' }))
    if (left.done < 12) await again.jobs.resume({ jobId: job.id })
    await test.composed.idle()
    expect(await again.jobs.show({ jobId: job.id })).toMatchObject({ phase: 'done', progress: { done: 12 } })
  })

  it('of which one account fails inside goes on with the others', async () => {
    const { test, keiko, people } = await jobScene(3)
    const job = await plan(keiko, people, { kind: 'clear-mfa' })
    expect(job.counts.same).toBe(3)
    await enrolOtp(test, people[1]!)
    const clearing = await plan(keiko, people, { kind: 'renew-codes' })
    await enrolOtp(test, people[0]!)
    expect(clearing.counts.change.accounts).toBe(1)
    outside(test, (db) =>
      db.exec(`create trigger no_codes before insert on recovery_sets begin select raise(abort, 'no'); end`),
    )
    await keiko.jobs.start({ jobId: clearing.id, ...wanted })
    await test.composed.idle()
    expect(await keiko.jobs.show({ jobId: clearing.id })).toMatchObject({ phase: 'done', progress: { refused: 1 } })
    expect(test.logged).toMatchObject([{ message: 'an account of a job failed inside' }])
    expect(rowsOf(test).find(({ act }) => act === 'recovery.renew')).toMatchObject({ code: 'internal' })
  })

  it('does nothing without its row in the log: it is tried again, and done once the log takes it', async () => {
    const { test, keiko, people } = await jobScene(3)
    const { id: jobId } = await plan(keiko, people)
    await keiko.jobs.start({ jobId, ...wanted })
    outside(test, (db) =>
      db.exec(`create trigger no_more_rows before insert on audit begin select raise(abort, 'closed'); end`),
    )
    await test.composed.idle()
    expect(await departmentsOf(test, people)).toEqual(['Sales'])
    expect(await keiko.jobs.show({ jobId })).toMatchObject({ phase: 'running', progress: { done: 0 } })
    outside(test, (db) => db.exec('drop trigger no_more_rows'))
    await test.tick()
    await test.composed.idle()
    expect(await keiko.jobs.show({ jobId })).toMatchObject({ phase: 'done', progress: { done: 3 } })
  })
})

describe('undoing a job', () => {
  it('is for another person, once, and brings back what was', async () => {
    const { test, keiko, people, colleague } = await jobScene()
    const { desk: other } = await colleague('administrator')
    const job = await request(keiko, people)
    expect(await refusalOf(other.jobs.planUndo({ jobId: job.id }))).toEqual({
      code: 'undo-over',
      data: { problem: 'running' },
    })
    await approving(other, job)
    await test.composed.idle()
    expect(await keiko.jobs.show({ jobId: job.id })).toMatchObject({
      undo: { until: '2026-04-03T09:00:00.000Z', byMaker: false },
    })
    expect(await faultOf(keiko.jobs.planUndo({ jobId: job.id }))).toBe('own-request')
    const undo = await other.jobs.planUndo({ jobId: job.id })
    expect(undo).toMatchObject({ act: { kind: 'undo', no: 1 }, needs: 'nothing', counts: { change: { accounts: 12 } } })
    const second = await other.jobs.planUndo({ jobId: job.id })
    await other.jobs.start({ jobId: undo.id, ...wanted })
    expect(await faultOf(other.jobs.start({ jobId: second.id, ...wanted }))).toBe('undo-over')
    await test.composed.idle()
    expect(await departmentsOf(test, people)).toEqual(['Sales'])
    expect(await keiko.jobs.show({ jobId: job.id })).toMatchObject({ undo: { by: { id: undo.id, no: undo.no } } })
    expect(await refusalOf(other.jobs.start({ jobId: second.id, ...wanted }))).toMatchObject({
      data: { problem: 'undone' },
    })
    expect(await refusalOf(keiko.jobs.planUndo({ jobId: undo.id }))).toMatchObject({ data: { problem: 'never' } })
    await test.tick()
    expect(sealed(test, 'undo')).toBe(0)
    expect(rowsOf(test).at(-1)).toMatchObject({ act: 'jobs.copiesDestroyed' })
    expect(rowsOf(test).filter(({ act }) => act === 'jobs.undone')).toHaveLength(12)
  })

  it('of roles needs a second person besides, where the policy names role changes', async () => {
    const { test, keiko, people, colleague } = await jobScene(2)
    const { desk: other } = await colleague('administrator')
    const { id: jobId } = await plan(keiko, people, { kind: 'set-role', role: 'operator' })
    // As giving a role by itself, it asks for the password each time.
    expect(await faultOf(keiko.jobs.start({ jobId, ...wanted }))).toBe('step-up-needed')
    await proving(keiko, () => keiko.jobs.start({ jobId, ...wanted }))
    await test.composed.idle()
    expect((await other.jobs.planUndo({ jobId })).needs).toBe('nothing')
    await keiko.session.stepUp({ password })
    await keiko.settings.changeApprovals({ secondPersonFor: ['role-changes'], requestHours: 24, undoHours: 72 })
    const undo = await other.jobs.planUndo({ jobId })
    expect(undo.needs).toBe('second-person')
    expect(await faultOf(other.jobs.start({ jobId: undo.id, ...wanted }))).toBe('second-person-needed')
    expect(await faultOf(other.jobs.ask({ jobId: undo.id, ...wanted }))).toBe('step-up-needed')
    const asked = await proving(other, () => other.jobs.ask({ jobId: undo.id, ...wanted }))
    const { id, digest } = asked
    expect(await faultOf(keiko.jobs.approve({ jobId: id, digest: digest ?? '' }))).toBe('step-up-needed')
    await approving(keiko, asked)
    await test.composed.idle()
    expect((await keiko.jobs.show({ jobId: undo.id })).progress).toMatchObject({ done: 2 })
  })

  it('leaves alone what was changed since', async () => {
    const { test, keiko, people, colleague } = await jobScene(3)
    const { desk: other } = await colleague('administrator')
    const { id: jobId } = await plan(keiko, people)
    await keiko.jobs.start({ jobId, ...wanted })
    await test.composed.idle()
    const change = (id = '', department: string) => behind(test, (tables) => tables.accounts.change(id, { department }))
    await change(people[0], 'Later')
    const undo = await other.jobs.planUndo({ jobId })
    expect(undo.counts).toMatchObject({ change: { accounts: 2 }, leftOut: [{ problem: 'changed-meanwhile' }] })
    await change(people[1], 'Later still')
    await other.jobs.start({ jobId: undo.id, ...wanted })
    await test.composed.idle()
    expect((await other.jobs.show({ jobId: undo.id })).progress).toMatchObject({ done: 1, refused: 1 })
    expect(await departmentsOf(test, people)).toEqual(['Later', 'Later still', 'Sales'])
  })

  it('ends with its hours: the copies are destroyed, which is on record, and an undoing that was asked for is too late', async () => {
    const { test, keiko, people, colleague } = await jobScene(2)
    await colleague('administrator')
    const { id: jobId } = await plan(keiko, people)
    await keiko.jobs.start({ jobId, ...wanted })
    await test.composed.idle()
    expect(sealed(test, 'undo')).toBe(2)
    test.time += 71 * hour
    await test.tick()
    expect(sealed(test, 'undo')).toBe(2)
    const other = await signIn(test, 'administrator-0-0@corp.example')
    const undo = await other.jobs.planUndo({ jobId })
    test.time += hour
    const later = await signIn(test, 'administrator-0-0@corp.example')
    expect(await refusalOf(later.jobs.planUndo({ jobId }))).toMatchObject({ data: { problem: 'hours' } })
    await test.tick()
    expect(sealed(test, 'undo')).toBe(0)
    expect(rowsOf(test).at(-1)).toMatchObject({
      act: 'jobs.copiesDestroyed',
      detail: expect.stringContaining('"rows":2'),
    })
    expect(await refusalOf(later.jobs.start({ jobId: undo.id, ...wanted }))).toMatchObject({
      data: { problem: 'hours' },
    })
    expect((await later.jobs.show({ jobId })).undo).toMatchObject({ possible: true, until: null })
  })

  it('is not kept for where the policy gives no hours, nor for what cannot be undone', async () => {
    const { test, keiko, people, colleague } = await jobScene(2)
    const { desk: other } = await colleague('administrator')
    await enrolOtp(test, people[0]!)
    const codes = await plan(keiko, people, { kind: 'renew-codes' })
    expect(codes.undo.possible).toBe(false)
    await keiko.jobs.start({ jobId: codes.id, ...wanted })
    await test.composed.idle()
    expect(await refusalOf(other.jobs.planUndo({ jobId: codes.id }))).toMatchObject({ data: { problem: 'never' } })
    await keiko.session.stepUp({ password })
    await keiko.settings.changeApprovals({ secondPersonFor: [], requestHours: 24, undoHours: 0 })
    const { id: jobId } = await plan(keiko, people)
    await keiko.jobs.start({ jobId, ...wanted })
    await test.composed.idle()
    expect(sealed(test, 'undo')).toBe(0)
    expect(await refusalOf(other.jobs.planUndo({ jobId }))).toMatchObject({ data: { problem: 'hours' } })
  })

  it('is one’s own after an hour where nobody else could', async () => {
    const { test, keiko, people } = await jobScene(2)
    const { id: jobId } = await plan(keiko, people)
    await keiko.jobs.start({ jobId, ...wanted })
    await test.composed.idle()
    expect((await keiko.jobs.show({ jobId })).undo).toMatchObject({ byMaker: true })
    const undo = await keiko.jobs.planUndo({ jobId })
    expect(undo.needs).toBe('wait')
    expect(await faultOf(keiko.jobs.start({ jobId: undo.id, ...wanted }))).toBe('second-person-needed')
    await keiko.jobs.ask({ jobId: undo.id, ...wanted })
    test.time += hour
    const again = await signIn(test, 'keiko.ito@corp.example')
    await again.jobs.start({ jobId: undo.id, ...wanted })
    await test.composed.idle()
    expect(await departmentsOf(test, people)).toEqual(['Sales'])
  })
})

it('papers that nobody takes are destroyed three days after the end', async () => {
  const { test, keiko, people } = await jobScene(2)
  for (const id of people) await enrolOtp(test, id)
  const { id: jobId } = await plan(keiko, people, { kind: 'renew-codes' })
  await keiko.jobs.start({ jobId, ...wanted })
  await test.composed.idle()
  expect((await keiko.jobs.show({ jobId })).papersWaiting).toBe(2)
  expect(await keiko.jobs.counts()).toEqual({ toDecide: 0, papers: 1, running: 0 })
  test.time += 72 * hour - 1000
  await test.tick()
  expect(sealed(test, 'secret')).toBe(2)
  test.time += 1000
  await test.tick()
  expect(sealed(test, 'secret')).toBe(0)
  expect(rowsOf(test).at(-1)).toMatchObject({
    act: 'jobs.copiesDestroyed',
    detail: expect.stringContaining('"papers":2'),
  })
})

it('what runs is gone on with when the desk is opened again', async () => {
  const { test, keiko, people, colleague } = await jobScene(60)
  const { desk: other } = await colleague('administrator')
  const job = await request(keiko, people, moved)
  await approving(other, job)
  await test.restart()
  await test.composed.idle()
  expect(await departmentsOf(test, people)).toEqual(['Moved'])
  const again = await signIn(test, 'keiko.ito@corp.example')
  expect(await again.jobs.show({ jobId: job.id })).toMatchObject({ phase: 'done', progress: { done: 60 } })
})
