/** Fills a throw-away store with made-up people in every MFA state, and one account per role to sign in with. */
import { roles, type Role } from '../../src-preload/contract/rights'
import type { MfaState } from '../../src-preload/contract/accounts'
import { toInstant } from '../clock'
import { hashPassword } from '../engine/passwords'
import { policyFields } from '../engine/policy'
import { newAccount } from '../desk/account-fields'
import type { WriteTables } from '../desk/act'
import type { House } from '../desk/house'
import { makeId } from '../random'
import type { NewAccount } from '../store/accounts'
import { demoFactors } from './demo-factors'
import { demoHistory } from './demo-history'
import { enrolledAtOf, lifeOf, playLife } from './demo-life'
import { unlessGivenUp } from './give-way'
import { madeUpPerson } from './made-up-people'

export interface DemoAccount {
  readonly role: Role
  readonly email: string
  readonly password: string
}

const howMany = 2000
const dayMs = 24 * 60 * 60_000

/** MFA has been required of everyone for more than a year, so that coverage has a history; who is new has some days left. */
const policy = { required: 'everyone', graceDays: 14 } as const
const requiredDays = 420

/** A fraction from 0 to 1 that wanders evenly, so that a state follows neither names nor departments. */
const spread = (index: number, step: number): number => (index * step) % 1

/** Which state person `index` is in: mostly enrolled, and some of every other. */
function stateOfPerson(index: number): MfaState {
  const place = Math.floor(spread(index, 0.618034) * 100)
  if (place < 56) return 'enrolled-otp'
  if (place < 68) return 'enrolled-email'
  if (place < 86) return 'not-enrolled'
  if (place < 92) return 'pending'
  if (place < 95) return 'must-re-enrol'
  return place < 98 ? 'disabled-otp' : 'disabled-email'
}

function staffRole(index: number): Role {
  if (index % 400 === 7) return 'administrator'
  if (index % 100 === 11) return 'helpdesk'
  if (index % 250 === 19) return 'operator'
  return index % 500 === 23 ? 'auditor' : 'user'
}

/** Who has not come far is often new; the others have been here for months. */
function daysHere(index: number, state: MfaState): number {
  const isNew = (state === 'pending' || state === 'not-enrolled') && index % 3 === 0
  return isNew ? index % 13 : 100 + (index % 300)
}

/** @returns the row of made-up person `index` as of `now` (milliseconds). */
function personRow(house: House, index: number, now: number): NewAccount {
  const person = madeUpPerson(index)
  const state = stateOfPerson(index)
  const role = staffRole(index)
  const madeAt = now - daysHere(index, state) * dayMs
  const locked = state.startsWith('enrolled') && index % 83 === 0
  // half of those whose email stopped moved to an address that nobody has verified yet
  const moved = state === 'disabled-email' && index % 2 === 0
  const used = state.startsWith('enrolled') || state.startsWith('disabled')
  return {
    ...newAccount({ id: makeId(house.random), at: toInstant(madeAt), role, ...person }),
    ...policyFields(role, policy, Math.max(madeAt, now - requiredDays * dayMs), null),
    second_email: index % 9 === 4 ? `${person.userName}@home.example` : '',
    phone: `+81 52-555-${String(1000 + (index % 9000))}`,
    enabled: index % 97 === 5 ? 0 : 1,
    email_unverified: moved ? 1 : 0,
    state,
    factor_disabled_at: state.startsWith('disabled') && !moved ? toInstant(now - dayMs) : null,
    locked_until: locked ? toInstant(now + 22 * 60_000) : null,
    lock_cause: locked ? 'wrong-second-factor' : null,
    codes_left: state.endsWith('-otp') ? (index % 11 === 0 ? (index % 3) + 1 : 10 - (index % 3)) : null,
    last_used_at: used ? toInstant(now - ((index * 7919) % (40 * 24 * 60)) * 60_000) : null,
  }
}

/** When the factor somebody has was made. */
const factorSince = (index: number, person: NewAccount): string =>
  person.state === 'pending' ? person.made_at : toInstant(enrolledAtOf(index, person))

/** The row under which the accounts to sign in with came. */
const openedRow = (now: number) => ({
  at: toInstant(now),
  ...{ actor_id: null, actor_name: '', actor_role: '', computer: '', host: 'start', act: 'welcome.makeAdministrator' },
  ...{ account_id: null, account_name: '', result: 'done' as const, code: null, reason: '', detail: '{}' },
})

/** One account per role, without MFA, each with a password made now. */
async function roleAccounts(house: House): Promise<{ demo: DemoAccount; row: NewAccount; phc: string }[]> {
  const { random } = house
  const at = toInstant(house.clock())
  return Promise.all(
    roles.map(async (role) => {
      const password = makeId(random).slice(0, 20)
      const email = `${role}@demo.example`
      const given = { name: `Demo ${role}`, email, userName: `demo-${role}`, department: 'Demo' }
      const row = {
        ...newAccount({ id: makeId(random), at, role, ...given }),
        ...policyFields(role, policy, house.clock(), null),
      }
      return { demo: { role, email, password }, row, phc: await hashOf(house, password) }
    }),
  )
}

const hashOf = ({ gate, random, scryptCost: cost }: House, password: string): Promise<string> =>
  hashPassword(password, { gate, random, cost })

/**
 * Fills the empty store of `house` in one transaction.
 * @param wish aborted where nobody wants it any more: filling takes seconds
 * @throws the reason of `wish`; nothing is filled then
 * @returns the accounts to sign in with, their passwords in the clear: printed once, for a store that is thrown away.
 */
export async function fillDemoStore(house: House, wish?: AbortSignal): Promise<DemoAccount[]> {
  const now = house.clock()
  // one password for all the others, which nobody knows: who has set nothing up has none yet
  const [staff, unknownPhc] = await unlessGivenUp(
    Promise.all([roleAccounts(house), hashOf(house, makeId(house.random))]),
    wish,
  )
  const people = Array.from({ length: howMany - staff.length }, (_, index) => personRow(house, index, now))
  const withPassword = people.filter(({ state }) => state !== 'not-enrolled')
  await house.store.write(async (tables: WriteTables) => {
    await tables.settings.set('issuer', 'MFA Desk demo')
    await tables.settings.set('policy.required', policy.required)
    await tables.settings.set('policy.grace-days', String(policy.graceDays))
    const life = [...lifeOf(people, now), ...demoHistory(people, now)].sort((a, b) => a.at - b.at)
    await playLife(tables, life, wish)
    await tables.accounts.insertMany(staff.map(({ row }) => row))
    await tables.audit.append(openedRow(now))
    const known = staff.map(({ row, phc }) => ({ row, phc }))
    for (const { row, phc } of [...known, ...withPassword.map((row) => ({ row, phc: unknownPhc }))]) {
      await tables.passwords.set({ account_id: row.id, phc, set_at: row.made_at, must_change: 0, expires_at: null })
    }
    const since = people.map((person, index) => ({ ...person, made_at: factorSince(index, person) }))
    await demoFactors(tables, house, since, wish)
  })
  return staff.map(({ demo }) => demo)
}
