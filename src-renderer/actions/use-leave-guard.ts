/** Asks before a page is left on which something would be lost. */
import { ref, watch } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { useSession } from '../stores/session'

/** Call it in the setup of a view. `asking` opens its dialog; `answer` says whether one leaves. */
export function useLeaveGuard(isNeeded: () => boolean) {
  const session = useSession()
  const asking = ref(false)
  let resolve: ((leave: boolean) => void) | null = null

  function answer(leave: boolean): void {
    asking.value = false
    resolve?.(leave)
    resolve = null
  }

  // Saved or printed meanwhile: there is nothing to ask about any more.
  watch(isNeeded, (needed) => {
    if (!needed && asking.value) answer(true)
  })

  onBeforeRouteLeave(() => {
    // Whoever signs out has left already.
    if (!isNeeded() || session.standing !== 'in') return true
    answer(false)
    asking.value = true
    return new Promise<boolean>((settle) => (resolve = settle))
  })

  return { asking, answer }
}
