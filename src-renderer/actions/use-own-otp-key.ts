/** One's own OTP key: made and shown once, verified by its first token, or dropped. The key lives here and nowhere else. */
import { onScopeDispose, shallowRef } from 'vue'
import type { NewOtpKey } from '../../src-preload/contract/otp'
import type { RecoverySet } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { useOwnAccount } from '../stores/own-account'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'
import { onSessionEnd } from './use-session-end'
import { withStepUp } from './use-step-up'

/** `newKey` is shown while it is pending and this page is open. */
export function useOwnOtpKey() {
  const own = useOwnAccount()
  const session = useSession()
  const newKey = shallowRef<NewOtpKey | null>(null)
  const { busy, fault, attempt } = useAttempt()

  const forget = (): void => void (newKey.value = null)
  onScopeDispose(forget)
  onSessionEnd(forget)

  /** The former key works on until this one is verified. */
  const make = (): Promise<boolean> =>
    attempt(async () => {
      newKey.value = await withStepUp(() => desk.self.makeOtpKey())
      await own.load()
    })

  const keyId = (): string => newKey.value?.keyId ?? own.account?.pendingKey?.id ?? ''

  /** @returns the recovery codes that came with the right token; null where the token was refused, and the key stays pending. */
  async function verify(token: string): Promise<RecoverySet | null> {
    let set: RecoverySet | null = null
    await attempt(async () => {
      const done = await desk.self.verifyOtpKey({ keyId: keyId(), token })
      forget()
      set = done.recoverySet
      session.renew(done.me)
      await own.load()
    })
    return set
  }

  const cancel = (): Promise<boolean> =>
    attempt(async () => {
      await desk.self.cancelOtpKey({ keyId: keyId() })
      forget()
      await own.load()
    })

  return { newKey, busy, fault, make, verify, cancel }
}
