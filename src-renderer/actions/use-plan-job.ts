/** Choosing an act for accounts: the desk judges each in a dry run, whose page is gone to. */
import { onScopeDispose, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { JobAct, JobChoice } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'
import { useJobDrafts } from '../stores/job-drafts'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** `asking` is what an act is chosen for; null while nobody chooses. */
export function usePlanJob() {
  const router = useRouter()
  const asking = shallowRef<JobChoice | null>(null)
  const { busy, fault, attempt } = useAttempt()
  let left = false
  onScopeDispose(() => (left = true))

  function ask(choice: JobChoice): void {
    fault.value = null
    asking.value = choice
  }
  const cancel = (): void => void (asking.value = null)

  async function plan(act: JobAct): Promise<void> {
    const of = asking.value
    if (!of) return
    await attempt(async () => {
      const { id } = await withStepUp(() => desk.jobs.plan({ act, of }))
      // Closed meanwhile, or gone elsewhere: the dry run stands in the list of jobs.
      if (asking.value !== of || left) return
      asking.value = null
      await router.push(`/jobs/${id}`)
    })
  }

  return { asking, busy, fault, ask, plan, cancel }
}

/**
 * Answers `second-person-needed` on one account: the same act as a job over that account, whose page asks for approval.
 * @returns a function that goes there
 */
export function useSecondPerson() {
  const router = useRouter()
  const drafts = useJobDrafts()
  return async (act: JobAct, accountId: string, reason: string): Promise<void> => {
    const { id } = await withStepUp(() => desk.jobs.plan({ act, of: { by: 'rows', ids: [accountId] } }))
    drafts.keep(id, { reason, say: 'second' })
    await router.push(`/jobs/${id}`)
  }
}
