/** First and temporary passwords: by mail or slip, changed at the first sign-in, over after three days, never past MFA. */
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { totp } from '../oracles/totp'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, firstPasswordChanged, signedInPerson, slipFor } from '../doubles/person'
import { lettersOf } from '../doubles/letters'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

const hour = 3_600_000
const grouped = /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/
const email = 'haruka@corp.example'
const reason = 'first day'
const chosen = 'a walk along the river at noon'

let test: TestDesk
let desk: Desk
let person: string

beforeEach(async () => {
  test = await openTestDesk()
  ;({ desk } = await welcomed(test))
  person = await makeAccount(desk, 'Haruka Sato', email)
})
afterEach(() => test.close())

const slipOf = (accountId = person) => slipFor(desk, accountId)

/** Signs in with `typed` at a new seat. */
async function enter(typed: string) {
  const at = test.at(test.seat())
  const answer = await at.session.signIn({ email, password: typed })
  return { at, answer }
}

/** The person has a password of their own. */
const settled = () => firstPasswordChanged(test, desk, { id: person, email }, chosen)

const lastRow = async () => (await desk.audit.list({ before: null, limit: 1, act: 'passwords.issue' })).rows[0]!

describe('a first password on a slip', () => {
  it('is in the reply once, signs in, opens nothing but changing it, and is then the person’s own', async () => {
    const slip = await slipOf()
    expect(slip).toEqual({
      password: expect.stringMatching(grouped) as string,
      issuer: 'WhaTap',
      accountName: email,
      personName: 'Haruka Sato',
      expiresAt: '2026-04-03T09:00:00.000Z',
    })
    const { at, answer } = await enter(slip.password)
    expect(answer.kind).toBe('in')
    expect(await refusalOf(at.self.activity({ before: null, limit: 1 }))).toEqual({
      code: 'confined',
      data: { to: 'password' },
    })
    await at.self.changePassword({ current: slip.password, password: chosen })
    await at.self.activity({ before: null, limit: 1 })
    expect((await refusalOf(enter(slip.password))).code).toBe('sign-in-wrong')
    expect((await enter(chosen)).answer.kind).toBe('in')
  })

  it('is taken as it was read out: any case, with or without hyphens', async () => {
    const slip = await slipOf()
    const { answer } = await enter(` ${slip.password.toLowerCase().replaceAll('-', '')} `)
    expect(answer.kind).toBe('in')
  })

  it('is told to the owner, and is not in the letter', async () => {
    const slip = await slipOf()
    const letters = await lettersOf(test)
    expect(letters).toMatchObject([{ kind: 'temporary-password-issued', to: email, secret: false }])
    expect(JSON.stringify(letters)).not.toContain(slip.password)
  })

  it('leaves way, kind and end in the audit row, and the password nowhere', async () => {
    const slip = await slipOf()
    expect(await lastRow()).toMatchObject({
      accountId: person,
      reason,
      detail: { way: 'slip', kind: 'first-password', expiresAt: slip.expiresAt, sessionsEnded: 0 },
    })
    for (const file of [test.file, `${test.file}-wal`]) {
      const bytes = readFileSync(file).toString('latin1')
      expect(bytes).not.toContain(slip.password)
      expect(bytes).not.toContain(slip.password.replaceAll('-', ''))
    }
    expect(JSON.stringify(test.logged)).not.toContain(slip.password)
  })

  it('is kept at the cost of every other, so that the time of signing in tells nothing', async () => {
    await slipOf()
    const db = new Database(test.file, { readonly: true })
    const kept = db.prepare('select phc, must_change from passwords order by set_at, must_change').all() as {
      phc: string
      must_change: number
    }[]
    db.close()
    const shape = ({ phc }: { phc: string }) => phc.split('$').slice(0, 3)
    expect(kept.map(({ must_change }) => must_change)).toEqual([0, 1])
    expect(shape(kept[1]!)).toEqual(shape(kept[0]!))
  })
})

describe('by mail', () => {
  it('goes to the primary address alone, says how long it works, and is not in the reply', async () => {
    const { rev } = await desk.accounts.show({ id: person })
    const fields = { userName: '', phone: '', department: '', language: 'ja' as const, name: 'Haruka Sato' }
    await desk.accounts.change({ ...fields, id: person, rev, email, secondEmail: 'haruka@home.example' })
    const before = (await lettersOf(test)).length
    expect(await desk.passwords.issue({ accountId: person, way: 'mail', reason })).toEqual({ slip: null })
    const letters = (await lettersOf(test)).slice(before)
    expect(letters).toMatchObject([
      {
        kind: 'first-password',
        to: email,
        language: 'ja',
        secret: true,
        expiresAt: '2026-04-03T09:00:00.000Z',
        facts: { hours: 72, password: expect.stringMatching(grouped) as string },
      },
    ])
    expect((await enter(letters[0]!.facts.password!)).answer.kind).toBe('in')
    expect((await lastRow()).detail).toMatchObject({ way: 'mail', kind: 'first-password' })
  })

  it('in place of another it is a temporary one, and every address is told', async () => {
    await settled()
    const { rev } = await desk.accounts.show({ id: person })
    const fields = { userName: '', phone: '', department: '', language: null, name: 'Haruka Sato' }
    await desk.accounts.change({ ...fields, id: person, rev, email, secondEmail: 'haruka@home.example' })
    const before = (await lettersOf(test)).length
    await desk.passwords.issue({ accountId: person, way: 'mail', reason: 'forgot it' })
    const letters = (await lettersOf(test)).slice(before)
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual([
      ['temporary-password', email],
      ['temporary-password-issued', email],
      ['temporary-password-issued', 'haruka@home.example'],
    ])
    expect((await lastRow()).detail).toMatchObject({ way: 'mail', kind: 'temporary-password' })
  })
})

describe('a password that still waits to be mailed', () => {
  it('is given up once another takes its place, by mail or on a slip', async () => {
    const waiting = async () => (await lettersOf(test)).filter(({ secret }) => secret).map(({ kind }) => kind)
    await desk.passwords.issue({ accountId: person, way: 'mail', reason })
    expect(await waiting()).toEqual(['first-password'])
    await desk.passwords.issue({ accountId: person, way: 'mail', reason })
    expect(await waiting()).toEqual(['temporary-password'])
    await slipOf()
    expect(await waiting()).toEqual([])
  })
})

describe('a temporary password', () => {
  it('replaces the one before at once, ends sessions and open second steps', async () => {
    await settled()
    const { at } = await enter(chosen)
    const slip = await slipOf()
    expect((await refusalOf(at.self.show())).code).toBe('session-ended')
    expect((await refusalOf(enter(chosen))).code).toBe('sign-in-wrong')
    const next = await slipOf()
    expect((await refusalOf(enter(slip.password))).code).toBe('sign-in-wrong')
    expect((await enter(next.password)).answer.kind).toBe('in')
  })

  it('runs out after 72 hours, which only whoever has it learns', async () => {
    const slip = await slipOf()
    test.time += 72 * hour - 1
    expect((await enter(slip.password)).answer.kind).toBe('in')
    test.time += 1
    expect((await refusalOf(enter(slip.password))).code).toBe('password-expired')
    expect((await refusalOf(enter('WRNG-WRNG-WRNG-WRNG'))).code).toBe('sign-in-wrong')
  })

  it('does not walk past MFA: the factor is asked for, and an open second step is over', async () => {
    const key = await desk.otp.reissue({ accountId: person, reason: 'new phone' })
    await desk.otp.verify({
      accountId: person,
      keyId: key.keyId,
      token: totp({ secret: key.secret, nowMs: test.time }),
    })
    const first = await slipOf()
    const { at, answer } = await enter(first.password)
    expect(answer.kind).toBe('challenge')
    const second = await slipOf()
    test.time += 60_000
    const token = totp({ secret: key.secret, nowMs: test.time })
    expect((await refusalOf(at.session.authenticate({ code: token }))).code).toBe('challenge-over')
    const again = await enter(second.password)
    expect(again.answer.kind).toBe('challenge')
    await again.at.session.authenticate({ code: token })
    expect((await refusalOf(again.at.self.activity({ before: null, limit: 1 }))).data).toEqual({ to: 'password' })
    expect(await desk.accounts.show({ id: person })).toMatchObject({ state: 'enrolled-otp', codesLeft: 10 })
  })

  it('is shown on the account with its end, until it is changed', async () => {
    const before = await desk.accounts.show({ id: person })
    expect(before.password).toBeNull()
    const { expiresAt } = await slipOf()
    const shown = async () => (await desk.accounts.show({ id: person })).password
    expect(await shown()).toEqual({ setAt: '2026-03-31T09:00:00.000Z', temporaryUntil: expiresAt })
    await settled()
    expect((await shown())?.temporaryUntil).toBeNull()
  })
})

describe('is refused', () => {
  const issue = (at: Desk, accountId: string) => refusalOf(at.passwords.issue({ accountId, way: 'slip', reason }))

  it('for oneself, for a disabled account, and for one that is not there', async () => {
    const me = (await desk.session.state()).me!.id
    expect((await issue(desk, me)).code).toBe('own-account')
    expect(await issue(desk, 'a'.repeat(26))).toEqual({ code: 'not-found', data: { what: 'account' } })
    await desk.accounts.disable({ id: person, reason: 'left' })
    expect((await issue(desk, person)).code).toBe('account-disabled')
    expect((await lettersOf(test)).map(({ kind }) => kind)).toEqual(['account-disabled'])
  })

  it('to the help desk where the account is staff', async () => {
    const helper = await makeAccount(desk, 'Ben Carter', 'ben@corp.example', 'helpdesk')
    const auditor = await makeAccount(desk, 'Ann Lee', 'ann@corp.example', 'auditor')
    const slip = await slipOf(helper)
    const at = test.at(test.seat())
    await at.session.signIn({ email: 'ben@corp.example', password: slip.password })
    await at.self.changePassword({ current: slip.password, password: chosen })
    await at.session.stepUp({ password: chosen })
    expect((await issue(at, auditor)).code).toBe('staff-account')
    const { slip: issued } = await at.passwords.issue({ accountId: person, way: 'slip', reason })
    expect(issued?.password).toMatch(grouped)
  })

  it('by mail where email is the method: password and code would come into one mailbox', async () => {
    const byEmail = await signedInPerson(test, desk, 'jun@corp.example')
    await enrolEmail(test, byEmail)
    const issuing = { accountId: byEmail.id, reason }
    const before = (await lettersOf(test)).length
    expect((await refusalOf(desk.passwords.issue({ ...issuing, way: 'mail' }))).code).toBe('password-by-mail')
    expect(await lettersOf(test)).toHaveLength(before)
    expect((await byEmail.desk.self.show()).state).toBe('enrolled-email')
    const { slip } = await desk.passwords.issue({ ...issuing, way: 'slip' })
    expect(slip?.password).toMatch(grouped)
  })

  it('without a password proved lately', async () => {
    test.time += 6 * 60_000
    expect((await issue(desk, person)).code).toBe('step-up-needed')
    await desk.session.stepUp({ password })
    expect((await slipOf()).password).toMatch(grouped)
  })
})
