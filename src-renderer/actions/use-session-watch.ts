/** Watches for the end of a session: without input the page does not stay open, and a person at work is not thrown out. */
import { onBeforeUnmount, onMounted } from 'vue'
import { desk } from '../bridge/desk'
import { useLogState } from '../stores/log-state'
import { useSession } from '../stores/session'

/** How often it looks, and how often a person at work is told to the desk; milliseconds. */
const lookEvery = 10_000
const tellEvery = 60_000

/** Call it once, where the frame of a signed-in person stands. */
export function useSessionWatch(): void {
  const session = useSession()
  const log = useLogState()
  let lastInput = Date.now()
  let lastTold = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const touched = (): void => void (lastInput = Date.now())

  async function look(): Promise<void> {
    const { me } = session
    if (!me) return
    if (Date.now() - lastInput >= me.idleMinutes * 60_000) {
      await desk.session.signOut().catch(() => undefined)
      session.leave('idle')
    } else if (Date.now() + session.clockOffset >= Date.parse(me.endsAt)) {
      session.leave('absolute')
    } else if (lastInput > lastTold && Date.now() - lastTold >= tellEvery) {
      lastTold = Date.now()
      // A session that is lost is told by the bridge; a desk that is not there is asked again.
      await desk.session.stay().catch(() => undefined)
      if (session.can('accounts.see')) await log.load()
    }
  }

  onMounted(() => {
    for (const kind of ['pointerdown', 'keydown', 'wheel']) window.addEventListener(kind, touched, { passive: true })
    timer = setInterval(() => void look(), lookEvery)
  })
  onBeforeUnmount(() => {
    for (const kind of ['pointerdown', 'keydown', 'wheel']) window.removeEventListener(kind, touched)
    clearInterval(timer)
  })
}
