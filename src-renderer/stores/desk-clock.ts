/** The clock of the desk, told in this window: the window's own by the difference the desk gave. */
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useSession } from './session'

export const useDeskClock = defineStore('desk-clock', () => {
  const session = useSession()
  const read = (): number => Date.now() + session.clockOffset
  /** Milliseconds; moves on with each whole second. */
  const now = ref(read())

  function tick(): void {
    now.value = read()
    // To the next whole second, so that the ring and the seconds turn together.
    setTimeout(tick, 1000 - (now.value % 1000) + 5)
  }
  tick()

  return { now }
})
