/** Mail is sent within limits, and sending again is neither a flood, nor a new set of guesses, nor the old code (CVE-2026-27801). */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { behind, enrolEmail, givePassword } from '../doubles/behind-the-desk'
import { mailedCode, otherCode } from '../doubles/letters'
import { faultOf, refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

vi.setConfig({ testTimeout: 120_000 })

const email = 'haruka.sato@corp.example'
const second = 1000
const minute = 60 * second
const hour = 60 * minute

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

const signIn = (at = desk) => at.session.signIn({ email, password })
/** How many letters of a kind were ever written: the body of one that a newer code replaced is gone. */
const written = (kind = 'sign-in-code') =>
  behind(
    test,
    async (tables) => (await tables.outbox.list(undefined, null, 500)).filter((row) => row.kind === kind).length,
  )
const sendAgainAt = async () => (await desk.session.state()).challenge?.sendAgainAt
const authenticate = (code: string) => desk.session.authenticate({ code })
/** Second factors have limits of their own; here only those of mail are looked at. */
const forgetTries = () => behind(test, (tables) => tables.signInTries.forgetFactor(person))

describe('signing in', () => {
  beforeEach(() => enrolEmail(test, person))

  it('mails once in 60 seconds; a new challenge takes over the code under way', async () => {
    await signIn()
    const code = await mailedCode(test, email)
    for (let nr = 0; nr < 19; nr++) {
      test.time += 3 * second
      await signIn()
      expect((await refusalOf(desk.session.sendAgain())).code).toBe('mail-wait')
    }
    expect(await written()).toBe(1)
    await authenticate(code)
  })

  it('asked for all the time, mails five an hour and ten a day, and the challenge is open all the same', async () => {
    const sent: number[] = []
    const end = test.time + 24 * hour
    while (test.time < end) {
      expect(await signIn()).toMatchObject({ kind: 'challenge' })
      if ((await written()) > sent.length) sent.push(test.time)
      test.time += sent.length < 5 ? 20 * second : 20 * minute
    }
    for (const from of sent) {
      expect(sent.filter((at) => at >= from && at < from + hour).length).toBeLessThanOrEqual(5)
    }
    expect(sent).toHaveLength(10)
    await signIn()
    expect(await written()).toBe(11)
  })

  it('says when the next may be sent, and means it', async () => {
    for (let nr = 0; nr < 5; nr++) {
      await signIn()
      test.time = Date.parse((await sendAgainAt()) ?? '')
    }
    expect(await written()).toBe(5)
    await signIn()
    expect(await written()).toBe(6)
    const until = (await sendAgainAt()) ?? ''
    test.time = Date.parse(until) - 1
    await signIn()
    expect(await refusalOf(desk.session.sendAgain())).toEqual({ code: 'mail-wait', data: { until } })
    test.time += 1
    await desk.session.sendAgain()
    expect(await written()).toBe(7)
  })

  it('begins the limits anew after a success, with a new code: the used one is never mailed again (Bitwarden #3735)', async () => {
    const mailed = new Set<string>()
    for (let nr = 0; nr < 8; nr++) {
      await signIn()
      const code = await mailedCode(test, email)
      mailed.add(code)
      await authenticate(code)
    }
    expect([mailed.size, await written()]).toEqual([8, 8])
  })

  it('gives no new guesses: wrong ones survive sending again', async () => {
    await signIn()
    for (let nr = 0; nr < 5; nr++) {
      if (nr === 2 || nr === 4) await desk.session.sendAgain()
      expect(await refusalOf(authenticate(otherCode(await mailedCode(test, email))))).toEqual({
        code: 'email-token-wrong',
        data: { problem: 'wrong' },
      })
      test.time += minute
    }
    await forgetTries()
    const expiry = test.time - minute + 10 * minute
    await signIn()
    expect(await refusalOf(authenticate(await mailedCode(test, email)))).toEqual({
      code: 'email-token-wrong',
      data: { problem: 'too-often' },
    })
    const until = new Date(expiry).toISOString()
    expect(await refusalOf(desk.session.sendAgain())).toEqual({ code: 'mail-wait', data: { until } })
    expect(await sendAgainAt()).toBe(until)

    test.time = expiry
    await forgetTries()
    await signIn()
    await authenticate(await mailedCode(test, email))
  })

  it('answers alike whether it mailed, took over, or could not mail', async () => {
    const shape = (answer: object) => JSON.stringify(answer).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
    const answers = [shape(await signIn())]
    answers.push(shape(await signIn()))
    for (let nr = 0; nr < 6; nr++) {
      test.time += minute
      answers.push(shape(await signIn()))
    }
    expect(new Set(answers).size).toBe(1)
  })
})

describe.each([
  ['setting up', 'set-up-code', () => signIn(), () => desk.self.sendEmailToken()],
  [
    'the desk',
    'desk-code',
    () => Promise.resolve(),
    async () => {
      await administrator.session.stepUp({ password })
      return administrator.email.send({ accountId: person, reason: 'on the phone' })
    },
  ],
] as const)('%s', (_, kind, before, send) => {
  it('has the same limits, counted for itself', async () => {
    await before()
    await send()
    expect(await faultOf(send())).toBe('mail-wait')
    for (let nr = 0; nr < 4; nr++) {
      test.time += minute
      await send()
    }
    test.time += minute
    expect(await faultOf(send())).toBe('mail-wait')
    expect(await written(kind)).toBe(5)
  })
})
