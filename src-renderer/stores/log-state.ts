/** How far the audit log goes and whether it held, for the status line. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { desk } from '../bridge/desk'

export const useLogState = defineStore('log-state', () => {
  const state = shallowRef<Awaited<ReturnType<typeof desk.audit.state>> | null>(null)

  /** Asks again; where the desk does not answer, the line says that the log was not read. */
  async function load(): Promise<void> {
    state.value = await desk.audit.state().catch(() => null)
  }
  return { state, load }
})
