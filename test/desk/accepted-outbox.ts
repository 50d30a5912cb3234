/** How the operations of the outbox are accepted. */
import { signedInPerson } from '../doubles/person'
import type { Accepted, Scene } from './accepted'

/** @returns the id of a notice that waits: the account was disabled. */
async function waitingNotice({ desk, person }: Scene): Promise<string> {
  await desk.accounts.disable({ id: person, reason: 'left' })
  const { rows } = await desk.outbox.list({ before: null, limit: 10 })
  return rows.find(({ kind }) => kind === 'account-disabled')?.id ?? ''
}

/** @returns the id of a notice of an act that is not the administrator's: somebody changed their password. */
async function noticeOfAnother({ test, desk }: Scene): Promise<string> {
  await signedInPerson(test, desk, 'jun@corp.example')
  const { rows } = await desk.outbox.list({ before: null, limit: 10 })
  return rows.find(({ kind }) => kind === 'password-changed')?.id ?? ''
}

export const acceptedOutbox: Record<string, Accepted> = {
  'outbox.tryAgain': async (scene) => {
    const id = await waitingNotice(scene)
    // else it is due at the very moment it was due before
    scene.test.time += 1000
    return () => scene.desk.outbox.tryAgain({ id })
  },
  'outbox.handOver': async (scene) => {
    const id = await noticeOfAnother(scene)
    return () => scene.desk.outbox.handOver({ id, reason: 'no mail there' })
  },
}
