/** Random people for jobs: every state a factor can be in, with or without a password that works, sessions, locks and letters. */
import fc from 'fast-check'
import { pendingRow } from '../../../src-main/desk/otp-key'
import type { House } from '../../../src-main/desk/house'
import { makeOtpKey } from '../../../src-main/engine/otp'
import { hashSessionId, makeSessionId } from '../../../src-main/engine/session-id'
import type { Keyring } from '../../../src-main/keys/keyring'
import { makeId, systemRandom as random } from '../../../src-main/random'
import type { OutboxRow } from '../../../src-main/store/outbox'
import type { AccountChanges } from '../../../src-main/store/accounts'
import type { WriteTables } from '../../../src-main/store/store'
import { roles } from '../../../src-preload/contract/rights'
import { enrolOtpIn, phcOfPassword } from '../../doubles/behind-the-desk'

const day = 86_400_000

const role = fc.oneof({ weight: 4, arbitrary: fc.constant('user' as const) }, fc.constantFrom(...roles))
const policy = fc.constantFrom(
  { policy: 'not-required', policy_own: null, days: null },
  { policy: 'not-required', policy_own: 'not-required', days: null },
  { policy: 'required', policy_own: null, days: null },
  { policy: 'required', policy_own: null, days: 3 },
  { policy: 'required', policy_own: null, days: -3 },
  { policy: 'required', policy_own: 'required', days: 20 },
  { policy: 'required', policy_own: 'required', days: null },
) satisfies fc.Arbitrary<{ policy: string; policy_own: string | null; days: number | null }>

export const anyPerson = fc.record({
  role,
  policy,
  enabled: fc.constantFrom(1, 1, 1, 0),
  department: fc.constantFrom('Sales', 'R&D', ''),
  secondEmail: fc.constantFrom('none', 'none', 'other', 'same'),
  factor: fc.constantFrom(
    ...(['none', 'pending', 'otp', 'otp-and-pending', 'email', 'must-re-enrol', 're-enrolling'] as const),
    ...(['disabled-otp', 'disabled-email', 'waits-for-address'] as const),
  ),
  password: fc.constantFrom('none', 'own', 'own', 'temporary', 'run-out', 'never-came'),
  sessions: fc.nat(2),
  tries: fc.constantFrom(0, 0, 3),
  lock: fc.constantFrom('none', 'none', 'over', 'locked'),
  letter: fc.constantFrom('none', 'sent', 'failed', 'failed-then-sent', 'sent-then-failed', 'given-up'),
})
export type AnyPerson = typeof anyPerson extends fc.Arbitrary<infer T> ? T : never

interface Ground {
  readonly tables: WriteTables
  readonly keyring: Keyring
  readonly now: number
}

let made = 0

/** Puts one of them into the store. @returns the id */
export async function addPerson(ground: Ground, given: AnyPerson): Promise<string> {
  const { tables, now } = ground
  const [id, nr] = [makeId(random), made++]
  const email = `any${nr}@corp.example`
  const instant = (days: number) => new Date(now + days * day).toISOString()
  const { policy, policy_own, days } = given.policy
  await tables.accounts.insertMany([
    {
      ...{ id, email, name: `Any ${nr}`, made_at: instant(-100), department: given.department },
      second_email: { none: '', other: `any${nr}@home.example`, same: email.toUpperCase() }[given.secondEmail] ?? '',
      ...{ role: given.role, enabled: given.enabled },
      ...({ policy, policy_own, grace_until: days === null ? null : instant(days) } as AccountChanges),
      locked_until: { none: null, over: instant(-1), locked: instant(1) }[given.lock] ?? null,
    },
  ])
  await addFactor(ground, id, given.factor, instant)
  await addPassword(ground, id, given.password, instant)
  for (let tries = 0; tries < given.tries; tries += 1) await tables.signInTries.takeFactor(id, instant(-1))
  for (let nth = 0; nth < given.sessions; nth += 1) await addSession(tables, id, instant(0))
  await addLetters(tables, id, email, given.letter, instant)
  return id
}

async function addFactor(ground: Ground, id: string, factor: AnyPerson['factor'], instant: (days: number) => string) {
  const { tables, keyring } = ground
  const change = (fields: AccountChanges) => tables.accounts.change(id, fields)
  const pending = () =>
    tables.otpKeys.insert(
      pendingRow({ keyring } as House, { id: makeId(random), accountId: id, key: makeOtpKey(random), at: instant(-2) }),
    )
  if (factor.endsWith('pending') || factor === 're-enrolling') await pending()
  if (factor === 'pending') await change({ state: 'pending' })
  if (factor === 'must-re-enrol' || factor === 're-enrolling') await change({ state: 'must-re-enrol' })
  if (factor.includes('otp')) await enrolOtpIn(tables, keyring, id, instant(-5))
  if (factor === 'disabled-otp') await change({ state: 'disabled-otp', factor_disabled_at: instant(-1) })
  if (factor.includes('email') || factor === 'waits-for-address') {
    await tables.emailFactors.set(id, instant(-5))
    await change({ state: factor === 'email' ? 'enrolled-email' : 'disabled-email' })
  }
  if (factor === 'disabled-email') await change({ factor_disabled_at: instant(-1) })
  if (factor === 'waits-for-address') await change({ email_unverified: 1 })
}

async function addPassword({ tables }: Ground, id: string, kind: string, instant: (days: number) => string) {
  if (kind === 'none') return
  const own = { account_id: id, phc: await phcOfPassword(), set_at: instant(-3), must_change: 0, expires_at: null }
  const temporary = { ...own, must_change: 1, expires_at: instant(kind === 'run-out' ? -1 : 1) }
  await tables.passwords.set(kind === 'own' ? own : temporary)
  if (kind === 'never-came') await tables.outbox.insertMany([letter(id, 'nowhere@corp.example', 'failed', instant(-3))])
}

const letter = (
  account_id: string,
  recipient: string,
  state: 'sent' | 'failed',
  at: string,
  words = '550 no such user',
): OutboxRow => {
  const id = makeId(random)
  return {
    ...{
      id,
      kind: 'first-password' as const,
      account_id,
      account_name: '',
      recipient,
      language: 'en' as const,
      state,
      secret: 0,
    },
    ...{ sealed: null, message_id: `<${id}@corp.example>`, made_at: at, expires_at: null, tries: 1, next_at: null },
    ...{ last_at: at, said: state === 'sent' ? '[]' : JSON.stringify([{ at, words }]) },
  }
}

async function addLetters(
  tables: WriteTables,
  id: string,
  email: string,
  kind: string,
  instant: (d: number) => string,
) {
  // Older than any password, so that they are none of its letters.
  const [first, second] = [instant(-9), instant(-8)]
  const of = (state: 'sent' | 'failed', at: string, words?: string) => letter(id, email, state, at, words)
  const letters = {
    none: [],
    sent: [of('sent', first)],
    failed: [of('failed', first)],
    'failed-then-sent': [of('failed', first), of('sent', second)],
    'sent-then-failed': [of('sent', first), of('failed', second)],
    'given-up': [of('sent', first), of('failed', second, 'replaced')],
  }[kind]
  await tables.outbox.insertMany(letters ?? [])
}

async function addSession(tables: WriteTables, account_id: string, at: string): Promise<void> {
  await tables.sessions.insert({
    ...{ id_hash: hashSessionId(makeSessionId(random)), account_id, host: 'in-process', computer: 'TEST-02' },
    ...{ made_at: at, last_seen_at: at, fresh_at: at, step_up_unused: 0, ended_at: null },
    ...{ entered_by: 'password', factor_at: null },
  })
}
