/** What must not wait under the sign-in screen: the page stays there, and what was typed; a secret it showed does not. */
import { watch } from 'vue'
import { useSession } from '../stores/session'

/** Calls `forget` when the session of this page ends. Call it in the setup of what holds a secret. */
export function onSessionEnd(forget: () => void): void {
  const session = useSession()
  watch(
    () => session.standing,
    (standing) => standing !== 'in' && forget(),
    { flush: 'sync' },
  )
}
