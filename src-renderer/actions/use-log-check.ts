/** The check of all rows of the log: begun here or by somebody else, followed until it ends. */
import { computed, onScopeDispose, shallowRef } from 'vue'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useLogState } from '../stores/log-state'
import { useSession } from '../stores/session'

/** Milliseconds between two looks at how far it is. */
const lookEvery = 400

export function useLogCheck() {
  const log = useLogState()
  const session = useSession()
  const fault = shallowRef<Fault | null>(null)
  const may = computed(() => session.can('audit.verify'))
  const running = computed(() => log.state?.running ?? null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false

  async function follow(): Promise<void> {
    await log.load()
    clearTimeout(timer)
    if (!over && running.value) timer = setTimeout(() => void follow(), lookEvery)
  }
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
  })

  async function told(call: () => Promise<object>): Promise<void> {
    if (!may.value) return
    fault.value = null
    await call().catch((error: unknown) => void (fault.value = faultOf(error)))
    await follow()
  }
  /** Begins it, or joins the one that runs. */
  const check = (): Promise<void> => told(() => desk.audit.check())
  const cancel = (): Promise<void> => told(() => desk.audit.cancelCheck())

  return { may, running, fault, check, cancel, follow }
}
