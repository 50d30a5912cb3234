/** The second step of signing in: a code of the app or of a mail, or a recovery code in its place. No code is kept. */
import { watch } from 'vue'
import { desk } from '../bridge/desk'
import { useDeskClock } from '../stores/desk-clock'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'

/** The acts answer whether they were done. */
export function useSecondStep() {
  const session = useSession()
  const clock = useDeskClock()
  const { busy, fault, attempt } = useAttempt()

  /** A wrong code may have been the last one taken; the desk says whether the step is still open. */
  async function tried(call: () => Promise<void>): Promise<boolean> {
    const done = await attempt(call)
    const code = fault.value?.code
    if (code?.endsWith('-wrong')) await session.load()
    if (code === 'challenge-over' || (code?.endsWith('-wrong') && !session.challenge)) {
      session.dropChallenge('challenge-over')
    }
    return done
  }

  const authenticate = (code: string): Promise<boolean> =>
    tried(async () => {
      session.enter((await desk.session.authenticate({ code })).me)
      await session.load()
    })

  const withRecoveryCode = (code: string): Promise<boolean> =>
    tried(async () => {
      session.enter((await desk.session.authenticateWithRecoveryCode({ code })).me)
      await session.load()
    })

  const sendAgain = (): Promise<boolean> => tried(async () => session.owe((await desk.session.sendAgain()).challenge))

  /** Back to the password; the open step ends. */
  async function leave(): Promise<void> {
    await desk.session.leaveChallenge().catch(() => undefined)
    session.dropChallenge(null)
  }

  const clear = (): void => void (fault.value = null)

  // Its time is over: nothing typed here would be taken.
  watch(
    () => session.challenge !== null && clock.now >= Date.parse(session.challenge.endsAt),
    (over) => over && session.dropChallenge('challenge-over'),
    { immediate: true },
  )

  return { busy, fault, authenticate, withRecoveryCode, sendAgain, leave, clear }
}
