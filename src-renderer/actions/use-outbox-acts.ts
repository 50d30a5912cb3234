/** What is done to one mail of the outbox: sent again at once, or handed over on paper with a reason. */
import { onScopeDispose, shallowRef } from 'vue'
import type { MailRow } from '../../src-preload/contract/outbox'
import { desk } from '../bridge/desk'
import { useOutboxCounts } from '../stores/outbox-counts'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** A letter to print; it is in the reply that handed it over and nowhere else. */
export interface PaperLetter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** @param changed is told what became of the mail */
export function useOutboxActs(changed: (row: MailRow) => void) {
  const numbers = useOutboxCounts()
  /** The mail that is asked about. */
  const asking = shallowRef<MailRow | null>(null)
  const letter = shallowRef<PaperLetter | null>(null)
  const trying = useAttempt()
  const handing = useAttempt()

  /** @returns whether it goes again. */
  async function tryAgain({ id }: MailRow): Promise<boolean> {
    const done = await trying.attempt(async () => {
      changed((await withStepUp(() => desk.outbox.tryAgain({ id }))).row)
    })
    await numbers.load()
    return done
  }

  function ask(row: MailRow): void {
    handing.fault.value = null
    asking.value = row
  }
  function cancel(): void {
    asking.value = null
  }

  async function handOver(reason: string): Promise<void> {
    const row = asking.value
    if (!row) return
    await handing.attempt(async () => {
      const { row: now, subject, text } = await withStepUp(() => desk.outbox.handOver({ id: row.id, reason }))
      letter.value = { to: row.accountName || row.to, subject, text }
      asking.value = null
      changed(now)
    })
    await numbers.load()
  }

  function closeLetter(): void {
    letter.value = null
  }
  onScopeDispose(closeLetter)

  return { asking, letter, trying, handing, tryAgain, ask, cancel, handOver, closeLetter }
}
