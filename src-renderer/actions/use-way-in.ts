/** Goes where the session says: to sign in, to the second step, to what is owed first, and back to where one wanted to be. */
import { ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useAccountList } from '../stores/account-list'
import { useAccountSearch } from '../stores/account-search'
import { useAccountSelection } from '../stores/account-selection'
import { useJobCounts } from '../stores/job-counts'
import { useJobDrafts } from '../stores/job-drafts'
import { useOutboxCounts } from '../stores/outbox-counts'
import { useOwnAccount } from '../stores/own-account'
import { useSession } from '../stores/session'

/**
 * Call it once, where the rooms are shown. The rules are those of the router; this asks it again when things change.
 * @returns the seat whose page may be shown: behind `session.seat` while the page of another person is being left
 */
export function useWayIn() {
  const session = useSession()
  const router = useRouter()
  const route = useRoute()
  const shownSeat = ref(session.seat)
  /** The first way in is still being looked for, by the rules of the router alone. */
  let opening = true
  const opened = (): void => void (opening = false)
  router.isReady().then(opened, opened)

  watch(
    () => [session.standing, session.challenge !== null, session.confined?.to, session.seat] as const,
    async ([standing, , , seat]) => {
      // The page under the sign-in screen stays as it is, and the screen follows the session by itself.
      if (opening || standing === 'covered') return
      if (seat === shownSeat.value) {
        await router.replace({ path: route.path, query: route.query, force: true })
        return
      }
      useAccountSearch().forget()
      useAccountList().forget()
      useAccountSelection().forget()
      useJobDrafts().forget()
      useJobCounts().forget()
      useOwnAccount().forget()
      useOutboxCounts().forget()
      // Where the one before was is nobody else's business.
      await router.replace({ path: '/', force: true })
      shownSeat.value = seat
    },
  )

  return shownSeat
}
