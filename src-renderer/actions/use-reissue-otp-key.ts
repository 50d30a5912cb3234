/** Re-issues an OTP key: asks why, shows the key once, verifies its first token or drops it. The key lives here and nowhere else. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { NewOtpKey } from '../../src-preload/contract/otp'
import type { RecoverySet } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'
import { onSessionEnd } from './use-session-end'
import { withStepUp } from './use-step-up'

/** `step` says which dialog is open: for the reason, or for the key and its token. */
export function useReissueOtpKey(account: () => AccountDetail) {
  const step = ref<'reason' | 'key' | null>(null)
  const newKey = shallowRef<NewOtpKey | null>(null)
  const reason = ref('')
  const { busy, fault, attempt } = useAttempt()

  function end(): void {
    step.value = null
    newKey.value = null
    reason.value = ''
    fault.value = null
  }
  onScopeDispose(end)
  // The dialog stays and asks for the token of a key that is not shown again.
  onSessionEnd(() => void (newKey.value = null))

  /** Opens the question for the reason. */
  function begin(): void {
    end()
    step.value = 'reason'
  }

  /** Opens the dialog for a key that was made earlier and is still pending. */
  function resume(): void {
    end()
    step.value = 'key'
  }

  /** Makes the key. The old one works on. */
  const make = (why: string): Promise<boolean> =>
    attempt(async () => {
      const accountId = account().id
      newKey.value = await withStepUp(() => desk.otp.reissue({ accountId, reason: why }))
      reason.value = why
      step.value = 'key'
    })

  const keyId = (): string => newKey.value?.keyId ?? account().pendingKey?.id ?? ''

  /** @returns the recovery codes that came with the right token; null where the token was refused, and the key stays pending. */
  async function verify(token: string): Promise<RecoverySet | null> {
    let set: RecoverySet | null = null
    await attempt(async () => {
      set = await withStepUp(() => desk.otp.verify({ accountId: account().id, keyId: keyId(), token }))
      end()
    })
    return set
  }

  /** Cancel set-up: drops the pending key. */
  const cancel = (): Promise<boolean> =>
    attempt(async () => {
      await withStepUp(() => desk.otp.cancel({ accountId: account().id, keyId: keyId() }))
      end()
    })

  return { step, newKey, reason, busy, fault, begin, resume, make, verify, cancel, leave: end }
}
