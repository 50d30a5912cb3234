/** Some weeks of made-up history for the demo's audit log, in order of time and chained like any other. */
import { toInstant } from '../clock'
import type { WriteTables } from '../desk/act'
import type { NewAccount } from '../store/accounts'
import { madeUpReason, pick } from './made-up-people'

const rows = 420
const spanMs = 45 * 24 * 60 * 60_000

/** The acts that ask for a reason; the others have none. */
const asksReason = new Set<string>(['otp.reissue', 'recovery.renew'])

const happenings = [
  { act: 'otp.reissue', result: 'done', code: null },
  { act: 'otp.verify', result: 'failed', code: 'token-wrong' },
  { act: 'otp.verify', result: 'done', code: null },
  { act: 'recovery.renew', result: 'done', code: null },
  { act: 'otp.reissue', result: 'refused', code: 'staff-account' },
  { act: 'session.signIn', result: 'done', code: null },
  { act: 'accounts.change', result: 'done', code: null },
] as const

/** Appends the rows; desks and people repeat in a fixed pattern. */
export async function demoHistory(tables: WriteTables, people: readonly NewAccount[], now: number): Promise<void> {
  const staff = people.filter(({ role, enabled }) => role !== 'user' && role !== 'auditor' && enabled === 1)
  const others = people.filter(({ role, state }) => role === 'user' && state === 'enrolled-otp')
  for (let index = 0; index < rows; index++) {
    const { act, result, code } = pick(happenings, index)
    const actor = pick(staff, index * 5)
    const about = act === 'session.signIn' ? actor : pick(others, index * 31)
    await tables.audit.append({
      at: toInstant(now - spanMs + Math.floor((spanMs / rows) * index)),
      actor_id: actor.id,
      actor_name: actor.name,
      actor_role: actor.role,
      computer: `DESK-0${(index % 3) + 1}`,
      host: 'electron',
      act,
      account_id: about.id,
      account_name: about.name,
      result,
      code,
      reason: asksReason.has(act) ? madeUpReason(index) : '',
      detail: '{}',
    })
  }
}
