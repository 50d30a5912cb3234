/** Where one is signed in, and ending that elsewhere. */
import { ref, shallowRef } from 'vue'
import type { OwnSession } from '../../src-preload/contract/self'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import { useAttempt } from './use-attempt'

export function useOwnSessions() {
  const sessions = shallowRef<readonly OwnSession[] | null>(null)
  /** How many ended at the last press; null before one. */
  const ended = ref<number | null>(null)
  const { busy, fault, attempt } = useAttempt()

  async function load(): Promise<void> {
    try {
      sessions.value = (await desk.self.sessions()).sessions
    } catch (error) {
      fault.value = faultOf(error)
    }
  }
  void load()

  const end = async (handle: string): Promise<boolean> => {
    const done = await attempt(async () => void (await desk.self.endSession({ handle })))
    if (done) ended.value = 1
    // One that is gone already is gone from the list too.
    await reload()
    return done
  }

  const endOthers = async (): Promise<boolean> => {
    const done = await attempt(async () => {
      ended.value = (await desk.self.endOtherSessions()).ended
    })
    await reload()
    return done
  }

  /** Keeps the fault of the act on the page. */
  async function reload(): Promise<void> {
    const kept = fault.value
    await load()
    fault.value ??= kept
  }

  return { sessions, ended, busy, fault, end, endOthers }
}
