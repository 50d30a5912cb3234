/** Mails a token to the person on the phone and verifies what they read back. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { SentToken } from '../../src-preload/contract/email'
import { desk } from '../bridge/desk'
import type { AfterAct } from './account-acts'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

/** `step` says which dialog is open: for the reason, or for what the person reads back. */
export function useSendEmailToken(account: () => AccountDetail, after: AfterAct) {
  const step = ref<'reason' | 'token' | null>(null)
  const mailed = shallowRef<SentToken | null>(null)
  /** Why it was sent, so that it can be sent again for the same; unknown for a token of before. */
  const reason = ref('')
  /** How often it was sent again in this dialog. */
  const times = ref(0)
  const { busy, fault, attempt } = useAttempt()
  const sent = computed(() => mailed.value ?? account().deskToken)

  function end(): void {
    step.value = null
    mailed.value = null
    reason.value = ''
    times.value = 0
    fault.value = null
  }
  onScopeDispose(end)

  /** Goes on with the token that waits, or asks why one is to be sent. */
  function begin(): void {
    end()
    step.value = account().deskToken ? 'token' : 'reason'
  }

  async function send(why: string): Promise<void> {
    const again = step.value === 'token'
    await attempt(async () => {
      mailed.value = await withStepUp(() => desk.email.send({ accountId: account().id, reason: why }))
      reason.value = why
      step.value = 'token'
      if (again) times.value++
    })
    await after.refresh()
  }

  /** Another token, for the reason of before; where that is not known any more it is asked. */
  async function again(): Promise<void> {
    if (reason.value) return send(reason.value)
    fault.value = null
    step.value = 'reason'
  }

  async function verify(token: string): Promise<void> {
    const done = await attempt(async () => {
      await withStepUp(() => desk.email.verify({ accountId: account().id, token }))
      end()
    })
    if (done) await after.end('emailVerified')
    await after.refresh()
  }

  /** Closes the dialog; the token goes on waiting until it runs out. */
  async function leave(): Promise<void> {
    end()
    await after.end('tokenWaits')
  }

  return { step, sent, times, busy, fault, begin, send, again, verify, leave, cancel: end }
}
