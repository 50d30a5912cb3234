/** The language of one's own account: on every computer, and in mails. */
import type { Language } from '../../src-preload/contract/accounts'
import { desk } from '../bridge/desk'
import { chooseLanguage } from '../stores/language'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'

export function useOwnLanguage() {
  const session = useSession()
  const { busy, fault, attempt } = useAttempt()

  const choose = (language: Language): Promise<boolean> =>
    attempt(async () => {
      const { me } = await desk.self.setLanguage({ language })
      session.renew(me)
      // This computer speaks it before the next sign-in too.
      chooseLanguage(language)
    })

  return { busy, fault, choose }
}
