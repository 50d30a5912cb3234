/** How the steps of signing in that follow the password are accepted. */
import { mailedCode } from '../doubles/letters'
import { signedIn } from '../doubles/store-outside'
import { password } from '../doubles/test-desk'
import { totp } from '../oracles/totp'
import { personsEmail, type Accepted, type Scene } from './accepted'

const step = 30_000

/** The person has a password and OTP; a new seat has typed the password. */
async function challengedByOtp({ test, desk, person }: Scene) {
  await signedIn(test, person)
  const { keyId, secret } = await desk.otp.reissue({ accountId: person, reason: 'first set-up' })
  const token = totp({ secret, nowMs: test.time })
  const { codes } = await desk.otp.verify({ accountId: person, keyId, token })
  const theirs = test.at(test.seat())
  await theirs.session.signIn({ email: personsEmail, password })
  // the token of the set-up does not sign in
  test.time += step
  return { theirs, token: totp({ secret, nowMs: test.time }), code: codes[0] ?? '' }
}

/** The person has a password and email as the method; a new seat has typed the password, and a code was mailed. */
async function challengedByEmail({ test, desk, person }: Scene) {
  await signedIn(test, person)
  await desk.email.send({ accountId: person, reason: 'first set-up' })
  await desk.email.verify({ accountId: person, token: await mailedCode(test, personsEmail) })
  const theirs = test.at(test.seat())
  await theirs.session.signIn({ email: personsEmail, password })
  return theirs
}

export const acceptedSignIn: Record<string, Accepted> = {
  'session.authenticate': async (scene) => {
    const { theirs, token } = await challengedByOtp(scene)
    return () => theirs.session.authenticate({ code: token })
  },
  'session.authenticateWithRecoveryCode': async (scene) => {
    const { theirs, code } = await challengedByOtp(scene)
    return () => theirs.session.authenticateWithRecoveryCode({ code })
  },
  'session.sendAgain': async (scene) => {
    const theirs = await challengedByEmail(scene)
    scene.test.time += 2 * step
    return () => theirs.session.sendAgain()
  },
  'session.leaveChallenge': async (scene) => {
    const theirs = await challengedByEmail(scene)
    return () => theirs.session.leaveChallenge()
  },
}
