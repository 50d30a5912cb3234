/** What each person may do about a job as it stands, and that the window offers acts as the contract has them. */
import { describe, expect, it } from 'vitest'
import { jobActKinds, rightOfAct as contractRights, undoable, type Job } from '../../../src-preload/contract/jobs'
import { rightsOf, roles, type Role } from '../../../src-preload/contract/rights'
import { actsFor, beginnings, canBeUndone, lackOfAct, rightOfAct } from '../../../src-renderer/components/jobs/job-acts'
import { standingOf } from '../../../src-renderer/components/jobs/job-standing'
import { aJob, anEndedJob, maker, other } from './a-job'

const now = Date.parse('2026-11-24T15:00:00.000Z')
const person = (role: Role, id: string) => ({
  id,
  can: (right: string) => (rightsOf[role] as string[]).includes(right),
})
const of = (job: Job, role: Role = 'helpdesk', id = maker.id, include = false) =>
  standingOf(job, person(role, id), include, now)

describe('acts of jobs at the window', () => {
  it('need the rights and can be undone as the contract says', () => {
    expect(rightOfAct).toEqual(contractRights)
    expect(canBeUndone).toEqual(undoable)
    expect(Object.keys(beginnings).sort()).toEqual([...jobActKinds].sort())
  })

  it('are offered by right; an auditor and a user choose none', () => {
    const offered = Object.fromEntries(
      roles.map((role) => [role, actsFor((right) => (rightsOf[role] as string[]).includes(right)).length]),
    )
    expect(offered).toEqual({ administrator: 12, helpdesk: 6, operator: 4, auditor: 0, user: 0 })
  })

  it('are not judged before what they need is typed', () => {
    expect(lackOfAct({ kind: 'require-enrolment', graceDays: Number.NaN })).toBe('graceError')
    expect(lackOfAct({ kind: 'require-enrolment', graceDays: 91 })).toBe('graceError')
    expect(lackOfAct({ kind: 'require-enrolment', graceDays: 0 })).toBeNull()
    expect(lackOfAct({ kind: 'send-mail', text: ' \n' })).toBe('textError')
    expect(lackOfAct({ kind: 'set-department', department: '' })).toBeNull()
  })
})

describe('standingOf', () => {
  it('offers a dry run to whoever made it, by what starting takes', () => {
    expect(of(aJob({ needs: 'nothing' }))).toMatchObject({ main: 'start', open: true, accounts: 68 })
    expect(of(aJob())).toMatchObject({ main: 'ask', open: true, wayOut: null, request: null })
    expect(of(aJob({ needs: 'wait' }))).toMatchObject({ main: 'wait' })
    expect(of(aJob(), 'helpdesk', other.id)).toMatchObject({ main: null, open: false, request: 'notYours' })
  })

  it('counts those without a way in only where they are included', () => {
    expect(of(aJob(), 'helpdesk', maker.id, true).accounts).toBe(74)
    expect(of(aJob({ phase: 'asked', includeNoWayIn: true }), 'helpdesk', other.id).accounts).toBe(74)
  })

  it('asks for a second person where including them makes it more than ten, or starting alone was refused', () => {
    const { counts } = aJob()
    const few = aJob({
      needs: 'nothing',
      needsWhy: null,
      counts: { ...counts, change: { ...counts.change, accounts: 8 } },
    })
    expect(of(few)).toMatchObject({ main: 'start', accounts: 8 })
    expect(of(few, 'administrator', maker.id, true)).toMatchObject({ main: 'ask', accounts: 14 })
    expect(standingOf(few, person('helpdesk', maker.id), false, now, true)).toMatchObject({ main: 'ask' })
  })

  it('says why, to whoever asks and to whoever decides, as long as it waits', () => {
    const { counts } = aJob()
    const few = aJob({
      needs: 'nothing',
      needsWhy: null,
      counts: { ...counts, change: { ...counts.change, accounts: 8 } },
    })
    expect(of(aJob()).why).toBe('size')
    expect(of(aJob({ needs: 'wait', needsWhy: 'hour' })).why).toBe('hour')
    expect(of(few).why).toBeNull()
    expect(of(few, 'administrator', maker.id, true).why).toBe('size')
    expect(standingOf(few, person('helpdesk', maker.id), false, now, true).why).toBe('hour')
    expect(of(aJob({ phase: 'asked', needsWhy: 'policy' }), 'helpdesk', other.id).why).toBe('policy')
    expect(of(anEndedJob({ needsWhy: null })).why).toBeNull()
    // To look at what somebody else has not asked for is not to be asked.
    expect(of(aJob(), 'helpdesk', other.id).why).toBeNull()
  })

  it('lets another person approve or deny, never whoever asked', () => {
    const asked = aJob({ phase: 'asked' })
    expect(of(asked)).toMatchObject({ main: null, mayDeny: false, wayOut: 'withdraw', request: 'own' })
    expect(of(asked, 'helpdesk', other.id)).toMatchObject({
      ...{ main: 'approve', mayDeny: true, wayOut: null, request: 'yours' },
    })
    expect(of(asked, 'auditor', other.id)).toMatchObject({ main: null, mayDeny: false, request: 'noRight' })
  })

  it('leaves staff to administrators, and acts to who may do them', () => {
    const staff = aJob({ phase: 'asked', includeNoWayIn: true })
    expect(of(staff, 'helpdesk', other.id)).toMatchObject({ main: null, mayDeny: false, request: 'staffOnly' })
    expect(of(staff, 'administrator', other.id)).toMatchObject({ main: 'approve' })
    const unlock = aJob({ phase: 'asked', act: { kind: 'unlock' } })
    expect(of(unlock, 'operator', other.id)).toMatchObject({ main: null, request: 'noRight' })
  })

  it('holds back one that waits until its hour is over', () => {
    const waiting = (until: string) => aJob({ phase: 'waiting', needs: 'wait', waitUntil: until })
    expect(of(waiting('2026-11-24T15:00:01.000Z'))).toMatchObject({ main: null, wayOut: 'withdraw' })
    expect(of(waiting('2026-11-24T15:00:00.000Z'))).toMatchObject({ main: 'start', open: false })
    expect(of(waiting('2026-11-24T15:00:00.000Z'), 'helpdesk', other.id)).toMatchObject({
      ...{ main: 'approve', mayDeny: true, wayOut: null, request: 'yours' },
    })
  })

  it('lets one that runs be stopped, and one that stopped go on or be given up', () => {
    const running = { startedAt: '2026-11-24T14:59:00.000Z' }
    expect(of(aJob({ phase: 'running', ...running }))).toMatchObject({ main: null, wayOut: 'stop' })
    expect(of(aJob({ phase: 'stopped', ...running }))).toMatchObject({ main: 'resume', wayOut: 'giveUp' })
    expect(of(aJob({ phase: 'stopped', ...running }), 'auditor', other.id)).toMatchObject({ main: null, wayOut: null })
  })

  it('offers undoing to another person, once, within its hours', () => {
    expect(of(anEndedJob(), 'helpdesk', other.id).mayUndo).toBe(true)
    expect(of(anEndedJob()).mayUndo).toBe(false)
    expect(of(anEndedJob({ undo: { ...anEndedJob().undo, byMaker: true } })).mayUndo).toBe(true)
    expect(of(anEndedJob(), 'auditor', other.id).mayUndo).toBe(false)
    const undo = anEndedJob().undo
    for (const over of [
      { ...undo, until: '2026-11-24T15:00:00.000Z' },
      { ...undo, until: null },
      { ...undo, possible: false },
      { ...undo, by: { id: 'k'.repeat(26), no: 8 } },
    ])
      expect(of(anEndedJob({ undo: over }), 'helpdesk', other.id).mayUndo).toBe(false)
  })
})
