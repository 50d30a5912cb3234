/** Makes a first or temporary password: mailed, or on a slip that lives here while it is shown and nowhere else. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { PasswordSlip } from '../../src-preload/contract/passwords'
import { desk } from '../bridge/desk'
import type { AfterAct } from './account-acts'
import { useAttempt } from './use-attempt'
import { onSessionEnd } from './use-session-end'
import { withStepUp } from './use-step-up'

/** `slip` is what the window of the slip shows; `closeSlip` takes it out of memory. */
export function useIssuePassword(account: () => AccountDetail, after: AfterAct) {
  const asking = ref(false)
  /** As it was when asked: afterwards the account has one. */
  const isFirst = ref(false)
  const slip = shallowRef<PasswordSlip | null>(null)
  const { busy, fault, attempt } = useAttempt()

  function begin(): void {
    fault.value = null
    isFirst.value = account().password === null
    asking.value = true
  }
  function cancel(): void {
    asking.value = false
  }
  function forget(): void {
    slip.value = null
  }
  onScopeDispose(forget)
  onSessionEnd(forget)

  async function confirm(way: 'mail' | 'slip', reason: string): Promise<void> {
    const done = await attempt(async () => {
      const reply = await withStepUp(() => desk.passwords.issue({ accountId: account().id, way, reason }))
      slip.value = reply.slip
      asking.value = false
    })
    if (done && !slip.value) await after.end('passwordMailed')
    await after.refresh()
  }

  async function closeSlip(): Promise<void> {
    forget()
    await after.end('passwordOnSlip')
  }

  return { asking, isFirst, slip, busy, fault, begin, cancel, confirm, closeSlip }
}
