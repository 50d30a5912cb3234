/** The first start: makes the first administrator, gets the recovery key once, and has it read back. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { RecoveryKey } from '../../src-preload/contract/welcome'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useSession } from '../stores/session'

/** The acts of the welcome. The recovery key lives in the page that calls this, and goes with it. */
export function useWelcome() {
  const session = useSession()
  const router = useRouter()
  const busy = ref(false)
  const fault = ref<Fault | null>(null)
  const recoveryKey = shallowRef<RecoveryKey | null>(null)
  /** Where one stands. It changes with what is done here only: the page must not change its words while it is left. */
  const step = ref<'administrator' | 'recovery-key'>(
    session.state?.welcome === 'administrator' ? 'administrator' : 'recovery-key',
  )
  onScopeDispose(() => (recoveryKey.value = null))

  async function run(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    fault.value = null
    try {
      await act()
      return true
    } catch (error) {
      const found = faultOf(error)
      // Somebody was first, at another window: there is nothing left to do here.
      if (found.code === 'welcome-done') await leaveDone()
      else fault.value = found
      return false
    } finally {
      busy.value = false
    }
  }

  async function leaveDone(): Promise<void> {
    await session.load()
    if (!session.me) session.notice = 'administrator-made'
    await router.replace('/')
  }

  const makeAdministrator = (first: { name: string; email: string; password: string; issuer: string }) =>
    run(async () => {
      const made = await desk.welcome.makeAdministrator(first)
      recoveryKey.value = made.recoveryKey
      session.enter(made.me)
      session.setWelcome('recovery-key')
      step.value = 'recovery-key'
    })

  const makeRecoveryKey = () => run(async () => void (recoveryKey.value = await desk.welcome.makeRecoveryKey()))

  /** The groups typed back, in the order of `askBack`; afterwards one signs in with the password chosen. */
  const confirm = (groups: string[]) =>
    run(async () => {
      await desk.welcome.confirmRecoveryKey({ groups })
      session.setWelcome(null)
      await desk.session.signOut().catch(() => undefined)
      session.leave('welcome-done')
    })

  return { busy, fault, recoveryKey, step, makeAdministrator, makeRecoveryKey, confirm }
}
