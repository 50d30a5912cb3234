/** New account: opens the form, makes the account at the desk, and says which one it became. */
import { ref, shallowRef } from 'vue'
import type { AccountFields } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { withStepUp } from './use-step-up'

/** The act; `made` is called with the id of the new account. */
export function useNewAccount(made: (id: string) => void) {
  const open = ref(false)
  const busy = ref(false)
  const fault = shallowRef<Fault | null>(null)

  function ask(): void {
    fault.value = null
    open.value = true
  }

  async function make(account: AccountFields & { role: Role }): Promise<void> {
    if (busy.value) return
    busy.value = true
    fault.value = null
    try {
      const { id } = await withStepUp(() => desk.accounts.make(account))
      open.value = false
      made(id)
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      busy.value = false
    }
  }

  return { open, busy, fault, ask, make, cancel: () => (open.value = false) }
}
