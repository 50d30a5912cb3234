/** The jobs newest first, in pages under a tab. */
import { ref, shallowRef, watch } from 'vue'
import type { Job } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useJobCounts } from '../stores/job-counts'

const pageOfJobs = 50
export const jobTabs = ['all', 'requests', 'mine'] as const
export type JobTab = (typeof jobTabs)[number]

/** Loads the newest page at once and again whenever the tab changes. */
export function useJobs() {
  const counts = useJobCounts()
  const tab = ref<JobTab>('all')
  const jobs = shallowRef<readonly Job[]>([])
  const more = ref(false)
  const busy = ref(false)
  const loaded = ref(false)
  const fault = shallowRef<Fault | null>(null)
  let asked = 0

  async function page(before: number | null): Promise<void> {
    const turn = ++asked
    busy.value = true
    try {
      const reply = await desk.jobs.list({ only: tab.value, before, limit: pageOfJobs })
      // Another tab was chosen meanwhile: this answer is to another question.
      if (turn !== asked) return
      jobs.value = before === null ? reply.jobs : [...jobs.value, ...reply.jobs]
      more.value = reply.more
      fault.value = null
      loaded.value = true
    } catch (error) {
      if (turn === asked) fault.value = faultOf(error)
    } finally {
      if (turn === asked) busy.value = false
    }
  }
  const newest = async (): Promise<void> => {
    await Promise.all([page(null), counts.load()])
  }
  /** The next page, once at a time. */
  const older = async (): Promise<void> => {
    const last = jobs.value.at(-1)
    if (more.value && !busy.value && last) await page(last.no)
  }

  watch(
    tab,
    () => {
      loaded.value = false
      void newest()
    },
    { immediate: true },
  )
  return { tab, jobs, more, busy, loaded, fault, newest, older }
}
