/** The judgement of jobs, act by act: who changes, who is so already, who is left out and why, who would have no way in. */
import { describe, expect, it } from 'vitest'
import type { JobAct, JobProblem } from '../../src-preload/contract/jobs'
import { jobActKinds } from '../../src-preload/contract/jobs'
import { judgeAct, type JobFacts, type JobRules, type JudgedAccount } from '../../src-main/engine/job-judge'

const at = '2026-03-31T09:00:00.000Z'
const now = Date.parse(at)
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString()

const person: JudgedAccount = {
  ...{ id: 'person', name: 'Taro', email: 'taro@corp.example', email_unverified: 0, second_email: '', user_name: '' },
  ...{ phone: '', department: 'Sales', language: null, role: 'user', enabled: 1, state: 'not-enrolled', rev: 3 },
  ...{ policy: 'not-required', policy_own: null, grace_until: null, locked_until: null },
}
const facts = (account: Partial<JudgedAccount> = {}, more: Partial<JobFacts> = {}): JobFacts => ({
  account: { ...person, ...account },
  ...{ hasPassword: true, passwordWorks: true, hasActiveKey: false, pendingKeyId: null, wrongInRow: 0 },
  ...{ openSessions: 2, mailFails: false },
  ...more,
})
const rules: JobRules = {
  ...{ at, now, actorId: 'actor', mayActOnStaff: true, administrators: 2 },
  site: { required: 'staff', graceDays: 14 },
}
const judge = (act: JobAct, of: JobFacts, under: Partial<JobRules> = {}) => judgeAct(act, of, { ...rules, ...under })

const nothing = { mails: 0, papers: 0, sessions: 0, losesAdministrator: false }
const same = { part: 'same', problem: null, ...nothing }
const out = (problem: JobProblem) => ({ part: 'left-out', problem, ...nothing })
const change = (more: Partial<typeof nothing> = {}) => ({ part: 'change', problem: null, ...nothing, ...more })
const noWay = (problem: JobProblem, more: Partial<typeof nothing> = {}) => ({
  ...{ part: 'no-way-in', problem, ...nothing },
  ...more,
})

const each: Record<JobAct['kind'], JobAct> = {
  'require-enrolment': { kind: 'require-enrolment', graceDays: 7 },
  reissue: { kind: 'reissue', way: 'sheet' },
  'renew-codes': { kind: 'renew-codes' },
  'issue-password': { kind: 'issue-password', way: 'slip' },
  'clear-mfa': { kind: 'clear-mfa' },
  disable: { kind: 'disable' },
  enable: { kind: 'enable' },
  unlock: { kind: 'unlock' },
  'set-policy': { kind: 'set-policy', policy: 'required' },
  'set-role': { kind: 'set-role', role: 'operator' },
  'set-department': { kind: 'set-department', department: 'R&D' },
  'send-mail': { kind: 'send-mail', text: 'Hello' },
}

describe('whom a job acts on', () => {
  it.each(jobActKinds)('%s: never on whoever made it, and on staff only by those who may', (kind) => {
    expect(judge(each[kind], facts({ id: 'actor', role: 'helpdesk' }), { mayActOnStaff: false })).toEqual(
      out('own-account'),
    )
    expect(judge(each[kind], facts({ role: 'auditor' }), { mayActOnStaff: false })).toEqual(out('staff-account'))
    expect(judge(each[kind], facts({ role: 'auditor' })).problem).not.toBe('staff-account')
  })

  it.each(jobActKinds)('%s: on disabled accounts only what does not need somebody to sign in', (kind) => {
    const off = facts({ enabled: 0, state: 'enrolled-otp', locked_until: inDays(1) }, { hasActiveKey: true })
    const asks = ['reissue', 'renew-codes', 'issue-password', 'send-mail']
    const { part, problem } = judge(each[kind], off)
    if (asks.includes(kind)) expect([part, problem]).toEqual(['left-out', 'account-disabled'])
    else expect(part).toBe(kind === 'disable' ? 'same' : 'change')
  })

  it('tells every address on file once', () => {
    const two = facts({ second_email: 'taro@home.example' })
    const one = facts({ second_email: 'TARO@corp.example' })
    expect([judge(each['send-mail'], two).mails, judge(each['send-mail'], one).mails]).toEqual([2, 1])
  })
})

describe('require enrolment', () => {
  const act = each['require-enrolment']
  it('changes who is not required, by name or at all, and tells who has something to do', () => {
    expect(judge(act, facts())).toEqual(change({ mails: 1 }))
    expect(judge(act, facts({ policy: 'required', grace_until: inDays(1) }))).toEqual(change({ mails: 1 }))
    expect(judge(act, facts({ state: 'enrolled-otp' }))).toEqual(change())
    expect(judge(act, facts({ enabled: 0 }))).toEqual(change())
  })

  it('is so already where it was said by name with as many days or fewer', () => {
    const own = { policy: 'required', policy_own: 'required' } as const
    for (const grace_until of [null, inDays(-3), inDays(2), inDays(7)]) {
      expect(judge(act, facts({ ...own, grace_until }))).toEqual(same)
    }
    expect(judge(act, facts({ ...own, grace_until: inDays(8) }))).toEqual(change({ mails: 1 }))
  })

  it('leaves nobody without a way in unseen: who has no password that works, once it is asked at once', () => {
    const lacking = { passwordWorks: false }
    const atOnce = { kind: 'require-enrolment', graceDays: 0 } as const
    expect(judge(atOnce, facts({}, lacking))).toEqual(noWay('no-password', { mails: 1 }))
    expect(judge(act, facts({}, lacking))).toEqual(change({ mails: 1 }))
    expect(judge(atOnce, facts({ state: 'enrolled-otp' }, lacking)).part).toBe('change')
    expect(judge(atOnce, facts({ enabled: 0 }, lacking)).part).toBe('change')
  })
})

describe('set policy', () => {
  const set = (policy: 'required' | 'not-required' | 'site') => ({ kind: 'set-policy', policy }) as const
  it('is so already where it was set by name, or left to the site and is as the site says', () => {
    expect(judge(set('required'), facts({ policy: 'required', policy_own: 'required' }))).toEqual(same)
    expect(judge(set('not-required'), facts({ policy_own: 'not-required' }))).toEqual(same)
    expect(judge(set('site'), facts())).toEqual(same)
    expect(judge(set('site'), facts({ role: 'auditor' }))).toEqual(change({ mails: 1 }))
  })

  it('tells of another policy who has not enrolled, and not of the same one by name', () => {
    expect(judge(set('required'), facts())).toEqual(change({ mails: 1 }))
    expect(judge(set('required'), facts({ policy: 'required' }))).toEqual(change())
    expect(judge(set('not-required'), facts({ policy: 'required' }))).toEqual(change({ mails: 1 }))
    expect(judge(set('not-required'), facts({ policy: 'required', state: 'enrolled-otp' }))).toEqual(change())
    expect(judge(set('site'), facts({ policy: 'required', policy_own: 'required' }))).toEqual(change({ mails: 1 }))
  })

  it('would leave who has no password without a way in, where the site gives no days', () => {
    const lacking = facts({}, { passwordWorks: false })
    expect(judge(set('required'), lacking).part).toBe('change')
    const none = { site: { required: 'nobody', graceDays: 0 } } as const
    expect(judge(set('required'), lacking, none)).toEqual(noWay('no-password', { mails: 1 }))
    expect(judge(set('not-required'), lacking, none).part).toBe('change')
  })
})

describe('keys, codes and passwords', () => {
  it('re-issue: a sheet or a mail; by mail nobody whose mail fails or who could not sign in to verify it', () => {
    const mail = { kind: 'reissue', way: 'mail' } as const
    expect(judge(each.reissue, facts({}, { passwordWorks: false, mailFails: true }))).toEqual(
      change({ mails: 1, papers: 1 }),
    )
    expect(judge(mail, facts())).toEqual(change({ mails: 2 }))
    expect(judge(mail, facts({}, { passwordWorks: false }))).toEqual(noWay('no-password', { mails: 2 }))
    expect(judge(mail, facts({}, { passwordWorks: false, mailFails: true }))).toEqual(noWay('mail-fails', { mails: 2 }))
  })

  it('new recovery codes: only where OTP is active', () => {
    expect(judge(each['renew-codes'], facts())).toEqual(out('not-enrolled'))
    expect(judge(each['renew-codes'], facts({}, { hasActiveKey: true }))).toEqual(change({ mails: 1, papers: 1 }))
  })

  it('passwords: on a slip for anybody, by mail not where email is the method', () => {
    const mail = { kind: 'issue-password', way: 'mail' } as const
    expect(judge(each['issue-password'], facts())).toEqual(change({ mails: 1, papers: 1, sessions: 2 }))
    expect(judge(mail, facts())).toEqual(change({ mails: 2, sessions: 2 }))
    expect(judge(mail, facts({}, { hasPassword: false, passwordWorks: false, openSessions: 0 }))).toEqual(
      change({ mails: 1 }),
    )
    expect(judge(mail, facts({}, { mailFails: true }))).toEqual(noWay('mail-fails', { mails: 2, sessions: 2 }))
    for (const state of ['enrolled-email', 'disabled-email'] as const) {
      expect(judge(mail, facts({ state }))).toEqual(out('password-by-mail'))
    }
  })

  it('clear: what there is of a factor, and then the password is the way in', () => {
    for (const state of ['not-enrolled', 'pending', 'must-re-enrol'] as const) {
      expect(judge(each['clear-mfa'], facts({ state }))).toEqual(same)
    }
    for (const state of ['enrolled-otp', 'enrolled-email', 'disabled-otp', 'disabled-email'] as const) {
      expect(judge(each['clear-mfa'], facts({ state }))).toEqual(change({ mails: 1, sessions: 2 }))
      expect(judge(each['clear-mfa'], facts({ state }, { passwordWorks: false })).part).toBe('no-way-in')
    }
    expect(judge(each['clear-mfa'], facts({ state: 'enrolled-otp', enabled: 0 }, { passwordWorks: false })).part).toBe(
      'change',
    )
  })
})

describe('disable, enable, unlock, role, department', () => {
  it('never takes the last enabled administrator', () => {
    const administrator = facts({ role: 'administrator' })
    for (const kind of ['disable', 'set-role'] as const) {
      expect(judge(each[kind], administrator, { administrators: 1 })).toEqual(out('last-administrator'))
      expect(judge(each[kind], administrator)).toEqual(change({ mails: 1, sessions: 2, losesAdministrator: true }))
      expect(judge(each[kind], facts(), { administrators: 1 }).losesAdministrator).toBe(false)
    }
    const off = facts({ role: 'administrator', enabled: 0 })
    expect(judge(each['set-role'], off, { administrators: 1 })).toMatchObject({ losesAdministrator: false })
  })

  it('is so already', () => {
    expect(judge(each.disable, facts({ enabled: 0 }))).toEqual(same)
    expect(judge(each.enable, facts())).toEqual(same)
    expect(judge(each['set-role'], facts({ role: 'operator' }))).toEqual(same)
    expect(judge({ kind: 'set-department', department: 'Cafe\u0301' }, facts({ department: 'Café' }))).toEqual(same)
    expect(judge(each['set-department'], facts())).toEqual(change())
  })

  it('unlocks who is locked, or has wrong codes counted', () => {
    expect(judge(each.unlock, facts({ locked_until: at }))).toEqual(same)
    expect(judge(each.unlock, facts({ locked_until: inDays(1) }))).toEqual(change({ mails: 1 }))
    expect(judge(each.unlock, facts({}, { wrongInRow: 1 }))).toEqual(change({ mails: 1 }))
  })
})
