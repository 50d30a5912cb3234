/** Disables an account or enables it again, with a reason. */
import { ref } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** `asking` says which of the two is asked about. */
export function useAccountAccess(account: () => AccountDetail, refresh: () => Promise<void>) {
  const asking = ref<'disable' | 'enable' | null>(null)
  const { busy, fault, attempt } = useAttempt()

  function begin(what: 'disable' | 'enable'): void {
    fault.value = null
    asking.value = what
  }
  function cancel(): void {
    asking.value = null
  }

  /** @returns what was done, null where it was refused. */
  async function confirm(reason: string): Promise<'disable' | 'enable' | null> {
    const what = asking.value
    if (!what) return null
    const done = await attempt(async () => {
      await withStepUp(() => desk.accounts[what]({ id: account().id, reason }))
      asking.value = null
    })
    if (done) await refresh()
    return done ? what : null
  }

  return { asking, busy, fault, begin, cancel, confirm }
}
