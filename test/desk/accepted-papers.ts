/** How the operations are accepted on papers of a job, and on who has which recovery-code file. */
import { password } from '../doubles/test-desk'
import { tokenOf } from '../doubles/person'
import type { Accepted, Scene } from './accepted'

/** @returns the set that the first token of the person made, with the nobody who has it, and its file */
async function issued({ test, desk, person }: Scene) {
  const key = await desk.otp.reissue({ accountId: person, reason: 'first set-up' })
  const { fileText } = await desk.otp.verify({ accountId: person, keyId: key.keyId, token: tokenOf(test, key) })
  const { sets } = await desk.recovery.sets({ accountId: person, before: null, limit: 1 })
  return { setId: sets[0]?.setId ?? '', fileText }
}

const handedOver = { to: 'Haruka Sato', how: 'in-person', note: 'at the desk' } as const

export const acceptedPapers: Record<string, Accepted> = {
  'recovery.handOver': async (scene) => {
    const { setId } = await issued(scene)
    return () => scene.desk.recovery.handOver({ setId, ...handedOver })
  },
  'recovery.acknowledge': async (scene) => {
    const { setId } = await issued(scene)
    await scene.desk.recovery.handOver({ setId, ...handedOver })
    return () => scene.desk.recovery.acknowledge({ setId })
  },
  'recovery.checkFile': async (scene) => {
    const { fileText } = await issued(scene)
    return () => scene.desk.recovery.checkFile({ file: new File([fileText], 'found.txt') })
  },
  // The papers themselves have a spec of their own: no two zips of the same are the same bytes.
  'jobFiles.make': async ({ desk, person }) => {
    const act = { kind: 'set-department', department: 'Moved' } as const
    const { id: jobId } = await desk.jobs.plan({ act, of: { by: 'rows', ids: [person] } })
    const { fileId } = await desk.jobFiles.prepare({ of: 'dry-run', jobId, format: 'csv', language: 'en' })
    await desk.session.stepUp({ password })
    return () => desk.jobFiles.make({ fileId })
  },
}
