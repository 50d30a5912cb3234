/** Watches for the end of a session: warns a minute before, keeps a person at work signed in, and ends it when it is over. */
import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import { desk } from '../bridge/desk'
import { useSession } from '../stores/session'

/** How long before the end it warns, and how often a person at work is told to the desk; milliseconds. */
const warnBefore = 60_000
const tellEvery = 60_000
const kinds = ['pointerdown', 'keydown', 'wheel'] as const

export interface EndWarning {
  readonly cause: 'idle' | 'absolute'
  readonly secondsLeft: number
}

/** Call it once, where the frame of a signed-in person stands. */
export function useSessionWatch() {
  const session = useSession()
  const now = ref(Date.now())
  const lastInput = ref(Date.now())
  /** What was read of the absolute end and closed again. */
  const dismissed = ref('')
  let lastTold = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined

  const idleEnd = computed(() => lastInput.value + (session.state?.me?.idleMinutes ?? 0) * 60_000)
  const absoluteEnd = computed(() => Date.parse(session.state?.me?.endsAt ?? '') - session.clockOffset)

  const warning = computed<EndWarning | null>(() => {
    if (session.standing !== 'in') return null
    const cause = absoluteEnd.value <= idleEnd.value ? 'absolute' : 'idle'
    const left = (cause === 'absolute' ? absoluteEnd.value : idleEnd.value) - now.value
    if (left > warnBefore || (cause === 'absolute' && dismissed.value === session.state?.me?.endsAt)) return null
    return { cause, secondsLeft: Math.max(0, Math.ceil(left / 1000)) }
  })

  /** Once the warning stands, only its button counts: a hand that brushes the mouse has not read it. */
  function touched(): void {
    if (warning.value?.cause !== 'idle') lastInput.value = Date.now()
  }

  /** Any call counts as input at the desk; this one says no more than that. */
  async function tell(): Promise<void> {
    lastTold = Date.now()
    // The bridge hears of a session that has ended; anything else is told by the next act.
    const me = await desk.session.stay().catch(() => null)
    if (me) session.renew(me)
  }

  /** The button of the warning. */
  async function stay(): Promise<void> {
    if (warning.value?.cause === 'absolute') dismissed.value = session.state?.me?.endsAt ?? ''
    lastInput.value = Date.now()
    await tell()
  }

  /** The screen goes first: the desk may be slow to answer. */
  async function end(why: 'idle' | 'absolute'): Promise<void> {
    session.leave(why)
    await desk.session.signOut().catch(() => undefined)
  }

  async function look(): Promise<void> {
    now.value = Date.now()
    if (session.standing !== 'in') {
      lastInput.value = lastTold = now.value
    } else if (now.value >= absoluteEnd.value) {
      await end('absolute')
    } else if (now.value >= idleEnd.value) {
      await end('idle')
    } else if (lastInput.value > lastTold && now.value - lastTold >= tellEvery) {
      await tell()
    }
  }

  onMounted(() => {
    for (const kind of kinds) window.addEventListener(kind, touched, { passive: true, capture: true })
    timer = setInterval(() => void look(), 1000)
  })
  onBeforeUnmount(() => {
    for (const kind of kinds) window.removeEventListener(kind, touched, { capture: true })
    clearInterval(timer)
  })

  return { warning, stay }
}
