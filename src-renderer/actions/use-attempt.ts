/** Runs one call at a time for a dialog and keeps the fault it ended in. */
import { ref, shallowRef } from 'vue'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'

/** `attempt` answers `true` when the call was done; a second one while the first runs is not begun. */
export function useAttempt() {
  const busy = ref(false)
  const fault = shallowRef<Fault | null>(null)

  async function attempt(call: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    fault.value = null
    try {
      await call()
      return true
    } catch (error) {
      fault.value = faultOf(error)
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, fault, attempt }
}
