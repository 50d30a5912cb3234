/** Changes the role of an account; asks for the password each time. */
import { ref } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { Role } from '../../src-preload/contract/rights'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'
import { useSecondPerson } from './use-plan-job'
import { withStepUp } from './use-step-up'

/** @param refresh brings the account as it is now, also after somebody else changed it */
export function useChangeRole(account: () => AccountDetail, refresh: () => Promise<void>) {
  const open = ref(false)
  const { busy, fault, attempt } = useAttempt()
  const secondPerson = useSecondPerson()

  function begin(): void {
    fault.value = null
    open.value = true
  }
  function cancel(): void {
    open.value = false
  }

  /** @returns whether it was changed. */
  async function confirm(role: Role, reason: string): Promise<boolean> {
    const { id, rev } = account()
    const done = await attempt(async () => {
      await withStepUp(() => desk.accounts.changeRole({ id, rev, role, reason }))
      open.value = false
    })
    if (fault.value?.code === 'second-person-needed') {
      await attempt(() => secondPerson({ kind: 'set-role', role }, id, reason))
      return false
    }
    if (done || fault.value?.code === 'changed-meanwhile') await refresh()
    return done
  }

  return { open, busy, fault, begin, cancel, confirm }
}
