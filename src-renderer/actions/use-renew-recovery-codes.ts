/** Makes a new set of recovery codes and holds it while its window is open; nowhere else. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { RecoverySet } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'
import { onSessionEnd } from './use-session-end'
import { withStepUp } from './use-step-up'

/** `set` is what the window of recovery codes shows; `close` takes it out of memory. */
export function useRenewRecoveryCodes(account: () => AccountDetail) {
  const asking = ref(false)
  const set = shallowRef<RecoverySet | null>(null)
  const { busy, fault, attempt } = useAttempt()

  function begin(): void {
    fault.value = null
    asking.value = true
  }
  function stopAsking(): void {
    asking.value = false
  }
  /** Shows a set that another act has made: verifying an OTP key. */
  function show(made: RecoverySet): void {
    set.value = made
  }
  function close(): void {
    set.value = null
  }
  onScopeDispose(close)
  onSessionEnd(close)

  /** The former set is void at once. */
  const make = (reason: string): Promise<boolean> =>
    attempt(async () => {
      set.value = await withStepUp(() => desk.recovery.renew({ accountId: account().id, reason }))
      asking.value = false
    })

  return { asking, set, busy, fault, begin, stopAsking, show, close, make }
}
