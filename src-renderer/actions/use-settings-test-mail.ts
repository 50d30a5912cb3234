/** Sends a test mail with the settings as they are typed, and keeps what the server said. */
import { ref, shallowRef } from 'vue'
import type { ChangedMail, MailTest } from '../../src-preload/contract/settings'
import { desk } from '../bridge/desk'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

export function useSettingsTestMail() {
  const session = useSession()
  const to = ref(session.me?.email ?? '')
  const missing = ref(false)
  /** With the instant it was sent at, milliseconds by the desk's clock. */
  const result = shallowRef<{ test: MailTest; at: number } | null>(null)
  const { busy, fault, attempt } = useAttempt()

  async function send(mail: ChangedMail): Promise<void> {
    missing.value = !/^\S+@\S+$/.test(to.value.trim())
    if (missing.value) return
    await attempt(async () => {
      result.value = null
      const test = await withStepUp(() => desk.settings.testMail({ mail: { ...mail }, to: to.value }))
      result.value = { test, at: Date.now() + session.clockOffset }
    })
  }

  return { to, missing, result, busy, fault, send }
}
