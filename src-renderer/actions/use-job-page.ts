/** The page of a job put together: the job, the list that is open, what was typed, and what is said when something ends. */
import { computed, nextTick, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Job } from '../../src-preload/contract/jobs'
import { useInstants } from '../instants'
import { useJobDrafts } from '../stores/job-drafts'
import { useSession } from '../stores/session'
import { useJob } from './use-job'
import { useJobActs } from './use-job-acts'
import { useOpener } from './use-opener'

/** What the page shows of the job, worked out by its components. */
export interface ShownJob {
  readonly main: 'start' | 'ask' | 'wait' | 'approve' | 'resume' | null
  readonly wayOut: 'withdraw' | 'stop' | 'giveUp' | null
  /** The reason is still to be typed. */
  readonly open: boolean
  /** Accounts that the main act is about. */
  readonly accounts: number
}

/** @param root of the page, where focus goes back to · @param shown what may be done, as it stands */
export function useJobPage(id: () => string, root: () => HTMLElement | null, shown: () => ShownJob | null) {
  const { t, n } = useI18n()
  const { write } = useInstants()
  const router = useRouter()
  const session = useSession()
  const drafts = useJobDrafts()
  const { job, fault: loadFault, put, look } = useJob(id)
  const acts = useJobActs(put, look)
  const opener = useOpener(root, () => root()?.querySelector<HTMLElement>('h1') ?? null)

  const reason = ref('')
  const includeNoWayIn = ref(false)
  const missing = ref(false)
  /** Starting it alone was refused: what it holds, or the policy, is not what it was. */
  const mustAsk = ref(false)
  const asking = ref<'deny' | 'out' | null>(null)
  const said = ref('')
  /** Said again even if it is what was said last. */
  async function say(text: string): Promise<void> {
    said.value = ''
    await nextTick()
    said.value = text
  }

  const isOwn = computed(() => job.value?.madeBy.id === session.me?.id)
  watch(
    () => job.value?.id,
    (now) => {
      if (!now || !job.value) return
      const draft = drafts.of(now)
      reason.value = draft.reason
      includeNoWayIn.value = draft.includeNoWayIn
      missing.value = false
      mustAsk.value = false
      acts.fault.value = null
      if (draft.say) void say(t(`jobs.said.${draft.say}`))
      drafts.keep(now, { say: null })
    },
  )
  watch([reason, includeNoWayIn], ([text, include]) => {
    if (text.trim()) missing.value = false
    if (job.value && shown()?.open) drafts.keep(job.value.id, { reason: text, includeNoWayIn: include })
  })
  // What ends, or is decided by somebody else, is said; what one did oneself is said by the act.
  let byAct = false
  watch(
    () => [job.value?.id, job.value?.phase] as const,
    ([now, phase], [before, from]) => {
      if (now !== before || from === undefined || byAct || !job.value) return
      const { done, refused } = job.value.progress
      if (phase === 'done') void say(t('jobs.said.ended', { done: n(done), refused: n(refused) }))
      else if (phase) void say(`${t(`jobs.phase.${phase}`)}.`)
    },
  )

  async function doing(opened: string, act: (job: Job) => Promise<boolean>, text: () => string): Promise<boolean> {
    const now = job.value
    if (!now || acts.busy.value) return false
    opener.remember(opened)
    byAct = true
    const done = await act(now)
    await nextTick()
    byAct = false
    if (done) await say(text())
    opener.giveBack()
    return done
  }
  const until = (at: string | null | undefined): string => (at ? write(at, 'moment') : '')

  /** Where nobody else could approve it, it waits for an hour instead. */
  const asked = (): string =>
    job.value?.phase === 'waiting'
      ? t('jobs.said.waits', { until: until(job.value.waitUntil) })
      : t('jobs.said.asked', { until: until(job.value?.expiresAt) })

  /** The one main act, by its button or by Ctrl Enter. @returns false where a reason is missing */
  async function main(): Promise<boolean> {
    const standing = shown()
    if (!standing?.main || (standing.open && standing.accounts === 0)) return true
    const why = standing.open ? reason.value.trim() : (job.value?.reason ?? '')
    missing.value = standing.open && why === ''
    if (missing.value) return false
    const include = standing.open ? includeNoWayIn.value : (job.value?.includeNoWayIn ?? false)
    if (standing.main === 'start') {
      const begin = (now: Job) => acts.start(now, why, include)
      await doing('main', begin, () => t('jobs.said.started'))
      mustAsk.value ||= acts.fault.value?.code === 'second-person-needed'
    } else if (standing.main === 'approve') await doing('main', acts.approve, () => t('jobs.said.approved'))
    else if (standing.main === 'resume') await doing('main', acts.resume, () => t('jobs.said.resumed'))
    else await doing('main', (now) => acts.ask(now, why, include), asked)
    return true
  }

  function ask(what: 'deny' | 'out'): void {
    acts.fault.value = null
    opener.remember(what)
    asking.value = what
  }
  function stopAsking(): void {
    asking.value = null
    opener.giveBack()
  }
  /** A request is withdrawn at once; what runs is asked about first. */
  async function out(): Promise<void> {
    if (shown()?.wayOut === 'withdraw') await doing('out', acts.cancel, () => t('jobs.said.withdrawn'))
    else ask('out')
  }
  async function confirmOut(): Promise<void> {
    if (await doing('out', acts.cancel, () => t('jobs.said.stopped'))) stopAsking()
  }
  async function confirmDeny(why: string): Promise<void> {
    if (
      await doing(
        'deny',
        (now) => acts.deny(now, why),
        () => t('jobs.said.denied'),
      )
    )
      stopAsking()
  }
  async function undo(): Promise<void> {
    if (!job.value) return
    opener.remember('undo')
    const undoing = await acts.planUndo(job.value)
    if (undoing) await router.push(`/jobs/${undoing}`)
    else opener.giveBack()
  }

  /** Back to where one came from: the accounts, or the list of jobs. */
  function leave(): void {
    const { back } = window.history.state as { back?: unknown }
    void router.push(typeof back === 'string' && back.startsWith('/accounts') ? back : '/jobs')
  }

  return {
    ...{ job, loadFault, look, acts, opener, reason, includeNoWayIn, missing, mustAsk, asking, said, isOwn },
    ...{ main, ask, stopAsking, out, confirmOut, confirmDeny, undo, leave },
  }
}
