/** Unlocks an account and begins its count of wrong codes anew, with a reason. */
import { ref } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import { desk } from '../bridge/desk'
import type { AfterAct } from './account-acts'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** @param after what the page does once it is done */
export function useUnlock(account: () => AccountDetail, after: AfterAct) {
  const open = ref(false)
  const { busy, fault, attempt } = useAttempt()

  function begin(): void {
    fault.value = null
    open.value = true
  }
  function cancel(): void {
    open.value = false
  }

  async function confirm(reason: string): Promise<void> {
    const done = await attempt(async () => {
      await withStepUp(() => desk.accounts.unlock({ id: account().id, reason }))
      open.value = false
    })
    if (done) await after.end('unlocked')
    // Somebody else was first, or the lock ran out while the reason was typed: the page says so too.
    await after.refresh()
  }

  return { open, busy, fault, begin, cancel, confirm }
}
