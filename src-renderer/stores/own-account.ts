/** One's own account as Account management shows it; no secret is ever part of it. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { OwnAccount } from '../../src-preload/contract/self'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'

export const useOwnAccount = defineStore('own-account', () => {
  const account = shallowRef<OwnAccount | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const busy = ref(false)

  /** Asks again; what is shown stays until there is an answer. */
  async function load(): Promise<void> {
    busy.value = true
    try {
      account.value = await desk.self.show()
      fault.value = null
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      busy.value = false
    }
  }

  /** Another person sits here. */
  function forget(): void {
    account.value = null
    fault.value = null
  }

  return { account, fault, busy, load, forget }
})
