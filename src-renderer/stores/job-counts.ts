/** What waits for this person in the jobs: requests to decide and papers to take, for the rail. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { desk } from '../bridge/desk'

export const useJobCounts = defineStore('job-counts', () => {
  const counts = shallowRef<Awaited<ReturnType<typeof desk.jobs.counts>> | null>(null)
  const toDecide = computed(() => counts.value?.toDecide ?? 0)
  const papers = computed(() => counts.value?.papers ?? 0)

  /** Asks again; where the desk does not answer, the numbers of before stay. */
  async function load(): Promise<void> {
    counts.value = await desk.jobs.counts().catch(() => counts.value)
  }
  /** Nothing stays for the next person at this window. */
  const forget = (): void => void (counts.value = null)

  return { toDecide, papers, load, forget }
})
