/** What is done about one job: started, asked for, approved, denied, given up, gone on with, undone. */
import type { Job } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'
import { useAccountSelection } from '../stores/account-selection'
import { useJobCounts } from '../stores/job-counts'
import { useJobDrafts } from '../stores/job-drafts'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/**
 * @param put takes the job as it is after an act
 * @param look brings it as it is now, where an act was refused because it has moved on
 */
export function useJobActs(put: (job: Job) => void, look: () => Promise<void>) {
  const { busy, fault, attempt } = useAttempt()
  const selection = useAccountSelection()
  const counts = useJobCounts()
  const drafts = useJobDrafts()

  /** @returns whether it was done. */
  async function run(call: () => Promise<Job>): Promise<boolean> {
    const done = await attempt(async () => put(await withStepUp(call)))
    if (!done && fault.value?.code !== 'cancelled') await look()
    void counts.load()
    return done
  }
  /** What was selected for it is on its way: nobody begins it twice by chance. */
  async function begun(job: Job, call: () => Promise<Job>): Promise<boolean> {
    const done = await run(call)
    if (!done) return false
    drafts.drop(job.id)
    selection.forget()
    return true
  }

  return {
    busy,
    fault,
    start: (job: Job, reason: string, includeNoWayIn: boolean) =>
      begun(job, () => desk.jobs.start({ jobId: job.id, reason, includeNoWayIn })),
    ask: (job: Job, reason: string, includeNoWayIn: boolean) =>
      begun(job, () => desk.jobs.ask({ jobId: job.id, reason, includeNoWayIn })),
    approve: (job: Job) => run(() => desk.jobs.approve({ jobId: job.id, digest: job.digest ?? '' })),
    deny: (job: Job, reason: string) => run(() => desk.jobs.deny({ jobId: job.id, reason })),
    cancel: (job: Job) => run(() => desk.jobs.cancel({ jobId: job.id })),
    resume: (job: Job) => run(() => desk.jobs.resume({ jobId: job.id })),
    /** @returns the id of the job that undoes it, a dry run; null where it was refused: then `fault` says why */
    planUndo: async (job: Job): Promise<string | null> => {
      let id: string | null = null
      await attempt(async () => {
        id = (await withStepUp(() => desk.jobs.planUndo({ jobId: job.id }))).id
      })
      return id
    },
  }
}
