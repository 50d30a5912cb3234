/** Jobs and their rows in the store: moved by one of two, listed by what is asked for, ended once, taken back by a part. */
import { expect, it } from 'vitest'
import type { JobPart, RowResult } from '../../src-preload/contract/jobs'
import type { JobRowOfStore, RowsWanted } from '../../src-main/store/job-rows'
import type { NewJob } from '../../src-main/store/jobs'
import { tempStore } from './temp-store'

const at = '2026-03-31T09:00:00.000Z'
const job = (id: string, changes: Partial<NewJob> = {}): NewJob => ({
  ...{ id, kind: 'disable', act: '{}', selection: '{}', phase: 'planned', made_by: 'keiko', made_by_name: 'Keiko' },
  ...{ made_at: at, computer: 'PC', host: 'electron', counts: '{}', ...changes },
})
const nothing = { problem: null, mails: 0, papers: 0, sessions: 0, code: null, done_at: null, audit_no: null }
const row = (place: number, part: JobPart, changes: Partial<JobRowOfStore> = {}): JobRowOfStore => ({
  ...{ job_id: 'a', place, account_id: `p${place}`, part, staff: 0, result: null, undo: null, secret: null },
  ...{ ...nothing, ...changes },
})
const ended = (place: number, result: RowResult, changes: Partial<JobRowOfStore> = {}) =>
  row(place, 'change', { result, ...changes })

it('numbers jobs from 1, and lists them newest first, all, those that wait, or one person’s', async () => {
  const { store } = await tempStore()
  await store.write(async ({ jobs }) => {
    for (const [nr, phase] of (['done', 'asked', 'waiting', 'planned'] as const).entries()) {
      const started_at = phase === 'done' ? at : null
      const made = await jobs.insert(job(`j${nr}`, { phase, started_at, made_by: nr % 2 ? 'keiko' : 'mika' }))
      expect(made.no).toBe(nr + 1)
    }
  })
  const listed = async (only: 'all' | 'requests' | 'mine', before: number | null, limit = 10) => {
    const { jobs, more } = await store.read((tables) => tables.jobs.list({ only, accountId: 'keiko', before, limit }))
    return [jobs.map(({ no }) => no), more]
  }
  expect(await listed('all', null, 3)).toEqual([[4, 3, 2], true])
  expect(await listed('all', 2)).toEqual([[1], false])
  expect(await listed('requests', null)).toEqual([[3, 2], false])
  expect(await listed('mine', null)).toEqual([[4, 2], false])
})

it('moves a job for the first who asks and nobody else', async () => {
  const { store } = await tempStore()
  await store.write(({ jobs }) => jobs.insert(job('a', { phase: 'asked' })))
  const move = () =>
    store.write(({ jobs }) => jobs.move('a', ['asked'], { phase: 'running', started_at: at, decided_by: 'mika' }))
  const [one, other] = await Promise.all([move(), move()])
  expect([one?.phase, other]).toEqual(['running', null])
})

it('lists the rows of a job by part, by end, staff, and what is sealed', async () => {
  const { store } = await tempStore()
  await store.write(async ({ jobs, jobRows }) => {
    await jobs.insert(job('a'))
    await jobs.insert(job('b'))
    await jobRows.insertMany([
      ended(0, 'done', { undo: 'sealed', secret: 'sealed' }),
      row(1, 'same'),
      ended(2, 'same'),
      row(3, 'left-out', { problem: 'own-account', staff: 1 }),
      row(4, 'no-way-in', { problem: 'no-password' }),
      ended(5, 'refused', { code: 'not-found', staff: 1 }),
      row(6, 'change'),
      ended(7, 'cancelled'),
      row(0, 'change', { job_id: 'b', undo: 'sealed' }),
    ])
  })
  const list = (only: RowsWanted, after = -1, limit = 10) =>
    store.read(({ jobRows }) => jobRows.list('a', only, after, limit))
  const places = async (only: RowsWanted) => (await list(only)).rows.map(({ place }) => place)
  expect(await places('all')).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(await places('change')).toEqual([0, 2, 5, 6, 7])
  expect(await places('same')).toEqual([1, 2])
  expect(await places('left-out')).toEqual([3])
  expect(await places('no-way-in')).toEqual([4])
  expect(await places('staff')).toEqual([3, 5])
  expect(await places('done')).toEqual([0])
  expect(await places('refused')).toEqual([5])
  expect(await places('cancelled')).toEqual([7])
  expect(await list('change', 2, 2)).toMatchObject({ rows: [{ place: 5 }, { place: 6 }], more: true })
  await store.read(async ({ jobRows }) => {
    expect(await jobRows.results('a')).toEqual({ done: 1, same: 1, refused: 1, cancelled: 1 })
    expect(await jobRows.open('a', ['change', 'no-way-in'], -1, 9)).toMatchObject([{ place: 4 }, { place: 6 }])
    expect(await jobRows.sealed('a', 'undo')).toBe(1)
    expect(await jobRows.listSealed('a', 'secret', -1, 9)).toMatchObject([{ place: 0 }])
    expect(await jobRows.ofAccount('b', 'p0')).toMatchObject({ job_id: 'b' })
    expect(await jobRows.ofAccount('b', 'p1')).toBeNull()
    expect([await jobRows.lastPlace('a'), await jobRows.lastPlace('c')]).toEqual([7, -1])
    expect([await jobRows.isOpen('a', 6), await jobRows.isOpen('a', 7)]).toEqual([true, false])
  })
  await store.write(async ({ jobRows }) => {
    expect(await jobRows.destroySealed('a', 'secret', 5)).toBe(1)
    expect(await jobRows.destroySealed('a', 'secret', 5)).toBe(0)
    expect([await jobRows.sealed('a', 'undo'), await jobRows.sealed('b', 'undo')]).toEqual([1, 1])
    expect(await jobRows.cancelOpen('a', ['change'], at, 0, 100)).toBe(1)
    expect(await jobRows.open('a', ['change'], -1, 9)).toEqual([])
  })
})

it('ends a row once', async () => {
  const { store } = await tempStore()
  const end = { result: 'done', code: null, done_at: at, audit_no: 1, undo: null, secret: null } as const
  await store.write(async ({ jobs, jobRows }) => {
    await jobs.insert(job('a'))
    await jobRows.insertMany([row(0, 'change')])
    expect(await jobRows.end('a', 0, end)).toBe(true)
    expect(await jobRows.end('a', 0, { ...end, result: 'refused' })).toBe(false)
  })
  expect(await store.read(({ jobRows }) => jobRows.results('a'))).toMatchObject({ done: 1, refused: 0 })
})

it('finds what is over by the clock: requests, hours of undoing, papers nobody took', async () => {
  const { store } = await tempStore()
  const [before, after] = ['2026-03-31T08:00:00.000Z', '2026-03-31T10:00:00.000Z']
  await store.write(async ({ jobs, jobRows }) => {
    const done = { phase: 'done', started_at: before } as const
    await jobs.insert(job('asked', { phase: 'asked', expires_at: before }))
    await jobs.insert(job('later', { phase: 'asked', expires_at: after }))
    await jobs.insert(job('denied', { phase: 'denied', expires_at: before }))
    await jobs.insert(job('undo', { ...done, undo_until: before, ended_at: before }))
    await jobs.insert(job('undone', { ...done, undo_until: after, ended_at: after }))
    await jobs.insert(job('papers', { ...done, ended_at: before }))
    await jobs.insert(job('fresh', { ...done, ended_at: after }))
    for (const job_id of ['papers', 'fresh']) await jobRows.insertMany([row(0, 'change', { job_id, secret: 's' })])
  })
  await store.read(async ({ jobs }) => {
    const ids = (found: { id: string }[]) => found.map(({ id }) => id)
    expect(ids(await jobs.over(at))).toEqual(['asked'])
    expect(ids(await jobs.undoOver(at))).toEqual(['undo'])
    expect(ids(await jobs.papersOver(at))).toEqual(['papers'])
    expect(await jobs.withPapersOf('keiko')).toBe(2)
    expect(await jobs.withPapersOf('mika')).toBe(0)
  })
})

it('takes back what one part of a transaction wrote, and goes on with the rest', async () => {
  const { store } = await tempStore()
  await store.write(async ({ savepoints, settings }) => {
    await settings.set('one', '1')
    const failed = savepoints.run(async () => {
      await settings.set('two', '2')
      throw new Error('this part')
    })
    await expect(failed).rejects.toThrow('this part')
    expect(await savepoints.run(() => settings.set('three', '3').then(() => 'answer'))).toBe('answer')
  })
  expect(await store.read(({ settings }) => settings.list())).toEqual({ one: '1', three: '3' })
})
