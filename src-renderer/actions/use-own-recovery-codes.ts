/** One's own recovery codes: a new set, held while its window is open and nowhere else. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { RecoverySet } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { useOwnAccount } from '../stores/own-account'
import { useAttempt } from './use-attempt'
import { onSessionEnd } from './use-session-end'
import { withStepUp } from './use-step-up'

/** `set` is what the window of recovery codes shows; `close` takes it out of memory. */
export function useOwnRecoveryCodes() {
  const own = useOwnAccount()
  const asking = ref(false)
  const set = shallowRef<RecoverySet | null>(null)
  const { busy, fault, attempt } = useAttempt()

  function begin(): void {
    fault.value = null
    asking.value = true
  }
  const stop = (): void => void (asking.value = false)
  /** Shows a set that another act has made: verifying an OTP key. */
  const show = (made: RecoverySet): void => void (set.value = made)
  const close = (): void => void (set.value = null)
  onScopeDispose(close)
  onSessionEnd(close)

  /** The former set is void at once. */
  const make = (): Promise<boolean> =>
    attempt(async () => {
      set.value = await withStepUp(() => desk.self.renewRecoveryCodes())
      asking.value = false
      await own.load()
    })

  return { asking, set, busy, fault, begin, stop, show, close, make }
}
