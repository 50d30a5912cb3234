/** Who sits here and at which desk: the state of the desk as last told, and whose page stays when a session ends by itself. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Right } from '../../src-preload/contract/rights'
import type { Challenge, DeskState, Me } from '../../src-preload/contract/session'
import { desk, onSessionLost } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { timeZone } from '../instants'

/** Why the sign-in page is shown: a key under `signIn.notice`. */
export type SignInNotice =
  'idle' | 'absolute' | 'ended' | 'signed-out' | 'welcome-done' | 'administrator-made' | 'challenge-over'

/** `covered`: nobody is signed in, and the page of whoever was stays under the sign-in screen. */
export type Standing = 'out' | 'in' | 'covered'

/** One leaves by oneself: nothing of the page stays. */
const byHand: readonly (SignInNotice | null)[] = ['signed-out', 'welcome-done', null]

export const useSession = defineStore('session', () => {
  const state = ref<DeskState | null>(null)
  const fault = ref<Fault | null>(null)
  const notice = ref<SignInNotice | null>(null)
  /** Milliseconds by which the desk's clock is ahead of this window's. */
  const clockOffset = ref(0)
  /** Whose page is kept under the sign-in screen. */
  const kept = ref<Me | null>(null)
  /** Counts up whenever another person may sit here: nothing of a page outlives that. */
  const seat = ref(0)

  /** Whose page this is: of the person signed in, or of the one it is kept for. */
  const me = computed(() => state.value?.me ?? kept.value)
  const standing = computed<Standing>(() => (state.value?.me ? 'in' : kept.value ? 'covered' : 'out'))
  const challenge = computed(() => state.value?.challenge ?? null)
  /** What this session is kept to until it is done. */
  const confined = computed(() => state.value?.me?.confined ?? null)
  const rights = computed(() => {
    const own = me.value?.rights ?? []
    return confined.value ? own.filter((right) => right.startsWith('self.')) : own
  })
  const can = (right: Right): boolean => rights.value.includes(right)

  /** The first room of whoever sits here. */
  const home = computed(() => {
    if (confined.value) return `/account-management/${confined.value.to === 'password' ? 'password' : 'mfa'}`
    return can('accounts.see') ? '/accounts' : '/account-management'
  })

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

  /** Somebody has signed in: the person the page is kept for, or anybody else, who begins afresh. */
  function enter(who: Me): void {
    notice.value = null
    if (kept.value && kept.value.id !== who.id) seat.value++
    kept.value = null
    if (state.value) state.value = { ...state.value, me: who, challenge: null }
  }

  /** What the desk says of the person signed in has changed by an act of theirs. */
  function renew(who: Me): void {
    if (state.value?.me) state.value = { ...state.value, me: who }
  }

  /** The password was right and a second step is owed; or the step as it stands after a mail. */
  function owe(step: Challenge): void {
    notice.value = null
    if (state.value) state.value = { ...state.value, challenge: step }
  }

  /** The second step is over without anybody being in; `why` is told on the sign-in page. */
  function dropChallenge(why: 'challenge-over' | null): void {
    notice.value = why
    if (state.value) state.value = { ...state.value, challenge: null }
  }

  /** Nobody is signed in any more; `why` is told on the sign-in page. */
  function leave(why: SignInNotice | null): void {
    const gone = state.value?.me
    if (!state.value || !gone) return
    notice.value = why
    if (byHand.includes(why)) seat.value++
    else kept.value = gone
    state.value = { ...state.value, me: null }
  }

  /** The welcome goes on or is done. */
  function setWelcome(owed: DeskState['welcome']): void {
    if (state.value) state.value = { ...state.value, welcome: owed }
  }

  onSessionLost((cause) => leave(cause === 'none' ? 'ended' : cause))

  const facts = { state, fault, notice, clockOffset, kept, seat, me, standing, challenge, confined, rights, can, home }
  return { ...facts, load, enter, renew, owe, dropChallenge, leave, setWelcome }
})
