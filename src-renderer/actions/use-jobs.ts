/** The jobs newest first, in pages under a tab. */
import { computed, ref, watch } from 'vue'
import type { Job } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'
import { useJobCounts } from '../stores/job-counts'
import { usePagedRows } from './use-paged-rows'

const pageOfJobs = 50
export const jobTabs = ['all', 'requests', 'mine'] as const
export type JobTab = (typeof jobTabs)[number]

/** Loads the newest page at once and again whenever the tab changes. */
export function useJobs() {
  const counts = useJobCounts()
  const tab = ref<JobTab>('all')
  const pages = usePagedRows<Job, number>(async (before) => {
    const { jobs, more } = await desk.jobs.list({ only: tab.value, before, limit: pageOfJobs })
    return { rows: jobs, next: more ? (jobs.at(-1)?.no ?? null) : null }
  })
  const { rows: jobs, next, busy, loaded, fault, older } = pages
  const more = computed(() => next.value !== null)
  const newest = async (): Promise<void> => {
    await Promise.all([pages.first(), counts.load()])
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
