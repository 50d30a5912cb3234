/** How far the audit log goes and whether it held, for the status line. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { desk } from '../bridge/desk'

/** So long after the last look it is asked again by itself: a log that is found broken shows on a page that stays open. */
const lookEveryMs = 60_000

export const useLogState = defineStore('log-state', () => {
  const state = shallowRef<Awaited<ReturnType<typeof desk.audit.state>> | null>(null)

  let timer: ReturnType<typeof setTimeout> | undefined

  /** Asks again; where the desk does not answer, the line says that the log was not read. */
  async function load(): Promise<void> {
    clearTimeout(timer)
    state.value = await desk.audit.state().catch(() => null)
    clearTimeout(timer)
    if (state.value !== null) timer = setTimeout(() => void load(), lookEveryMs)
  }
  return { state, load }
})
