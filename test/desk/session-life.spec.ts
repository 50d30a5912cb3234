/** How long what signing in makes lasts: ends set by policy, somebody being there, and what is forgotten afterwards. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { PolicySettings } from '../../src-preload/contract/settings'
import { behind, enrolEmail, givePassword } from '../doubles/behind-the-desk'
import { lettersOf, mailedCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

const email = 'haruka.sato@corp.example'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let test: TestDesk
let administrator: Desk
let person: string
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  administrator = (await welcomed(test)).desk
  person = await makeAccount(administrator, '佐藤 遥', email)
  await givePassword(test, person)
  desk = test.at(test.seat())
})

const signIn = () => desk.session.signIn({ email, password })
const ended = async () => (await refusalOf(desk.self.show())).data

async function setPolicy(given: Partial<PolicySettings>): Promise<void> {
  await administrator.session.stepUp({ password })
  await administrator.settings.changePolicy({ ...(await administrator.settings.show()).policy, ...given })
}

describe('a session', () => {
  it('says and keeps the ends that policy sets', async () => {
    await setPolicy({ idleMinutes: 5, absoluteHours: 1 })
    const answer = await signIn()
    const endsAt = new Date(test.time + hour).toISOString()
    expect(answer).toMatchObject({ kind: 'in', me: { idleMinutes: 5, endsAt } })
    test.time += 5 * minute
    expect(await ended()).toEqual({ cause: 'idle' })
    await signIn()
    for (let nr = 0; nr < 14; nr++) {
      test.time += 4 * minute
      await desk.session.stay()
      await noted()
    }
    test.time += 4 * minute
    expect(await ended()).toEqual({ cause: 'absolute' })
  })

  it('lives on while somebody says that they are there', async () => {
    await signIn()
    for (let nr = 0; nr < 4; nr++) {
      test.time += 14 * minute
      expect(await desk.session.stay()).toMatchObject({ id: person, confined: null })
      await noted()
    }
    test.time += 15 * minute
    expect((await refusalOf(desk.session.stay())).data).toEqual({ cause: 'idle' })
  })

  it('is in the language the person chose', async () => {
    await signIn()
    await desk.self.setLanguage({ language: 'ja' })
    expect((await desk.session.stay()).language).toBe('ja')
    expect((await desk.session.state()).me?.language).toBe('ja')
  })

  /** The note of the last use is not waited for; a write of the same desk stands behind it in the queue. */
  const noted = () => refusalOf(test.at(test.seat()).session.leaveChallenge())
})

describe('a mailed code', () => {
  it('is worth nothing once the address is another, whoever changed it', async () => {
    await enrolEmail(test, person)
    await signIn()
    const code = await mailedCode(test, email)
    await behind(test, (tables) => tables.accounts.change(person, { email: 'new@corp.example' }))
    expect(await refusalOf(desk.session.authenticate({ code }))).toEqual({
      code: 'email-token-wrong',
      data: { problem: 'expired' },
    })
  })

  it('goes to the address on file alone, in the language of the person', async () => {
    await enrolEmail(test, person)
    const changed = { language: 'ko', second_email: 'second@corp.example' } as const
    await behind(test, (tables) => tables.accounts.change(person, changed))
    await signIn()
    const letters = await lettersOf(test)
    expect(letters.map(({ kind, to, language }) => ({ kind, to, language }))).toEqual([
      { kind: 'sign-in-code', to: email, language: 'ko' },
    ])
  })
})

describe('what is left behind', () => {
  const left = () =>
    behind(test, async (tables) => ({
      token: (await tables.emailTokens.findNewest(person, 'sign-in')) !== null,
      sessions: (await tables.sessions.listOpen(person, '', '')).length,
    }))

  it('is forgotten at a later sign-in, once nothing asks for it', async () => {
    await signIn()
    await enrolEmail(test, person)
    await signIn()
    expect(await left()).toEqual({ token: true, sessions: 0 })
    const administratorComesBack = async () => {
      const here = test.at(test.seat())
      await here.session.signIn({ email: 'keiko.ito@corp.example', password })
    }
    test.time += 2 * day
    await administratorComesBack()
    expect(await left()).toMatchObject({ token: true })
    test.time += hour
    await administratorComesBack()
    expect(await left()).toMatchObject({ token: false })
  })

  it('not so the second factors tried in a row', async () => {
    await behind(test, (tables) => tables.signInTries.takeFactor(person, new Date(test.time).toISOString()))
    test.time += 400 * day
    await signIn()
    expect(await behind(test, (tables) => tables.signInTries.ofFactor(person))).toBe(1)
  })

  it('wrong passwords are forgotten after a day without one', async () => {
    for (let nr = 0; nr < 4; nr++) await refusalOf(desk.session.signIn({ email, password: 'not the password' }))
    test.time += day + hour
    await test.at(test.seat()).session.signIn({ email: 'keiko.ito@corp.example', password })
    expect(await refusalOf(desk.session.signIn({ email, password: 'not the password' }))).toEqual({
      code: 'sign-in-wrong',
      data: { waitUntil: null },
    })
  })
})
