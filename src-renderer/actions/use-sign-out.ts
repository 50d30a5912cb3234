/** Signing out: the desk ends the session, and the page is left whatever the desk says. */
import { desk } from '../bridge/desk'
import { useSession } from '../stores/session'

/** @returns the act; it never rejects. */
export function useSignOut(): () => Promise<void> {
  const session = useSession()
  return async () => {
    await desk.session.signOut().catch(() => undefined)
    session.leave('signed-out')
    await session.load()
  }
}
