/** Clears the MFA of an account, or deletes its OTP key, with a reason. */
import { ref } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import { desk } from '../bridge/desk'
import type { AfterAct } from './account-acts'
import { useAttempt } from './use-attempt'
import { useSecondPerson } from './use-plan-job'
import { withStepUp } from './use-step-up'

/** `asking` says which of the two is asked about. */
export function useClearMfa(account: () => AccountDetail, after: AfterAct) {
  const asking = ref<'clearMfa' | 'deleteOtpKey' | null>(null)
  const { busy, fault, attempt } = useAttempt()
  const secondPerson = useSecondPerson()

  function begin(what: 'clearMfa' | 'deleteOtpKey'): void {
    fault.value = null
    asking.value = what
  }
  function cancel(): void {
    asking.value = null
  }

  async function confirm(reason: string): Promise<void> {
    const what = asking.value
    if (!what) return
    const done = await attempt(async () => {
      await withStepUp(() => desk.accounts[what]({ id: account().id, reason }))
      asking.value = null
    })
    // Staff, and the policy names it: all of its MFA goes by a job that somebody else approves.
    if (fault.value?.code === 'second-person-needed')
      return void (await attempt(() => secondPerson({ kind: 'clear-mfa' }, account().id, reason)))
    if (done) await after.end(what === 'clearMfa' ? 'cleared' : 'keyDeleted')
    await after.refresh()
  }

  return { asking, busy, fault, begin, cancel, confirm }
}
