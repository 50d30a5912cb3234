/** The parts of a job: four numbers at its head, and a list for whoever is in one. */
import { describe, expect, it } from 'vitest'
import { followsOf, headParts, listsOf } from '../../../src-renderer/components/jobs/job-parts'
import { aJob, anEndedJob } from './a-job'

const short = (parts: readonly { key: string; count: number }[]) => parts.map(({ key, count }) => `${key} ${count}`)

describe('the parts of a job', () => {
  it('are those of the dry run before it runs; who would have no way in comes first', () => {
    expect(short(headParts(aJob()))).toEqual(['change 68', 'same 9', 'left-out 3', 'no-way-in 6'])
    expect(short(listsOf(aJob()))).toEqual(['no-way-in 6', 'left-out 3', 'change 68', 'staff 1', 'same 9'])
  })

  it('are what became of each afterwards; who was refused comes first', () => {
    expect(short(headParts(anEndedJob()))).toEqual(['done 64', 'turned-same 1', 'refused 3', 'cancelled 0'])
    expect(short(listsOf(anEndedJob()))).toEqual([
      ...['refused 3', 'done 64', 'turned-same 1', 'no-way-in 6', 'left-out 3', 'same 9'],
    ])
  })

  it('tell those whose turn has not come while it runs', () => {
    const running = anEndedJob({
      phase: 'running',
      progress: { total: 68, done: 10, same: 0, refused: 0, cancelled: 0 },
    })
    expect(short(headParts(running))).toEqual(['done 10', 'turned-same 0', 'refused 0', 'open 58'])
  })

  it('count those without a way in with the others where they are included', () => {
    expect(followsOf(aJob(), false)).toMatchObject({ accounts: 68, mails: 66, staff: 0 })
    expect(followsOf(aJob(), true)).toMatchObject({ accounts: 74, mails: 68, staff: 1, sessions: 41 })
    expect(short(listsOf(anEndedJob({ includeNoWayIn: true }))).join()).not.toContain('no-way-in')
  })
})
