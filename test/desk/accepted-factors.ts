/** How the operations are accepted that change factors, one's own and somebody else's, and what else is one's own. */
import { mailedCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, enrolOtp, otherToken, tokenOf } from '../doubles/person'
import { password } from '../doubles/test-desk'
import { administratorsEmail, personsEmail, type Accepted, type Scene } from './accepted'

const about = { reason: 'phone lost' }
const elsewhere = 'keiko@new.example'

async function enrolPerson({ test, desk, person }: Scene) {
  const key = await desk.otp.reissue({ accountId: person, ...about })
  await desk.otp.verify({ accountId: person, keyId: key.keyId, token: tokenOf(test, key) })
  return key
}

const secondSeat = async ({ test }: Scene) => {
  const desk = test.at(test.seat())
  await desk.session.signIn({ email: administratorsEmail, password })
  return desk
}

const ofOneself: Record<string, Accepted> = {
  'self.makeOtpKey':
    async ({ desk }) =>
    () =>
      desk.self.makeOtpKey(),
  'self.verifyOtpKey': async ({ test, desk }) => {
    const key = await desk.self.makeOtpKey()
    return () => desk.self.verifyOtpKey({ keyId: key.keyId, token: tokenOf(test, key) })
  },
  'self.cancelOtpKey': async ({ desk }) => {
    const { keyId } = await desk.self.makeOtpKey()
    return () => desk.self.cancelOtpKey({ keyId })
  },
  'self.sendEmailToken':
    async ({ desk }) =>
    () =>
      desk.self.sendEmailToken(),
  'self.verifyEmailToken': async ({ test, desk }) => {
    await desk.self.sendEmailToken()
    const token = await mailedCode(test, administratorsEmail)
    return () => desk.self.verifyEmailToken({ token })
  },
  'self.deleteOtpKey': async ({ test, desk }) => {
    await enrolOtp(test, { desk })
    return () => desk.self.deleteOtpKey()
  },
  'self.clearMfa': async ({ test, desk }) => {
    await enrolOtp(test, { desk })
    return () => desk.self.clearMfa()
  },
  'self.renewRecoveryCodes': async ({ test, desk }) => {
    await enrolOtp(test, { desk })
    return () => desk.self.renewRecoveryCodes()
  },
  'self.sendPasswordToken': async ({ test, desk }) => {
    await enrolEmail(test, { desk, email: administratorsEmail })
    return () => desk.self.sendPasswordToken()
  },
  'self.changePassword':
    async ({ desk }) =>
    () =>
      desk.self.changePassword({ current: password, password: 'quite another long sentence' }),
  'self.changeEmail':
    async ({ desk }) =>
    () =>
      desk.self.changeEmail({ email: elsewhere }),
  'self.sendAddressToken': async ({ test, desk }) => {
    await desk.self.changeEmail({ email: elsewhere })
    test.time += 60_000
    return () => desk.self.sendAddressToken()
  },
  'self.verifyAddress': async ({ test, desk }) => {
    await desk.self.changeEmail({ email: elsewhere })
    const token = await mailedCode(test, elsewhere)
    return () => desk.self.verifyAddress({ token })
  },
  'self.setLanguage':
    async ({ desk }) =>
    () =>
      desk.self.setLanguage({ language: 'ko' }),
  'self.endSession': async (scene) => {
    await secondSeat(scene)
    const { sessions } = await scene.desk.self.sessions()
    return () => scene.desk.self.endSession({ handle: sessions.find(({ isThis }) => !isThis)?.handle ?? '' })
  },
  'self.endOtherSessions': async (scene) => {
    await secondSeat(scene)
    return () => scene.desk.self.endOtherSessions()
  },
}

const atTheDesk: Record<string, Accepted> = {
  'email.send':
    async ({ desk, person }) =>
    () =>
      desk.email.send({ accountId: person, ...about }),
  'email.verify': async ({ test, desk, person }) => {
    await desk.email.send({ accountId: person, ...about })
    const token = await mailedCode(test, personsEmail)
    return () => desk.email.verify({ accountId: person, token })
  },
  'accounts.clearMfa': async (scene) => {
    await enrolPerson(scene)
    return () => scene.desk.accounts.clearMfa({ id: scene.person, ...about })
  },
  'accounts.deleteOtpKey': async (scene) => {
    await enrolPerson(scene)
    return () => scene.desk.accounts.deleteOtpKey({ id: scene.person, ...about })
  },
  'accounts.unlock': async (scene) => {
    const { test, desk, person } = scene
    const key = await enrolPerson(scene)
    const { slip } = await desk.passwords.issue({ accountId: person, way: 'slip', ...about })
    const guessing = test.at(test.seat())
    await guessing.session.signIn({ email: personsEmail, password: slip?.password ?? '' })
    await refusalOf(guessing.session.authenticate({ code: otherToken(tokenOf(test, key)) }))
    return () => desk.accounts.unlock({ id: person, ...about })
  },
}

export const acceptedFactors: Record<string, Accepted> = { ...ofOneself, ...atTheDesk }
