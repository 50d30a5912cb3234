/** Random accounts and filters for the list specs: few values, so that many fall together, and names of many scripts. */
import fc from 'fast-check'
import { policies, states, type AccountFilter } from '../../src-preload/contract/accounts'
import { roles } from '../../src-preload/contract/rights'
import type { AccountChanges } from '../../src-main/store/accounts'

export const departments = ['営業部', '開発', 'R&D', 'Sales', '']
// The last two order differently by UTF-16 units than by the bytes of UTF-8.
const names = [
  '田中 太郎',
  '田中 花子',
  '김 민수',
  'Anna Bell',
  'anna bell',
  'ＡＮＮＡ',
  'Bo',
  'Ｚoë',
  '',
  'ﾀﾛｳ',
  '𠮷野家',
  '豈',
]

export const longAgo = '2026-01-20T00:00:00.000Z'
export const earlier = '2026-03-01T00:00:00.000Z'
export const now = '2026-03-15T00:00:00.000Z'
export const later = '2026-04-01T00:00:00.000Z'
const moment = fc.option(fc.constantFrom(earlier, later), { freq: 2 })

export const anyFields: fc.Arbitrary<Omit<AccountChanges, 'email'>> = fc.record({
  name: fc.constantFrom(...names),
  department: fc.constantFrom(...departments),
  role: fc.oneof({ weight: 5, arbitrary: fc.constant('user' as const) }, fc.constantFrom(...roles)),
  policy: fc.constantFrom(...policies),
  policy_own: fc.option(fc.constantFrom(...policies), { freq: 3, nil: null }),
  state: fc.constantFrom(...states),
  enabled: fc.constantFrom(0, 1, 1, 1),
  grace_until: moment,
  locked_until: moment,
  phone: fc.constantFrom('', '+81 90-1234-5678'),
  codes_left: fc.constantFrom(null, 0, 3, 4, 10),
  last_used_at: fc.constantFrom(null, longAgo, earlier, '2026-03-14T00:00:00.000Z'),
})

/** A key that waits to be verified, of account `p<nr>`. */
export const pendingKey = (nr: number, made_at: string) => ({
  id: `key${nr}`,
  account_id: `p${nr}`,
  status: 'pending' as const,
  sealed: 'v1.x',
  algorithm: 'SHA-1' as const,
  digits: 6,
  period_seconds: 30,
  last_step: null,
  made_at,
  verified_at: null,
  last_used_at: null,
  rev: 1,
})

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 0, maxLength: values.length })

export const anyFilter: fc.Arbitrary<AccountFilter> = fc.record(
  {
    states: some(states),
    policy: fc.constantFrom('not-required' as const, 'required' as const, 'grace' as const, 'must' as const),
    roles: some(roles),
    departments: some([...departments, 'nowhere']),
    locked: fc.boolean(),
    enabled: fc.boolean(),
    requiredNone: fc.boolean(),
    enrolled: fc.boolean(),
    fewCodes: fc.constant(true as const),
    pendingOver: fc.constantFrom(7, 20),
    unusedFor: fc.constantFrom(7, 30),
  },
  { requiredKeys: [] },
)

type Filtered = Pick<
  AccountRowLike,
  | 'state'
  | 'role'
  | 'department'
  | 'policy'
  | 'enabled'
  | 'grace_until'
  | 'locked_until'
  | 'codes_left'
  | 'last_used_at'
  | 'pendingSince'
>
interface AccountRowLike {
  state: string
  role: string
  department: string
  policy: string
  enabled: number
  grace_until: string | null
  locked_until: string | null
  codes_left: number | null
  last_used_at: string | null
  /** When its pending key was made. */
  pendingSince?: string | undefined
}

/** The filter in plain words, to hold the store against. */
export function isHeld(row: Filtered, filter: AccountFilter): boolean {
  const among = (values: readonly string[] | undefined, value: string) => !values?.length || values.includes(value)
  const inGrace = row.grace_until !== null && row.grace_until > now
  const policy = row.policy === 'not-required' ? 'not-required' : inGrace ? 'grace' : 'required'
  const none = row.policy === 'required' && !['enrolled-otp', 'enrolled-email'].includes(row.state)
  const enrolled = ['enrolled-otp', 'enrolled-email'].includes(row.state)
  const enabled = row.enabled === 1
  const before = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString()
  const locked = row.locked_until !== null && row.locked_until > now
  return (
    among(filter.states, row.state) &&
    among(filter.roles, row.role) &&
    among(filter.departments, row.department) &&
    (filter.policy === 'must' ? row.policy === 'required' : (filter.policy ?? policy) === policy) &&
    (filter.locked ?? locked) === locked &&
    (filter.enabled ?? row.enabled === 1) === (row.enabled === 1) &&
    (filter.requiredNone ?? none) === none &&
    (filter.enrolled ?? enrolled) === enrolled &&
    (!filter.fewCodes || (enabled && row.codes_left !== null && row.codes_left <= 3)) &&
    (!filter.pendingOver ||
      (enabled && row.state === 'pending' && (row.pendingSince ?? now) < before(filter.pendingOver))) &&
    (!filter.unusedFor || (enabled && enrolled && (row.last_used_at ?? '') < before(filter.unusedFor)))
  )
}
