/** Noting who has a set of recovery codes: handed over to somebody, acknowledged by its person. */
import { shallowRef } from 'vue'
import type { CustodySet, HandedHow } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'

export interface HandOver {
  readonly to: string
  readonly how: Exclude<HandedHow, 'screen'>
  readonly note: string
}

/** @param done - told of the set as it is now, and what was noted */
export function useCustodyActs(done: (set: CustodySet, what: 'handed' | 'acknowledged') => void) {
  const session = useSession()
  /** The set that is asked about, and what is to be noted of it. */
  const handing = shallowRef<CustodySet | null>(null)
  const acknowledging = shallowRef<CustodySet | null>(null)
  const { busy, fault, attempt } = useAttempt()

  /** Nobody acts on their own account at the desk. */
  const may = ({ accountId }: CustodySet): boolean => session.can('recovery.renew') && accountId !== session.me?.id
  const mayHand = (set: CustodySet): boolean => may(set) && set.state !== 'superseded'
  const mayAcknowledge = (set: CustodySet): boolean => may(set) && set.state === 'handed-over'

  function hand(set: CustodySet): void {
    fault.value = null
    handing.value = set
  }
  function acknowledge(set: CustodySet): void {
    fault.value = null
    acknowledging.value = set
  }
  function cancel(): void {
    handing.value = null
    acknowledging.value = null
  }

  async function saveHandOver(given: HandOver): Promise<void> {
    const set = handing.value
    if (!set) return
    await attempt(async () => {
      const now = await desk.recovery.handOver({ setId: set.setId, ...given })
      handing.value = null
      done(now, 'handed')
    })
  }
  async function saveAcknowledged(): Promise<void> {
    const set = acknowledging.value
    if (!set) return
    await attempt(async () => {
      const now = await desk.recovery.acknowledge({ setId: set.setId })
      acknowledging.value = null
      done(now, 'acknowledged')
    })
  }

  return {
    handing,
    acknowledging,
    busy,
    fault,
    mayHand,
    mayAcknowledge,
    hand,
    acknowledge,
    cancel,
    saveHandOver,
    saveAcknowledged,
  }
}
