/** Somebody with a password of their own at a seat of their own, and what they do to enrol and to come back. */
import { onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { PasswordSlip } from '../../src-preload/contract/passwords'
import type { Role } from '../../src-preload/contract/rights'
import type { Seat } from '../../src-main/desk/seat'
import { totp } from '../oracles/totp'
import { mailedCode } from './letters'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from './test-desk'

export interface Person {
  readonly id: string
  readonly email: string
  readonly seat: Seat
  readonly desk: Desk
}

/** @returns the slip of a first password, or of a temporary one in its place. */
export async function slipFor(administrator: Desk, accountId: string): Promise<PasswordSlip> {
  const { slip } = await administrator.passwords.issue({ accountId, way: 'slip', reason: 'first day' })
  if (!slip) throw new Error('no slip')
  return slip
}

/** Made at the desk of an administrator, given a first password, signed in with it, and it changed. */
export async function signedInPerson(
  test: TestDesk,
  administrator: Desk,
  email = 'haruka.sato@corp.example',
  role: Role = 'user',
): Promise<Person> {
  const id = await makeAccount(administrator, 'Haruka Sato', email, role)
  return { id, email, ...(await firstPasswordChanged(test, administrator, { id, email }, password)) }
}

/** The account is given a password, signs in with it at a seat of its own, and changes it to `chosen`. */
export async function firstPasswordChanged(
  test: TestDesk,
  administrator: Desk,
  { id, email }: Pick<Person, 'id' | 'email'>,
  chosen: string,
) {
  const slip = await slipFor(administrator, id)
  const seat = test.seat()
  const desk = test.at(seat)
  await desk.session.signIn({ email, password: slip.password })
  await desk.self.changePassword({ current: slip.password, password: chosen })
  return { seat, desk }
}

/** A desk with its first administrator, and somebody signed in; closed when the test is finished. */
export async function openWithPerson() {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk, me } = await welcomed(test)
  return { test, desk, myId: me.id, person: await signedInPerson(test, desk) }
}

export const tokenOf = (test: TestDesk, { secret }: { secret: string }): string => totp({ secret, nowMs: test.time })

/** A six-digit token that is not `token`. */
export const otherToken = (token: string): string => String((Number(token) + 1) % 1_000_000).padStart(6, '0')

/** The person makes and verifies a key. The clock is where it was: the token just used is used. */
export async function enrolOtp(test: TestDesk, { desk }: Pick<Person, 'desk'>) {
  const key = await desk.self.makeOtpKey()
  const { me, recoverySet } = await desk.self.verifyOtpKey({ keyId: key.keyId, token: tokenOf(test, key) })
  return { key, me, recoverySet }
}

/** The person has a token mailed and types it. */
export async function enrolEmail(test: TestDesk, { desk, email }: Pick<Person, 'desk' | 'email'>) {
  await desk.self.sendEmailToken()
  return desk.self.verifyEmailToken({ token: await mailedCode(test, email) })
}

/** A seat of their own for a second sign-in with the password; the second step is the caller's. */
export async function passwordTyped(test: TestDesk, email: string) {
  const seat = test.seat()
  const desk = test.at(seat)
  const answer = await desk.session.signIn({ email, password })
  return { seat, desk, answer }
}

/** Signed in with the first recovery code of a set, and so kept to setting up a factor anew. */
export async function inByRecoveryCode(test: TestDesk, email: string, codes: readonly string[]) {
  const { seat, desk } = await passwordTyped(test, email)
  const { me } = await desk.session.authenticateWithRecoveryCode({ code: codes[0] ?? '' })
  return { seat, desk, me }
}
