/** Taking one's own method away: asks first, and says what dies. */
import { ref } from 'vue'
import { desk } from '../bridge/desk'
import { useOwnAccount } from '../stores/own-account'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** What is asked for: the key with its codes, or everything of either method. */
type Dying = 'key' | 'mfa'

export function useOwnClearing() {
  const own = useOwnAccount()
  const session = useSession()
  const asking = ref<Dying | null>(null)
  const { busy, fault, attempt } = useAttempt()

  function begin(what: Dying): void {
    fault.value = null
    asking.value = what
  }
  const stop = (): void => void (asking.value = null)

  const confirm = (): Promise<boolean> =>
    attempt(async () => {
      const what = asking.value
      const done = await withStepUp(() => (what === 'key' ? desk.self.deleteOtpKey() : desk.self.clearMfa()))
      asking.value = null
      session.renew(done.me)
      await own.load()
    })

  return { asking, busy, fault, begin, stop, confirm }
}
