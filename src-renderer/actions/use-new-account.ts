/** New account: opens the form, makes the account at the desk, and says which one it became. */
import { ref, shallowRef } from 'vue'
import type { AccountFields } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useSecondPerson } from './use-plan-job'
import { withStepUp } from './use-step-up'

/** The act; `made` is called with the id of the new account. */
export function useNewAccount(made: (id: string) => void) {
  const open = ref(false)
  const busy = ref(false)
  const fault = shallowRef<Fault | null>(null)
  const secondPerson = useSecondPerson()

  function ask(): void {
    fault.value = null
    open.value = true
  }

  /** Where a staff role needs a second person, a user is made, and the role is asked for by a job. */
  async function makeOrAsk(account: AccountFields & { role: Role }): Promise<{ id: string; owed: boolean }> {
    try {
      return { ...(await withStepUp(() => desk.accounts.make(account))), owed: false }
    } catch (error) {
      if (faultOf(error).code !== 'second-person-needed') throw error
      return { ...(await withStepUp(() => desk.accounts.make({ ...account, role: 'user' }))), owed: true }
    }
  }

  async function make(account: AccountFields & { role: Role }): Promise<void> {
    if (busy.value) return
    busy.value = true
    fault.value = null
    try {
      const { id, owed } = await makeOrAsk(account)
      open.value = false
      if (owed) await secondPerson({ kind: 'set-role', role: account.role }, id, '')
      else made(id)
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      busy.value = false
    }
  }

  return { open, busy, fault, ask, make, cancel: () => (open.value = false) }
}
