/** Changing one's own password. What is typed lives in the form and goes straight to the desk. */
import { desk } from '../bridge/desk'
import { useOwnAccount } from '../stores/own-account'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'

export function useOwnPassword() {
  const own = useOwnAccount()
  const session = useSession()
  const { busy, fault, attempt } = useAttempt()

  /** `token` only where OTP is set up. */
  const change = (typed: { current: string; token?: string; password: string }): Promise<boolean> =>
    attempt(async () => {
      session.renew((await desk.self.changePassword(typed)).me)
      await own.load()
    })

  return { busy, fault, change }
}
