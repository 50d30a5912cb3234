/** First passwords for many: one call per account from this window, one result each; slips live here and nowhere else. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { PasswordSlip } from '../../src-preload/contract/passwords'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useSession } from '../stores/session'
import { useAttempt } from './use-attempt'
import { onSessionEnd } from './use-session-end'
import { withStepUp } from './use-step-up'

const pageOfAccounts = 100
/** Before a desk that has its hands full is asked again; milliseconds. */
const busyPause = 1500

export interface Lacking {
  readonly id: string
  readonly name: string
  readonly email: string
}
/** What became of one account; null where it got its password. */
export interface PasswordResult {
  readonly account: Lacking
  readonly fault: Fault | null
}

/** Faults after which no other account would fare better: the run stops there. */
const endsTheRun: readonly Fault['code'][] = [
  'cancelled',
  'not-signed-in',
  'session-ended',
  'not-allowed',
  'door-closed',
  'store-full',
  'store-read-only',
  'store-damaged',
  'log-unwritable',
]

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export function useFirstPasswords() {
  const session = useSession()
  /** The first of those without a password, and how many there are. */
  const listed = shallowRef<readonly Lacking[]>([])
  const count = ref<number | null>(null)
  const loading = useAttempt()
  const phase = ref<'asking' | 'running' | 'done'>('asking')
  const way = ref<'mail' | 'slip'>('mail')
  const total = ref(0)
  const results = shallowRef<ReadonlyMap<string, PasswordResult>>(new Map())
  const slips = shallowRef<readonly PasswordSlip[]>([])
  /** Why the run ended before its time. */
  const stoppedBy = shallowRef<Fault | 'person' | null>(null)
  const stopping = ref(false)
  let alive = true

  const made = computed(() => [...results.value.values()].filter(({ fault }) => fault === null).length)
  const refused = computed(() => [...results.value.values()].filter(({ fault }) => fault !== null))

  const load = (): Promise<boolean> =>
    loading.attempt(async () => {
      const reply = await desk.passwords.lacking({ after: null, limit: pageOfAccounts })
      listed.value = reply.accounts
      count.value = reply.count
    })

  /** One account; where the desk has its hands full, once more after a while. */
  async function make(account: Lacking, reason: string): Promise<Fault | null> {
    for (let turn = 0; ; turn++) {
      try {
        const ask = { accountId: account.id, way: way.value, reason }
        const { slip } = await withStepUp(() => desk.passwords.issue(ask))
        if (slip && alive && session.standing === 'in') slips.value = [...slips.value, slip]
        return null
      } catch (error) {
        const fault = faultOf(error)
        if (fault.code !== 'busy' || turn >= 5) return fault
        await pause(busyPause)
      }
    }
  }

  function put(account: Lacking, fault: Fault | null): void {
    results.value = new Map(results.value).set(account.id, { account, fault })
  }

  /** Those who got one are no longer among the lacking; the cursor goes past those who did not. */
  async function run(reason: string): Promise<void> {
    if (phase.value === 'running') return
    phase.value = 'running'
    total.value = count.value ?? 0
    results.value = new Map()
    stoppedBy.value = null
    stopping.value = false
    let next: readonly Lacking[] = listed.value
    try {
      while (next.length > 0) {
        for (const account of next) {
          if (stopping.value || !alive) return void (stoppedBy.value = 'person')
          const fault = await make(account, reason)
          if (fault && endsTheRun.includes(fault.code)) return void (stoppedBy.value = fault)
          put(account, fault)
        }
        const after = next.at(-1)?.id ?? null
        next = (await desk.passwords.lacking({ after, limit: pageOfAccounts })).accounts
        // Longer than the first page: the list goes along with the run.
        if (next.length > 0) listed.value = [...listed.value, ...next]
      }
    } catch (error) {
      stoppedBy.value = faultOf(error)
    } finally {
      phase.value = 'done'
    }
  }

  /** Back to the question, for those who have none yet. */
  async function again(): Promise<void> {
    results.value = new Map()
    stoppedBy.value = null
    await load()
    phase.value = 'asking'
  }

  /** The one that is being made is finished. */
  const stop = (): void => void (stopping.value = true)
  const forgetSlips = (): void => void (slips.value = [])
  onSessionEnd(forgetSlips)
  onScopeDispose(() => {
    alive = false
    forgetSlips()
  })

  void load()
  const facts = { listed, count, loading, phase, way, total, results, made, refused, slips, stoppedBy, stopping }
  return { ...facts, run, again, stop, forgetSlips }
}

/** How many accounts have no password yet, for a way to the page; null where nobody may know. */
export function useLackingPasswords(mayIssue: () => boolean) {
  const lacking = ref(0)
  async function look(): Promise<void> {
    if (!mayIssue()) return
    lacking.value = await desk.passwords.lacking({ after: null, limit: 1 }).then(
      ({ count }) => count,
      () => lacking.value,
    )
  }
  void look()
  return { lacking, look }
}
