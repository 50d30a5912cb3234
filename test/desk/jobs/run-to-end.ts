/** A job run to its end: alone, or with a second person where it takes one. */
import type { Desk } from '../../../src-preload/contract'
import type { Job } from '../../../src-preload/contract/jobs'
import { faultOf } from '../../doubles/operations'
import type { TestDesk } from '../../doubles/test-desk'
import { approving, proving, wanted } from './scene'

/** @returns the job at its end */
export async function toItsEnd(
  test: TestDesk,
  [maker, second]: readonly [Desk, Desk],
  jobId: string,
  includeNoWayIn = false,
): Promise<Job> {
  const asked = { jobId, reason: wanted.reason, includeNoWayIn }
  const fault = await faultOf(proving(maker, () => maker.jobs.start(asked)))
  if (fault === 'second-person-needed') await approving(second, await proving(maker, () => maker.jobs.ask(asked)))
  else if (fault !== null) throw new Error(`the job was not started: ${fault}`)
  await test.composed.idle()
  return maker.jobs.show({ jobId })
}
