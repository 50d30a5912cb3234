/** Edits the fields of an account against the revision that was seen. */
import { ref } from 'vue'
import type { AccountDetail, AccountFields } from '../../src-preload/contract/accounts'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** @param refresh brings the account as it is now, also after somebody else changed it */
export function useEditAccount(account: () => AccountDetail, refresh: () => Promise<void>) {
  const open = ref(false)
  const { busy, fault, attempt } = useAttempt()

  function begin(): void {
    fault.value = null
    open.value = true
  }
  function cancel(): void {
    open.value = false
  }

  /** @returns whether it was saved; after `changed-meanwhile` the dialog stays, and saving again is against the newer revision. */
  async function save(fields: AccountFields): Promise<boolean> {
    const { id, rev } = account()
    const saved = await attempt(async () => {
      await withStepUp(() => desk.accounts.change({ id, rev, ...fields }))
      open.value = false
    })
    if (saved || fault.value?.code === 'changed-meanwhile') await refresh()
    return saved
  }

  return { open, busy, fault, begin, cancel, save }
}
