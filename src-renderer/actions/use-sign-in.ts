/** Signing in: email and password go to the desk; whoever is in then sits here. */
import { ref } from 'vue'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useSession } from '../stores/session'

/** @returns the act, whether it runs, and the fault of the last try. The act answers whether one is in. */
export function useSignIn() {
  const session = useSession()
  const busy = ref(false)
  const fault = ref<Fault | null>(null)

  async function signIn(email: string, password: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    fault.value = null
    try {
      const answer = await desk.session.signIn({ email, password })
      session.enter(answer.me)
      // What the desk owes may have changed since this page was opened.
      await session.load()
      return true
    } catch (error) {
      fault.value = faultOf(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { signIn, busy, fault }
}
