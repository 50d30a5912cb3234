/** Changing one's own password. What is typed lives in the form and goes straight to the desk. */
import { shallowRef } from 'vue'
import type { SentToken } from '../../src-preload/contract/email'
import { desk } from '../bridge/desk'
import { useOwnAccount } from '../stores/own-account'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'

export function useOwnPassword() {
  const own = useOwnAccount()
  const session = useSession()
  /** The token mailed last from this page. */
  const sent = shallowRef<SentToken | null>(null)
  const { busy, fault, attempt } = useAttempt()

  const send = (): Promise<boolean> =>
    attempt(async () => {
      sent.value = await desk.self.sendPasswordToken()
    })

  /** `token` only where a method is set up. */
  const change = (typed: { current: string; token?: string; password: string }): Promise<boolean> =>
    attempt(async () => {
      session.renew((await desk.self.changePassword(typed)).me)
      sent.value = null
      await own.load()
    })

  return { sent, busy, fault, send, change }
}
