/** Sessions at the desk: signing in, running out, ending, and proving again who one is. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { roles } from '../../src-preload/contract/rights'
import type { Seat } from '../../src-main/desk/seat'
import { refusalOf } from '../doubles/operations'
import { signedIn } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let seat: Seat
const email = 'keiko.ito@corp.example'
const minute = 60_000

beforeEach(async () => {
  test = await openTestDesk()
  ;({ desk, seat } = await welcomed(test))
})
afterEach(() => test.close())

describe('signing in', () => {
  it('M15 takes the address in any spelling', async () => {
    for (const spelling of [email, email.toUpperCase(), `  ${email} `, 'ｋｅｉｋｏ.ito@corp.example']) {
      const answer = await test.at(test.seat()).session.signIn({ email: spelling, password })
      expect(answer).toMatchObject({ kind: 'in', me: { email } })
    }
  })

  it('M20 answers alike for a wrong password, an unknown address and a disabled account', async () => {
    const id = await makeAccount(desk, 'Second', 'second@corp.example')
    await signedIn(test, id)
    await desk.accounts.disable({ id, reason: 'left' })
    const wrong = 'not the password at all'
    const answers = await Promise.all(
      [
        { email, password: wrong },
        { email: 'nobody@corp.example', password: wrong },
        { email: 'second@corp.example', password: wrong },
        // who is disabled does not get in with the right one either
        { email: 'second@corp.example', password },
      ].map((asked) => refusalOf(test.at(test.seat()).session.signIn(asked))),
    )
    expect(answers).toEqual(Array(4).fill({ code: 'sign-in-wrong', data: { waitUntil: null } }))
  })

  it('gives a new session id each time and keeps only its hash', async () => {
    const first = seat.session
    await desk.session.signIn({ email, password })
    expect(seat.session).not.toBe(first)
    const stale: Seat = { ...seat, session: first }
    expect((await refusalOf(test.at(stale).accounts.counts())).code).toBe('session-ended')
  })
})

describe('the life of a session', () => {
  it('ends after 15 minutes without use, and use keeps it alive', async () => {
    for (let used = 0; used < 3; used++) {
      test.time += 14 * minute
      await desk.accounts.counts()
      await settledWrites()
    }
    test.time += 15 * minute
    expect(await refusalOf(desk.accounts.counts())).toEqual({ code: 'session-ended', data: { cause: 'idle' } })
  })

  it('is not kept alive by what a window asks by itself', async () => {
    test.time += 14 * minute
    expect((await desk.session.state()).me).not.toBeNull()
    test.time += minute
    expect((await desk.session.state()).me).toBeNull()
  })

  it.each(roles)('is kept alive for the role %s by the window that says somebody is at work', async (role) => {
    const demo = await openTestDesk({ demo: true })
    onTestFinished(() => demo.close())
    const seat = demo.seat()
    const at = demo.at(seat)
    const { email, password } = demo.composed.demoAccounts.find((account) => account.role === role)!
    const answer = await at.session.signIn({ email, password })
    const me = answer.kind === 'in' ? answer.me : null
    for (let used = 0; used < 3; used++) {
      demo.time += 14 * minute
      expect(await at.session.stay()).toEqual(me)
      // a write of anybody's stands behind the note of the last use
      await refusalOf(demo.at(demo.seat()).session.signOut())
    }
    demo.time += 15 * minute
    expect(await refusalOf(at.session.stay())).toEqual({ code: 'session-ended', data: { cause: 'idle' } })
  })

  it('ends eight hours after signing in whatever happens', async () => {
    for (let used = 0; used < 47; used++) {
      test.time += 10 * minute
      await desk.accounts.counts()
      await settledWrites()
    }
    test.time += 10 * minute
    expect(await refusalOf(desk.accounts.counts())).toEqual({ code: 'session-ended', data: { cause: 'absolute' } })
  })

  it('ends at sign-out', async () => {
    const before: Seat = { ...seat }
    await desk.session.signOut()
    expect((await refusalOf(desk.accounts.counts())).code).toBe('not-signed-in')
    // and not in this seat alone: whoever kept the id does not get in with it
    expect(await refusalOf(test.at(before).accounts.counts())).toMatchObject({ data: { cause: 'ended' } })
  })

  it.each(['disabled', 'given another role'])('ends when the account is %s', async (what) => {
    const id = await makeAccount(desk, 'Hana Mori', 'hana@corp.example', 'helpdesk')
    const { desk: theirs } = await signedIn(test, id)
    await theirs.accounts.counts()
    const { rev } = await desk.accounts.show({ id })
    await desk.session.stepUp({ password })
    if (what === 'disabled') await desk.accounts.disable({ id, reason: 'left' })
    else await desk.accounts.changeRole({ id, rev, role: 'operator', reason: 'moved' })
    expect(await refusalOf(theirs.accounts.counts())).toEqual({ code: 'session-ended', data: { cause: 'ended' } })
  })

  it('survives a restart of the desk no longer than the seat does', async () => {
    await test.restart()
    expect((await test.at(seat).session.state()).me?.email).toBe(email)
    expect((await test.at(test.seat()).session.state()).me).toBeNull()
  })

  /** The note of the last use is written without being waited for; any write after it stands behind it in the queue. */
  const settledWrites = () =>
    test
      .at(test.seat())
      .session.signOut()
      .catch(() => undefined)
})

describe('step-up', () => {
  it('is asked for each role change, and one proof serves one', async () => {
    const id = await makeAccount(desk, 'Ben Carter', 'ben@corp.example')
    const role = async (to: 'helpdesk' | 'user') => {
      const { rev } = await desk.accounts.show({ id })
      return desk.accounts.changeRole({ id, rev, role: to, reason: 'why' })
    }
    expect((await refusalOf(role('helpdesk'))).code).toBe('step-up-needed')
    await desk.session.stepUp({ password })
    await role('helpdesk')
    expect((await refusalOf(role('user'))).code).toBe('step-up-needed')
  })

  it('refuses a wrong password, and changes the session id on a right one', async () => {
    expect((await refusalOf(desk.session.stepUp({ password: 'something else entirely' }))).code).toBe('password-wrong')
    const before = seat.session
    await desk.session.stepUp({ password })
    expect(seat.session).not.toBe(before)
    await expect(desk.accounts.counts()).resolves.toBeDefined()
  })
})
