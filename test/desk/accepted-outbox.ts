/** How the operations of the outbox are accepted. */
import type { Accepted, Scene } from './accepted'

/** @returns the id of a notice that waits: the account was disabled. */
async function waitingNotice({ desk, person }: Scene): Promise<string> {
  await desk.accounts.disable({ id: person, reason: 'left' })
  const { rows } = await desk.outbox.list({ before: null, limit: 10 })
  return rows.find(({ kind }) => kind === 'account-disabled')?.id ?? ''
}

export const acceptedOutbox: Record<string, Accepted> = {
  'outbox.tryAgain': async (scene) => {
    const id = await waitingNotice(scene)
    return () => scene.desk.outbox.tryAgain({ id })
  },
  'outbox.handOver': async (scene) => {
    const id = await waitingNotice(scene)
    return () => scene.desk.outbox.handOver({ id, reason: 'no mail there' })
  },
}
