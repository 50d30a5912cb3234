/** Making and changing accounts at the desk: whose account it may be, what is taken, what changed meanwhile, who must stay. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { AccountFields } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { refusalOf } from '../doubles/operations'
import { rowsOf, signedIn, substanceOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { totp } from '../oracles/totp'

let test: TestDesk
/** Keiko's, the first administrator. */
let desk: Desk
let own: string
let person: string

beforeEach(async () => {
  test = await openTestDesk()
  const { desk: hers, me } = await welcomed(test)
  desk = hers
  own = me.id
  person = await makeAccount(desk, 'Haruka Sato', 'haruka@corp.example')
})
afterEach(() => test.close())

const reason = 'why'
const revOf = async (id: string) => (await desk.accounts.show({ id })).rev
async function fieldsOf(id: string): Promise<AccountFields & { id: string; rev: number }> {
  const { name, email, secondEmail, userName, department, phone, language, rev } = await desk.accounts.show({ id })
  return { id, rev, name, email, secondEmail, userName, department, phone, language }
}
async function changeRole(id: string, role: Role, by = desk) {
  await by.session.stepUp({ password })
  return by.accounts.changeRole({ id, rev: await revOf(id), role, reason })
}
/** Refused with `code`, on record, and nothing written; of sessions a step-up before is taken. */
async function expectRefused(code: string, act: () => Promise<unknown>): Promise<void> {
  const [substance, rows] = [substanceOf(test), rowsOf(test).length]
  expect((await refusalOf(act())).code).toBe(code)
  expect(substanceOf(test)).toBe(substance)
  expect(rowsOf(test).slice(rows)).toMatchObject([{ code }])
}
/** So much later that a sign-in is no longer fresh, though its session goes on. */
const stale = () => {
  test.time += 6 * 60_000
}

describe('the own account', () => {
  it('is disabled, enabled or given another role by somebody else', async () => {
    await makeAccount(desk, 'Second', 'second@corp.example', 'administrator')
    await expectRefused('own-account', () => desk.accounts.disable({ id: own, reason }))
    await expectRefused('own-account', () => desk.accounts.enable({ id: own, reason }))
    await desk.session.stepUp({ password })
    const rev = await revOf(own)
    await expectRefused('own-account', () => desk.accounts.changeRole({ id: own, rev, role: 'user', reason }))
  })
})

describe('an account that is so already', () => {
  it('is not disabled, enabled or given its role a second time', async () => {
    await expectRefused('already-so', () => desk.accounts.enable({ id: person, reason }))
    await desk.accounts.disable({ id: person, reason })
    await expectRefused('already-so', () => desk.accounts.disable({ id: person, reason }))
    await desk.session.stepUp({ password })
    const rev = await revOf(person)
    await expectRefused('already-so', () => desk.accounts.changeRole({ id: person, rev, role: 'user', reason }))
  })
})

describe('an account that somebody else changed meanwhile', () => {
  it('is not edited, nor given a role, by what was seen before', async () => {
    const seen = await fieldsOf(person)
    await desk.accounts.change({ ...seen, department: 'Sales' })
    await expectRefused('changed-meanwhile', () => desk.accounts.change({ ...seen, phone: '1' }))
    await expectRefused('changed-meanwhile', () => desk.accounts.change({ ...seen, rev: seen.rev + 7 }))
    await desk.session.stepUp({ password })
    await expectRefused('changed-meanwhile', () =>
      desk.accounts.changeRole({ id: person, rev: seen.rev, role: 'auditor', reason }),
    )
    expect(await fieldsOf(person)).toEqual({ ...seen, department: 'Sales', rev: seen.rev + 1 })
  })

  it('takes one of two edits made at once', async () => {
    const seen = await fieldsOf(person)
    const edits = ['1', '2', '3'].map((phone) => desk.accounts.change({ ...seen, phone }))
    const outcomes = await Promise.allSettled(edits)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await revOf(person)).toBe(seen.rev + 1)
  })
})

describe('an address and a user name', () => {
  const other = { secondEmail: '', phone: '', department: '', language: null, name: 'Ben', role: 'user' as const }

  it('belong to one account, in any spelling', async () => {
    await desk.accounts.change({ ...(await fieldsOf(person)), userName: 'Haruka' })
    const make = (email: string, userName: string) => () => desk.accounts.make({ ...other, email, userName })
    await expectRefused('email-taken', make('HARUKA@corp.example', 'ben'))
    await expectRefused('user-name-taken', make('ben@corp.example', ' hARUKA'))
    await expectRefused('user-name-taken', make('ben@corp.example', 'ｈａｒｕｋａ'))
    await make('ben@corp.example', 'ben')()
  })

  it('are not taken over by an edit, and stay one’s own', async () => {
    const ben = await makeAccount(desk, 'Ben', 'ben@corp.example')
    await desk.accounts.change({ ...(await fieldsOf(person)), userName: 'haruka' })
    const seen = await fieldsOf(ben)
    await expectRefused('email-taken', () => desk.accounts.change({ ...seen, email: 'Haruka@CORP.example' }))
    await expectRefused('user-name-taken', () => desk.accounts.change({ ...seen, userName: 'HARUKA' }))
    await desk.accounts.change({ ...(await fieldsOf(person)), email: 'Haruka@corp.example', userName: 'HARUKA' })
    // No user name at all is nobody's.
    await desk.accounts.change({ ...seen, userName: '' })
  })
})

describe('a changed address', () => {
  it('asks for a fresh proof and is unverified; anything else is not asked for', async () => {
    stale()
    const seen = await fieldsOf(person)
    await expectRefused('step-up-needed', () => desk.accounts.change({ ...seen, email: 'h.sato@corp.example' }))
    await expectRefused('step-up-needed', () => desk.accounts.change({ ...seen, secondEmail: 'h@home.example' }))
    await desk.accounts.change({ ...seen, phone: '1', department: 'Sales', email: 'Haruka@corp.example' })
    await desk.session.stepUp({ password })
    await desk.accounts.change({ ...(await fieldsOf(person)), secondEmail: 'h@home.example' })
    expect(await desk.accounts.show({ id: person })).toMatchObject({ emailUnverified: false })
    await desk.accounts.change({ ...(await fieldsOf(person)), email: 'h.sato@corp.example' })
    expect(await desk.accounts.show({ id: person })).toMatchObject({ emailUnverified: true })
    stale()
    // Taking the second address away moves where notices go, too.
    const now = await fieldsOf(person)
    await expectRefused('step-up-needed', () => desk.accounts.change({ ...now, secondEmail: '' }))
  })

  it('is an address', async () => {
    const seen = await fieldsOf(person)
    for (const email of ['', 'nobody', 'a@b@c', 'a b@corp.example'])
      await expectRefused('input-invalid', () => desk.accounts.change({ ...seen, email }))
    await expectRefused('input-invalid', () => desk.accounts.change({ ...seen, secondEmail: 'nobody' }))
  })
})

describe('the last administrator', () => {
  /** Nobody acts on their own account: only two who act on each other at the same moment could leave none. */
  it.each([
    ['disabled', 'disabled'],
    ['disabled', 'given another role'],
    ['given another role', 'disabled'],
    ['given another role', 'given another role'],
  ] as const)('stays: the one is %s while the other is %s', async (first, second) => {
    const other = await makeAccount(desk, 'Second', 'second@corp.example', 'administrator')
    const { desk: theirs } = await signedIn(test, other)
    await desk.session.stepUp({ password })
    await theirs.session.stepUp({ password })
    const removed = async (by: Desk, id: string, how: typeof first, rev: number) =>
      how === 'disabled'
        ? by.accounts.disable({ id, reason })
        : by.accounts.changeRole({ id, rev, role: 'helpdesk', reason })
    const [ownRev, otherRev] = [await revOf(own), await revOf(other)]
    const outcomes = await Promise.allSettled([
      removed(desk, other, first, otherRev),
      removed(theirs, own, second, ownRev),
    ])
    // whoever was removed while their own act was judged acts no more
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'session-ended' } }])
    expect(await desk.accounts.show({ id: own })).toMatchObject({ role: 'administrator', enabled: true })
  })

  it('is one of two no longer: then the other may be disabled and given another role', async () => {
    const other = await makeAccount(desk, 'Second', 'second@corp.example', 'administrator')
    await desk.accounts.disable({ id: other, reason })
    await desk.accounts.enable({ id: other, reason })
    await changeRole(other, 'helpdesk')
  })
})

describe('another role', () => {
  it('is shown the password each time, and ends what was begun with the old one', async () => {
    const { desk: theirs } = await signedIn(test, person)
    const rev = await revOf(person)
    // Signing in was fresh, and is not enough.
    await expectRefused('step-up-needed', () => desk.accounts.changeRole({ id: person, rev, role: 'operator', reason }))
    await changeRole(person, 'operator')
    expect((await refusalOf(theirs.session.stay())).code).toBe('session-ended')
    const next = await revOf(person)
    await expectRefused('step-up-needed', () =>
      desk.accounts.changeRole({ id: person, rev: next, role: 'auditor', reason }),
    )
  })

  it('of staff is given to a new account only with the password', async () => {
    const make = () =>
      desk.accounts.make({
        name: 'O',
        email: 'o@corp.example',
        userName: '',
        secondEmail: '',
        phone: '',
        department: '',
        language: null,
        role: 'operator',
      })
    await expectRefused('step-up-needed', make)
    await desk.session.stepUp({ password })
    await make()
  })
})

describe('a staff account', () => {
  const staff = ['administrator', 'helpdesk', 'auditor', 'operator'] as const
  const key = { keyId: 'a'.repeat(26), token: '123456' }
  const acts = (by: Desk, accountId: string): Record<string, () => Promise<unknown>> => ({
    'otp.reissue': () => by.otp.reissue({ accountId, reason }),
    'otp.verify': () => by.otp.verify({ accountId, ...key }),
    'otp.cancel': () => by.otp.cancel({ accountId, keyId: key.keyId }),
    'recovery.renew': () => by.recovery.renew({ accountId, reason }),
  })

  for (const actor of ['helpdesk', 'operator'] as const) {
    it(`is closed to ${actor}: key and codes of no staff role, their own neither; of a plain user they are open`, async () => {
      const actorId = await makeAccount(desk, 'Actor', 'actor@corp.example', actor)
      const { desk: theirs } = await signedIn(test, actorId)
      const targets = new Map<string, string>([['their own', actorId]])
      for (const role of staff) targets.set(role, await makeAccount(desk, role, `${role}@corp.example`, role))
      for (const [role, id] of targets) {
        for (const [name, act] of Object.entries(acts(theirs, id))) {
          await expectRefused('staff-account', act).catch((error: unknown) => {
            throw new Error(`${actor} × ${name} × ${role}`, { cause: error })
          })
        }
        expect(rowsOf(test).at(-1)).toMatchObject({ account_id: id, actor_id: actorId, result: 'refused' })
      }
      const { keyId, secret } = await theirs.otp.reissue({ accountId: person, reason })
      await theirs.otp.verify({ accountId: person, keyId, token: totp({ secret, nowMs: test.time }) })
      await theirs.recovery.renew({ accountId: person, reason })
      await theirs.otp.reissue({ accountId: person, reason })
    })
  }

  it('is open to an administrator', async () => {
    const operator = await makeAccount(desk, 'Olga', 'olga@corp.example', 'operator')
    const { keyId, secret } = await desk.otp.reissue({ accountId: operator, reason })
    await desk.otp.verify({ accountId: operator, keyId, token: totp({ secret, nowMs: test.time }) })
    await desk.recovery.renew({ accountId: operator, reason })
  })
})
