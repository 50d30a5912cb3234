/** Filters of the log that the person keeps by name. */
import { ref, shallowRef } from 'vue'
import type { AuditFilter, SavedSearch } from '../../src-preload/contract/audit'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'

export function useSavedSearches() {
  const searches = shallowRef<readonly SavedSearch[]>([])
  /** The name is being asked for. */
  const asking = ref(false)
  const { busy, fault, attempt } = useAttempt()

  async function load(): Promise<void> {
    searches.value = await desk.audit.searches().then(
      (reply) => reply.searches,
      () => searches.value,
    )
  }
  function ask(): void {
    fault.value = null
    asking.value = true
  }
  async function save(name: string, filter: AuditFilter): Promise<void> {
    const done = await attempt(async () => {
      const { search } = await desk.audit.saveSearch({ name, filter })
      searches.value = [...searches.value, search]
    })
    if (done) asking.value = false
  }
  async function forget(id: string): Promise<void> {
    await attempt(async () => {
      await desk.audit.forgetSearch({ id })
      searches.value = searches.value.filter((one) => one.id !== id)
    })
  }
  void load()

  return { searches, asking, busy, fault, ask, save, forget }
}
