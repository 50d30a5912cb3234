/** How the operations are accepted that make and change accounts and their keys and codes. */
import { tokenOf } from '../doubles/person'
import { password } from '../doubles/test-desk'
import { personsEmail, type Accepted, type Scene } from './accepted'

const blank = { userName: '', secondEmail: '', phone: '', department: '', language: null }

async function withPendingKey({ test, desk, person }: Scene) {
  const key = await desk.otp.reissue({ accountId: person, reason: 'first set-up' })
  return { keyId: key.keyId, token: tokenOf(test, key) }
}

async function left({ desk, person }: Scene): Promise<void> {
  await desk.accounts.disable({ id: person, reason: 'left' })
  await desk.session.stepUp({ password })
}

export const acceptedAccounts: Record<string, Accepted> = {
  'accounts.make':
    async ({ desk }) =>
    () =>
      desk.accounts.make({ ...blank, name: 'Ben Carter', email: 'ben@corp.example', role: 'user' }),
  'accounts.change': async ({ desk, person }) => {
    const { rev } = await desk.accounts.show({ id: person })
    return () => desk.accounts.change({ ...blank, id: person, rev, name: 'Renamed', email: personsEmail })
  },
  'accounts.changeRole': async ({ desk, person }) => {
    const { rev } = await desk.accounts.show({ id: person })
    await desk.session.stepUp({ password })
    return () => desk.accounts.changeRole({ id: person, rev, role: 'helpdesk', reason: 'joins the desk' })
  },
  'accounts.disable':
    async ({ desk, person }) =>
    () =>
      desk.accounts.disable({ id: person, reason: 'left' }),
  'accounts.enable': async ({ desk, person }) => {
    await desk.accounts.disable({ id: person, reason: 'left' })
    return () => desk.accounts.enable({ id: person, reason: 'came back' })
  },
  'accounts.remove': async (scene) => {
    await left(scene)
    return () => scene.desk.accounts.remove({ id: scene.person, reason: 'left for good' })
  },
  'accounts.anonymise': async (scene) => {
    await left(scene)
    return () => scene.desk.accounts.anonymise({ id: scene.person, reason: 'asked to be forgotten' })
  },
  'otp.reissue':
    async ({ desk, person }) =>
    () =>
      desk.otp.reissue({ accountId: person, reason: 'new phone' }),
  'otp.verify': async (scene) => {
    const { keyId, token } = await withPendingKey(scene)
    return () => scene.desk.otp.verify({ accountId: scene.person, keyId, token })
  },
  'otp.cancel': async (scene) => {
    const { keyId } = await withPendingKey(scene)
    return () => scene.desk.otp.cancel({ accountId: scene.person, keyId })
  },
  'recovery.renew': async (scene) => {
    const { keyId, token } = await withPendingKey(scene)
    await scene.desk.otp.verify({ accountId: scene.person, keyId, token })
    return () => scene.desk.recovery.renew({ accountId: scene.person, reason: 'two codes left' })
  },
}
