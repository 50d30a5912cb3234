/** The first start: makes the first administrator, gets the recovery key once, and has it read back. */
import { ref, shallowRef } from 'vue'
import type { RecoveryKey } from '../../src-preload/contract/welcome'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useSession } from '../stores/session'

/** The acts of the welcome. The recovery key lives in the page that calls this, and goes with it. */
export function useWelcome() {
  const session = useSession()
  const busy = ref(false)
  const fault = ref<Fault | null>(null)
  const recoveryKey = shallowRef<RecoveryKey | null>(null)

  async function run(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    fault.value = null
    try {
      await act()
      return true
    } catch (error) {
      fault.value = faultOf(error)
      return false
    } finally {
      busy.value = false
    }
  }

  const makeAdministrator = (first: { name: string; email: string; password: string; issuer: string }) =>
    run(async () => {
      const made = await desk.welcome.makeAdministrator(first)
      recoveryKey.value = made.recoveryKey
      session.enter(made.me)
      session.setWelcome('recovery-key')
    })

  const makeRecoveryKey = () => run(async () => void (recoveryKey.value = await desk.welcome.makeRecoveryKey()))

  /** The groups typed back, in the order of `askBack`; afterwards one signs in with the password chosen. */
  const confirm = (groups: string[]) =>
    run(async () => {
      await desk.welcome.confirmRecoveryKey({ groups })
      recoveryKey.value = null
      session.setWelcome(null)
      await desk.session.signOut().catch(() => undefined)
      session.leave('welcome-done')
    })

  return { busy, fault, recoveryKey, makeAdministrator, makeRecoveryKey, confirm }
}
