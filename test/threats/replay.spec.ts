/** A token of the app works once, whatever it was used for and however it is spelled (CVE-2015-7225, CVE-2025-6014). */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { behind, enrolOtp as enrolledAtOnce } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { enrolOtp, passwordTyped, signedInPerson, tokenOf, type Person } from '../doubles/person'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { totp } from '../oracles/totp'

const used = { code: 'token-wrong', data: { problem: 'used', offSeconds: 0 } }

let test: TestDesk
let administrator: Desk
let person: Person

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  administrator = (await welcomed(test)).desk
  person = await signedInPerson(test, administrator)
})

/** Every way the same six digits may be typed or pasted. */
const spellings = (token: string): string[] => [
  token,
  ` ${token} `,
  `${token.slice(0, 3)} ${token.slice(3)}`,
  `${token.slice(0, 3)}-${token.slice(3)}`,
  `${token.slice(0, 3)}–${token.slice(3)}`,
  [...token].join(' '),
  [...token].join('-'),
  [...token].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
  [...token].map((digit) => String.fromCodePoint(0x1d7ce + Number(digit))).join(''),
  `${token.slice(0, 3)}\u00a0${token.slice(3)}`,
  `${token.slice(0, 3)}\u3000${token.slice(3)}`,
  `\u2003${token}\u2028`,
  `${token}\r\n`,
  `${token.slice(0, 2)}\t${token.slice(2, 4)}\u2212${token.slice(4)}`,
]

/** Five answers fit into a challenge, with a wait after the third: one challenge each, and the count begun anew. */
async function tryAtSignIn(code: string) {
  await behind(test, (tables) => tables.signInTries.forgetFactor(person.id))
  const { desk } = await passwordTyped(test, person.email)
  return refusalOf(desk.session.authenticate({ code }))
}

describe('the token that verified the key', () => {
  it('set up by oneself, does not sign in, in any spelling', async () => {
    const { key } = await enrolOtp(test, person)
    for (const code of spellings(tokenOf(test, key))) expect(await tryAtSignIn(code)).toEqual(used)
  })

  it('read to an operator, does not sign in', async () => {
    const key = await administrator.otp.reissue({ accountId: person.id, reason: 'on the phone' })
    const token = tokenOf(test, key)
    await administrator.otp.verify({ accountId: person.id, keyId: key.keyId, token })
    expect(await tryAtSignIn(token)).toEqual(used)
  })

  it('does not step up', async () => {
    const { key } = await enrolOtp(test, person)
    const token = tokenOf(test, key)
    expect(await refusalOf(person.desk.session.stepUp({ password, token }))).toEqual(used)
  })
})

describe('a token that signed in', () => {
  let secret: string
  let token: string
  beforeEach(async () => {
    ;({ secret } = await enrolledAtOnce(test, person.id))
    token = totp({ secret, nowMs: test.time })
    const { desk } = await passwordTyped(test, person.email)
    await desk.session.authenticate({ code: `${token.slice(0, 3)} ${token.slice(3)}` })
  })

  it('does not sign in again, in any spelling', async () => {
    for (const code of spellings(token)) expect(await tryAtSignIn(code)).toEqual(used)
  })

  it('does not sign in at another seat, nor after a restart', async () => {
    const { desk } = await passwordTyped(test, person.email)
    expect(await refusalOf(desk.session.authenticate({ code: token }))).toEqual(used)
    await test.restart()
    expect(await tryAtSignIn(token)).toEqual(used)
  })

  it('does not sign in while its window is open, nor one older than it, nor with the clock set back', async () => {
    test.time += 30_000
    expect(await tryAtSignIn(token)).toEqual(used)
    test.time -= 60_000
    expect(await tryAtSignIn(token)).toEqual(used)
    expect(await tryAtSignIn(totp({ secret, nowMs: test.time }))).toEqual(used)
    test.time += 60_000
    const { desk } = await passwordTyped(test, person.email)
    await desk.session.authenticate({ code: totp({ secret, nowMs: test.time }) })
  })
})

it('the token of a step-up does not sign in', async () => {
  const { key } = await enrolOtp(test, person)
  test.time += 30_000
  const token = tokenOf(test, key)
  await person.desk.session.stepUp({ password, token })
  expect(await tryAtSignIn(token)).toEqual(used)
})
