/** How the operations on jobs are accepted, for the spec of rows. */
import type { Desk } from '../../src-preload/contract'
import type { Job } from '../../src-preload/contract/jobs'
import { behind, givePassword } from '../doubles/behind-the-desk'
import { makeAccount, password, type TestDesk } from '../doubles/test-desk'
import type { Accepted, Scene } from './accepted'

/** @returns a dry run that would move the person to another department */
const planned = ({ desk, person }: Scene): Promise<Job> =>
  desk.jobs.plan({ act: { kind: 'set-department', department: 'Moved' }, of: { by: 'rows', ids: [person] } })

/** A second administrator, who signs in. */
export async function colleague(test: TestDesk, desk: Desk): Promise<{ desk: Desk; id: string }> {
  const email = 'second@corp.example'
  const id = await makeAccount(desk, 'Sekond Admin', email, 'administrator')
  await givePassword(test, id)
  const theirs = test.at(test.seat())
  await theirs.session.signIn({ email, password })
  return { desk: theirs, id }
}

const wanted = { reason: 'new building', includeNoWayIn: false }

/** @returns a request of the administrator, and the colleague who may decide on it */
async function asked(scene: Scene) {
  const other = await colleague(scene.test, scene.desk)
  const { id } = await planned(scene)
  const job = await scene.desk.jobs.ask({ jobId: id, ...wanted })
  return { job, desk: other.desk }
}

export const acceptedJobs: Record<string, Accepted> = {
  'jobs.plan': async (scene) => () => planned(scene),
  'jobs.start': async (scene) => {
    const { id } = await planned(scene)
    return () => scene.desk.jobs.start({ jobId: id, ...wanted })
  },
  'jobs.ask': async (scene) => {
    const { id } = await planned(scene)
    return () => scene.desk.jobs.ask({ jobId: id, ...wanted })
  },
  'jobs.approve': async (scene) => {
    const { job, desk } = await asked(scene)
    return () => desk.jobs.approve({ jobId: job.id, digest: job.digest ?? '' })
  },
  'jobs.deny': async (scene) => {
    const { job, desk } = await asked(scene)
    return () => desk.jobs.deny({ jobId: job.id, reason: 'not this month' })
  },
  'jobs.cancel': async (scene) => {
    const { id } = await planned(scene)
    return () => scene.desk.jobs.cancel({ jobId: id })
  },
  'jobs.resume': async (scene) => {
    const { id } = await planned(scene)
    await scene.desk.jobs.start({ jobId: id, ...wanted })
    await scene.test.composed.idle()
    // as it stands where a fault stopped it before its only account
    await behind(scene.test, async (tables) => {
      await tables.jobs.change(id, { phase: 'stopped', stopped_by: 'not-allowed', ended_at: null, undo_until: null })
    })
    return () => scene.desk.jobs.resume({ jobId: id })
  },
  'jobs.planUndo': async (scene) => {
    const other = await colleague(scene.test, scene.desk)
    const { id } = await planned(scene)
    await scene.desk.jobs.start({ jobId: id, ...wanted })
    await scene.test.composed.idle()
    return () => other.desk.jobs.planUndo({ jobId: id })
  },
}
