/** Signing in: email and password go to the desk; whoever is in then sits here, or owes the second step. */
import { desk } from '../bridge/desk'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'

/** @returns the act, whether it runs, and the fault of the last try. The act answers whether the password was taken. */
export function useSignIn() {
  const session = useSession()
  const { busy, fault, attempt } = useAttempt()

  const signIn = (email: string, password: string): Promise<boolean> =>
    attempt(async () => {
      const answer = await desk.session.signIn({ email, password })
      if (answer.kind === 'challenge') return session.owe(answer.challenge)
      session.enter(answer.me)
      // What the desk owes may have changed since this page was opened.
      await session.load()
    })

  /** Back from the page that says why nobody gets in. */
  const clear = (): void => void (fault.value = null)

  return { signIn, clear, busy, fault }
}
