/** How the first start, signing in by its steps, and signing out are accepted. */
import { mailedCode } from '../doubles/letters'
import { signedIn } from '../doubles/store-outside'
import { password } from '../doubles/test-desk'
import { totp } from '../oracles/totp'
import { administratorsEmail, personsEmail, type Accepted, type Scene } from './accepted'

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

const first = { name: 'A', email: 'a@corp.example', password, issuer: 'WhaTap' }

/** The first start up to the printed recovery key, that is not read back yet. */
async function unconfirmed({ emptyDesk }: Scene) {
  const test = await emptyDesk()
  const desk = test.at(test.seat())
  const { recoveryKey } = await desk.welcome.makeAdministrator(first)
  return { desk, groups: recoveryKey.askBack.map((place) => recoveryKey.groups[place] ?? '') }
}

const ofTheFirstStart: Record<string, Accepted> = {
  'welcome.makeAdministrator': async ({ emptyDesk }) => {
    const empty = await emptyDesk()
    const desk = empty.at(empty.seat())
    return () => desk.welcome.makeAdministrator(first)
  },
  'welcome.makeRecoveryKey': async (scene) => {
    const { desk } = await unconfirmed(scene)
    return () => desk.welcome.makeRecoveryKey()
  },
  'welcome.confirmRecoveryKey': async (scene) => {
    const { desk, groups } = await unconfirmed(scene)
    return () => desk.welcome.confirmRecoveryKey({ groups })
  },
}

export const acceptedSignIn: Record<string, Accepted> = {
  ...ofTheFirstStart,
  'session.signIn': async ({ test }) => {
    const desk = test.at(test.seat())
    return () => desk.session.signIn({ email: administratorsEmail, password })
  },
  'session.signOut':
    async ({ desk }) =>
    () =>
      desk.session.signOut(),
  'session.stepUp':
    async ({ desk }) =>
    () =>
      desk.session.stepUp({ password }),
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
