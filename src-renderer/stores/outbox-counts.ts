/** How many mails are in which state and where mail goes, for the status line, the rail and the outbox. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { desk } from '../bridge/desk'

export const useOutboxCounts = defineStore('outbox-counts', () => {
  const counts = shallowRef<Awaited<ReturnType<typeof desk.outbox.counts>> | null>(null)
  const failed = computed(() => counts.value?.states.failed ?? 0)

  /** Asks again; where the desk does not answer, the numbers of before stay. */
  async function load(): Promise<void> {
    counts.value = await desk.outbox.counts().catch(() => counts.value)
  }
  /** Nothing stays for the next person at this window. */
  const forget = (): void => void (counts.value = null)

  return { counts, failed, load, forget }
})
