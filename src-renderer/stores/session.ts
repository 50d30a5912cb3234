/** Who sits here and at which desk: the state of the desk as last told, and the notice for the next sign-in. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Right } from '../../src-preload/contract/rights'
import type { DeskState, Me } from '../../src-preload/contract/session'
import { desk, onSessionLost } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { timeZone } from '../instants'

/** Why the sign-in page is shown: a key under `signIn.notice`. */
export type SignInNotice = 'idle' | 'absolute' | 'ended' | 'signed-out' | 'welcome-done' | 'administrator-made'

export const useSession = defineStore('session', () => {
  const state = ref<DeskState | null>(null)
  const fault = ref<Fault | null>(null)
  const notice = ref<SignInNotice | null>(null)
  /** Milliseconds by which the desk's clock is ahead of this window's. */
  const clockOffset = ref(0)

  const me = computed(() => state.value?.me ?? null)
  const can = (right: Right): boolean => me.value?.rights.includes(right) ?? false

  /** The first room of whoever sits here. */
  const home = computed(() => (can('accounts.see') ? '/accounts' : '/account-management'))

  /** Asks the desk for its state; a fault is kept for the page that says so. */
  async function load(): Promise<void> {
    try {
      const reply = await desk.session.state()
      clockOffset.value = Date.parse(reply.now) - Date.now()
      timeZone.value = reply.timeZone
      state.value = reply
      fault.value = null
    } catch (error) {
      fault.value = faultOf(error)
    }
  }

  /** Somebody has signed in. */
  function enter(who: Me): void {
    notice.value = null
    if (state.value) state.value = { ...state.value, me: who }
  }

  /** Nobody is signed in any more; `why` is told on the sign-in page. */
  function leave(why: SignInNotice | null): void {
    if (state.value?.me) notice.value = why
    if (state.value) state.value = { ...state.value, me: null }
  }

  /** The welcome goes on or is done. */
  function setWelcome(owed: DeskState['welcome']): void {
    if (state.value) state.value = { ...state.value, welcome: owed }
  }

  onSessionLost((cause) => leave(cause === 'none' ? 'ended' : cause))

  return { state, fault, notice, clockOffset, me, home, can, load, enter, leave, setWelcome }
})
