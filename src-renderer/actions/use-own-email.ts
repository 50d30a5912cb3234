/** One's own email as the method, and one's own address: a token is mailed, and what the person reads in it is verified. */
import { ref } from 'vue'
import { desk } from '../bridge/desk'
import { useOwnAccount } from '../stores/own-account'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** Setting up email as the method (M10 to M13). The acts answer whether they were done. */
export function useOwnEmailMethod() {
  const own = useOwnAccount()
  const session = useSession()
  const { busy, fault, attempt } = useAttempt()

  const send = (): Promise<boolean> =>
    attempt(async () => {
      await withStepUp(() => desk.self.sendEmailToken())
      await own.load()
    })

  const verify = (token: string): Promise<boolean> =>
    attempt(async () => {
      session.renew((await desk.self.verifyEmailToken({ token })).me)
      await own.load()
    })

  return { busy, fault, send, verify }
}

/** The address of the account: another one, and the token that verifies it. */
export function useOwnAddress() {
  const own = useOwnAccount()
  const session = useSession()
  const changing = ref(false)
  const { busy, fault, attempt } = useAttempt()

  const change = (email: string): Promise<boolean> =>
    attempt(async () => {
      await withStepUp(() => desk.self.changeEmail({ email }))
      changing.value = false
      // Where email was the method it has stopped by this, and the session is kept to setting one up.
      await session.load()
      await own.load()
    })

  const send = (): Promise<boolean> =>
    attempt(async () => {
      await desk.self.sendAddressToken()
      await own.load()
    })

  const verify = (token: string): Promise<boolean> =>
    attempt(async () => {
      session.renew((await desk.self.verifyAddress({ token })).me)
      await own.load()
    })

  function begin(): void {
    fault.value = null
    changing.value = true
  }
  function stop(): void {
    fault.value = null
    changing.value = false
  }

  return { changing, busy, fault, begin, stop, change, send, verify }
}
