/** Undoing: only what is still as the job left it, and with all that the same change by hand would make follow. */
import { describe, expect, it } from 'vitest'
import { judgeUndo, type UndoCopyJudged, type UndoSince } from '../../src-main/engine/job-undo'
import type { JobFacts, JobRules, JudgedAccount } from '../../src-main/engine/job-judge'

const at = '2026-03-31T09:00:00.000Z'
const now = Date.parse(at)
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
  site: { required: 'nobody', graceDays: 14 },
}
const untouched: UndoSince = { moved: new Set(), rolesHeld: false }
const judge = (copy: UndoCopyJudged, of: JobFacts, under: Partial<JobRules> = {}, since: Partial<UndoSince> = {}) =>
  judgeUndo(copy, of, { ...rules, ...under }, { ...untouched, ...since })
const changed = { part: 'left-out', problem: 'changed-meanwhile', mails: 0 }

describe('columns', () => {
  const copy: UndoCopyJudged = { kind: 'columns', before: { department: 'Sales' }, after: { department: 'R&D' } }

  it('come back where they are as the job left them, and are the same where they are back already', () => {
    expect(judge(copy, facts({ department: 'R&D' }))).toMatchObject({ part: 'change', mails: 0, sessions: 0 })
    expect(judge(copy, facts())).toMatchObject({ part: 'same' })
    expect(judge(copy, facts({ department: 'HR' }))).toMatchObject(changed)
    expect(judge(copy, facts({ id: 'actor', department: 'R&D' }))).toMatchObject({ problem: 'own-account' })
    const staff = facts({ role: 'auditor', department: 'R&D' })
    expect(judge(copy, staff, { mayActOnStaff: false })).toMatchObject({ problem: 'staff-account' })
  })

  it('stay where they moved since, be it back and forth; others that moved are none of theirs', () => {
    const left = facts({ department: 'R&D' })
    expect(judge(copy, left, {}, { moved: new Set(['department']) })).toMatchObject(changed)
    expect(judge(copy, left, {}, { moved: new Set(['enabled', 'state']) })).toMatchObject({ part: 'change' })
  })

  it('of policy stay where the site asks more by now than they would bring back', () => {
    const before = { policy: 'not-required', policy_own: null, grace_until: null } as const
    const after = { policy: 'required', policy_own: 'required', grace_until: null } as const
    const named: UndoCopyJudged = { kind: 'columns', before, after }
    expect(judge(named, facts(after))).toMatchObject({ part: 'change' })
    const everyone = { site: { required: 'everyone', graceDays: 14 } } as const
    expect(judge(named, facts(after), everyone)).toMatchObject(changed)
    const own: UndoCopyJudged = { ...named, before: { ...before, policy_own: 'not-required' } }
    expect(judge(own, facts(after), everyone)).toMatchObject({ part: 'change' })
    const staff = { site: { required: 'staff', graceDays: 14 } } as const
    expect(judge(named, facts(after), staff)).toMatchObject({ part: 'change' })
    expect(judge(named, facts({ ...after, role: 'auditor' }), staff)).toMatchObject(changed)
  })

  it('of role stay where the policy has a second person approve them and nobody is asked', () => {
    const role: UndoCopyJudged = {
      ...{ kind: 'columns', before: { role: 'administrator', name: 'A' }, after: { role: 'user', name: 'B' } },
    }
    const demoted = facts({ role: 'user', name: 'B' })
    expect(judge(role, demoted)).toMatchObject({ part: 'change' })
    expect(judge(role, demoted, {}, { rolesHeld: true })).toMatchObject({ problem: 'second-person-needed' })
    expect(judge(copy, facts({ department: 'R&D' }), {}, { rolesHeld: true })).toMatchObject({ part: 'change' })
  })

  it('of role and enabling end sessions and are told, and never take the last administrator', () => {
    const role: UndoCopyJudged = { kind: 'columns', before: { role: 'user' }, after: { role: 'administrator' } }
    const promoted = facts({ role: 'administrator' })
    expect(judge(role, promoted)).toMatchObject({ part: 'change', mails: 1, sessions: 2, losesAdministrator: true })
    expect(judge(role, promoted, { administrators: 1 })).toMatchObject({ problem: 'last-administrator' })
    const enabled: UndoCopyJudged = { kind: 'columns', before: { enabled: 0 }, after: { enabled: 1 } }
    expect(judge(enabled, facts())).toMatchObject({ mails: 1, sessions: 2 })
    const disabled: UndoCopyJudged = { kind: 'columns', before: { enabled: 1 }, after: { enabled: 0 } }
    expect(judge(disabled, facts({ enabled: 0 }))).toMatchObject({ mails: 1, sessions: 0 })
  })

  it('of addresses are told to former and new ones; a second address that was none is no news to anybody', () => {
    const email: UndoCopyJudged = {
      ...{ kind: 'columns', before: { email: 'old@corp.example' }, after: { email: 'taro@corp.example' } },
    }
    expect(judge(email, facts({ second_email: 'home@home.example' })).mails).toBe(3)
    const spelled: UndoCopyJudged = {
      ...{ kind: 'columns', before: { email: 'Taro@corp.example' }, after: { email: 'taro@corp.example' } },
    }
    expect(judge(spelled, facts())).toMatchObject({ part: 'change', mails: 0 })
    const second: UndoCopyJudged = {
      ...{ kind: 'columns', before: { second_email: 'home@home.example' }, after: { second_email: '' } },
    }
    expect(judge(second, facts()).mails).toBe(0)
  })

  it('of policy are told to who has not enrolled, and leave nobody without a way in unseen', () => {
    const policy: UndoCopyJudged = {
      ...{ kind: 'columns', before: { policy: 'required', policy_own: null, grace_until: null } },
      after: { policy: 'not-required', policy_own: 'not-required', grace_until: null },
    }
    const own = { policy_own: 'not-required' } as const
    expect(judge(policy, facts(own))).toMatchObject({ part: 'change', mails: 1 })
    expect(judge(policy, facts({ ...own, state: 'enrolled-otp' }))).toMatchObject({ part: 'change', mails: 0 })
    expect(judge(policy, facts(own, { passwordWorks: false }))).toMatchObject({ part: 'no-way-in' })
  })
})

describe('cleared factors', () => {
  const copy: UndoCopyJudged = { kind: 'factors', after: 'must-re-enrol', address: null }
  const cleared = { state: 'must-re-enrol' } as const

  it('come back where nothing was set up since, and sessions of the time between end', () => {
    expect(judge(copy, facts(cleared))).toMatchObject({ part: 'change', mails: 1, sessions: 2 })
    expect(judge(copy, facts({ state: 'enrolled-otp' }))).toMatchObject(changed)
    expect(judge(copy, facts(cleared, { hasActiveKey: true }))).toMatchObject(changed)
    expect(judge(copy, facts(cleared, { pendingKeyId: 'key' }))).toMatchObject(changed)
    // Set up once more, and cleared once more.
    expect(judge(copy, facts(cleared), {}, { moved: new Set(['state']) })).toMatchObject(changed)
    expect(judge(copy, facts(cleared), {}, { moved: new Set(['department']) })).toMatchObject({ part: 'change' })
  })

  it('by email come back to the address they were for, and to no other', () => {
    const byEmail = { ...copy, address: { email: 'taro@corp.example', email_unverified: 0 } } as const
    expect(judge(byEmail, facts(cleared)).part).toBe('change')
    expect(judge(byEmail, facts({ ...cleared, email: 'eve@corp.example' }))).toMatchObject(changed)
    expect(judge(byEmail, facts({ ...cleared, email_unverified: 1 }))).toMatchObject(changed)
  })
})

it('a pending key is dropped while it is that one', () => {
  const copy: UndoCopyJudged = { kind: 'pending-key', keyId: 'key' }
  expect(judge(copy, facts({}, { pendingKeyId: 'key' }))).toMatchObject({ part: 'change', mails: 1, sessions: 0 })
  expect(judge(copy, facts({}, { pendingKeyId: 'another' }))).toMatchObject(changed)
  expect(judge(copy, facts())).toMatchObject(changed)
})

it('an account that was made goes while nobody used it, and not as the last administrator', () => {
  const copy: UndoCopyJudged = { kind: 'made', rev: 3 }
  const unused = { hasPassword: false, passwordWorks: false, openSessions: 0 }
  expect(judge(copy, facts({}, unused))).toMatchObject({ part: 'change', mails: 0 })
  expect(judge(copy, facts({ rev: 4 }, unused))).toMatchObject(changed)
  expect(judge(copy, facts())).toMatchObject(changed)
  expect(judge(copy, facts({}, { ...unused, pendingKeyId: 'key' }))).toMatchObject(changed)
  const administrator = facts({ role: 'administrator' }, unused)
  expect(judge(copy, administrator, { administrators: 1 })).toMatchObject({ problem: 'last-administrator' })
})
