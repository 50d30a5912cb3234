/** Some weeks of made-up history for the demo's audit log, in order of time and chained like any other. */
import { isStaff, mayDo, type Right } from '../../src-preload/contract/rights'
import type { NewAccount } from '../store/accounts'
import type { LifeStep } from './demo-life'
import { madeUpReason, pick } from './made-up-people'

const rows = 420
const spanMs = 45 * 24 * 60 * 60_000

interface Happening {
  readonly act: string
  /** Whoever did it holds this; for a refusal, somebody who was refused. */
  readonly right: Right
  readonly asksReason?: true
  readonly code?: 'token-wrong' | 'email-token-wrong' | 'staff-account'
}

const happenings: readonly Happening[] = [
  { act: 'otp.reissue', right: 'otp.reissue', asksReason: true },
  { act: 'otp.verify', right: 'otp.reissue', code: 'token-wrong' },
  { act: 'otp.verify', right: 'otp.reissue' },
  { act: 'recovery.renew', right: 'recovery.renew', asksReason: true },
  { act: 'otp.reissue', right: 'otp.reissue', asksReason: true, code: 'staff-account' },
  { act: 'session.signIn', right: 'self.see' },
  { act: 'accounts.change', right: 'accounts.edit' },
  { act: 'accounts.unlock', right: 'accounts.unlock', asksReason: true },
  { act: 'email.send', right: 'email.send', asksReason: true },
  { act: 'email.verify', right: 'email.send', code: 'email-token-wrong' },
  { act: 'email.verify', right: 'email.send' },
  { act: 'passwords.issue', right: 'passwords.issue', asksReason: true },
  { act: 'accounts.clearMfa', right: 'mfa.clear', asksReason: true },
]

/** Whom each act is about: nobody is told a token of a method they have not got. */
function aboutWhom(people: readonly NewAccount[], { act, code }: Happening): NewAccount[] {
  if (code === 'staff-account') return people.filter(({ role }) => role === 'auditor')
  if (act === 'accounts.clearMfa')
    return people.filter(({ role, state }) => role === 'user' && state === 'must-re-enrol')
  const state = act.startsWith('email.') ? 'enrolled-email' : 'enrolled-otp'
  return people.filter((person) => person.role === 'user' && person.state === state)
}

/** @returns what happened at the desk in those weeks, oldest first; desks and people repeat in a fixed pattern. */
export function demoHistory(people: readonly NewAccount[], now: number): LifeStep[] {
  const staff = people.filter(({ role, enabled }) => isStaff(role) && role !== 'auditor' && enabled === 1)
  const played = happenings.map((happening) => ({
    happening,
    actors: staff.filter(
      ({ role }) => mayDo(role, happening.right) && !(happening.code === 'staff-account' && mayDo(role, 'staff.act')),
    ),
    others: aboutWhom(people, happening),
  }))
  return Array.from({ length: rows }, (_, index) => {
    const { happening, actors, others } = pick(played, index)
    const { act, asksReason, code = null } = happening
    const actor = pick(actors, index * 5)
    const about = act === 'session.signIn' ? actor : pick(others, index * 31)
    const row = {
      actor_id: actor.id,
      actor_name: actor.name,
      actor_role: actor.role,
      computer: `DESK-0${(index % 3) + 1}`,
      host: 'electron',
      act,
      account_id: about.id,
      account_name: about.name,
      result: code === null ? ('done' as const) : code === 'staff-account' ? ('refused' as const) : ('failed' as const),
      code,
      reason: asksReason ? madeUpReason(index) : '',
      detail: '{}',
    }
    return { at: now - spanMs + Math.floor((spanMs / rows) * index), row }
  })
}
