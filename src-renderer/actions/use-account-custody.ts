/** Who has the recovery codes of one account: its newest set, and the notes that can be made of it. */
import { computed, shallowRef, watch } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { CustodySet } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { useCustodyActs } from './use-custody-acts'

/**
 * @param account as it is shown; a new set is asked for anew
 * @param ended - told what was noted, once its dialog is closed
 */
export function useAccountCustody(
  account: () => AccountDetail | null,
  ended: (what: 'handed' | 'acknowledged') => void,
) {
  const set = shallowRef<CustodySet | null>(null)
  const acts = useCustodyActs((now, what) => {
    set.value = now
    ended(what)
  })
  let turn = 0

  async function load(): Promise<void> {
    const [asked, shown] = [++turn, account()]
    if (!shown?.recoverySet) return void (set.value = null)
    const reply = await desk.recovery.sets({ accountId: shown.id, before: null, limit: 1 }).catch(() => null)
    if (asked === turn) set.value = reply?.sets[0] ?? null
  }
  watch(() => [account()?.id, account()?.recoverySet?.number, account()?.recoverySet?.left], load, { immediate: true })

  return {
    ...acts,
    set,
    mayHandThis: computed(() => set.value !== null && acts.mayHand(set.value)),
    mayAcknowledgeThis: computed(() => set.value !== null && acts.mayAcknowledge(set.value)),
  }
}
