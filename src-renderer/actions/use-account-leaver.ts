/** Removes a disabled account or takes its name off, with a reason and the password of this very call. */
import { ref } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

export type LeaverAct = 'anonymise' | 'remove'

/** `asking` says which of the two is asked about. */
export function useAccountLeaver(account: () => AccountDetail) {
  const asking = ref<LeaverAct | null>(null)
  const { busy, fault, attempt } = useAttempt()

  function begin(what: LeaverAct): void {
    fault.value = null
    asking.value = what
  }
  function cancel(): void {
    asking.value = null
  }

  /** @returns what was done, null where it was refused. */
  async function confirm(reason: string): Promise<LeaverAct | null> {
    const what = asking.value
    if (!what) return null
    const done = await attempt(async () => {
      await withStepUp(() => desk.accounts[what]({ id: account().id, reason }))
      asking.value = null
    })
    return done ? what : null
  }

  return { asking, busy, fault, begin, cancel, confirm }
}
